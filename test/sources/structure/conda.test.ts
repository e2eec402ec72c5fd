import { describe } from "vitest";
import { testStructures } from "./describe-structure.ts";

const file = (entry: string): string =>
  `name: e\nchannels:\n  - conda-forge\ndependencies:\n  - numpy\n  - ${entry}\n  - pip\n`;

describe("conda files", () => {
  testStructures([
    ["version", file("python=3.10"), ["conda python=3.10@6:5"]],
    ["any patch version", file("python==3.10.*"), ["conda python==3.10.*@6:5"]],
    ["range", file("python >=3.8,<3.10"), ["conda python >=3.8,<3.10@6:5"]],
    ["quoted", file('"python>=3.8,<3.10"'), ["conda python>=3.8,<3.10@6:6"]],
    ["channel", file("conda-forge::python=3.9"), ["conda conda-forge::python=3.9@6:5"]],
    ["no version", file("python"), ["conda python@6:5"]],
    ["build", file("python=3.10=h1_0"), ["conda python=3.10=h1_0@6:5"]],
    ["brackets", file("'python[version=\">=3.9\"]'"), ['conda python[version=">=3.9"]@6:6']],
    ["capitals", file("Python=3.9"), ["conda Python=3.9@6:5"]],
    ["comment behind it", file("python=3.9 # why"), ["conda python=3.9@6:5"]],
    ["no Python", file("python-dateutil=2.8"), ["conda"]],
    ["another package", file("python_abi=3.9"), ["conda"]],
    ["a package of pip", file("pip: [python=3.9]"), ["conda"]],
    ["template", file("python={{ PY }}"), ["conda python={{ PY }}@6:5"]],
    ["variable", file("python=${PY}"), ["conda python=?@6:5"]],
    ["no packages", "channels: [defaults]\ndependencies: []\n", ["conda"]],
    ["only pip", "dependencies:\n- pip:\n  - x\n", ["conda"]],
    ["JSON", '{"dependencies": ["python=3.7"]}', ["conda python=3.7@1:20"], "c.json"],
    ["anchor", "x: &p python=3.7\ndependencies: [*p]\n", ["conda python=3.7@1:7"]],
    [
      "trap: dependencies of a chart",
      "apiVersion: v2\ndependencies:\n  - name: python\n    version: 1\n",
      [],
    ],
    ["trap: dependencies of a package", '{"dependencies": {"python": "3"}}', [], "package.json"],
  ]);
});
