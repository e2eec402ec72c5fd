import { readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";

// What users of any system pass and see: paths with its own separator go in, and paths with / come out.

const dockerfile =
  "FROM mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:latest\nUSER root\n";
const nested = join("score", "gpu", "Dockerfile");

let box: Sandbox;
beforeAll(() => {
  box = sandbox();
  box.write(nested, dockerfile);
  box.write("train/Dockerfile", dockerfile);
  box.write(".inferlint.yaml", 'overrides: [{ files: ["score/**"], rules: { root-user: off } }]\n');
});
afterAll(() => {
  box.remove();
});

interface Report {
  readonly findings: readonly { readonly path: string; readonly ruleId: string }[];
}

const pathsIn = ({ findings }: Report): readonly string[] => [
  ...new Set(findings.map(({ path }) => path)),
];
/** Where a SARIF file says that something is. */
const urisIn = (sarif: string): readonly string[] => [
  ...new Set([...sarif.matchAll(/"uri": "([^":]*)"/g)].map(([, uri = ""]) => uri)),
];
const report = (...args: readonly string[]): Report =>
  JSON.parse(box.run(["--format", "json", ...args]).stdout) as Report;

describe("a path with the separators of this system", () => {
  test.each([[nested], [join(".", "score", "gpu")], [`score${sep}gpu${sep}`]])(
    "%s is reported with /",
    (path) => {
      expect(pathsIn(report(path))).toEqual(["score/gpu/Dockerfile"]);
    },
  );

  test("is the same file as the path with /", () => {
    expect(report(nested)).toEqual(report("score/gpu/Dockerfile"));
  });

  test("is matched by patterns of the configuration, which have /", () => {
    const rulesOf = (path: string): readonly string[] =>
      report(path).findings.map(({ ruleId }) => ruleId);
    expect(rulesOf(nested)).not.toContain("root-user");
    expect(rulesOf(join("train", "Dockerfile"))).toContain("root-user");
  });

  test("may be absolute, and may have wildcards", () => {
    expect(pathsIn(report(join(box.root, nested)))).toEqual(["score/gpu/Dockerfile"]);
    expect(pathsIn(report(join("score", "*", "Dockerfile")))).toEqual(["score/gpu/Dockerfile"]);
  });

  test.each(["text", "concise"])("is shown with / by %s", (format) => {
    const { stdout } = box.run(["--format", format, nested]);
    expect(stdout).toContain("score/gpu/Dockerfile");
    expect(stdout).not.toContain("\\");
  });

  test("is a URI with / in SARIF", () => {
    expect(urisIn(box.run(["--format", "sarif", nested]).stdout)).toEqual(["score/gpu/Dockerfile"]);
  });

  test("may name the file of a report", () => {
    const file = join("score", "report.sarif");
    expect(box.run(["--format", "sarif", "--output", file, "train"]).status).toBe(1);
    expect(urisIn(readFileSync(join(box.root, file), "utf8"))).toEqual(["train/Dockerfile"]);
  });
});

// Elsewhere a backslash is part of a name.
describe.skipIf(sep === "\\")("a name with a backslash, where that is no separator", () => {
  test("is one name, and is escaped in SARIF", () => {
    box.write("own/a\\Dockerfile", dockerfile);
    expect(pathsIn(report("own"))).toEqual(["own/a\\Dockerfile"]);
    expect(urisIn(box.run(["--format", "sarif", "own"]).stdout)).toEqual(["own/a%5CDockerfile"]);
  });
});
