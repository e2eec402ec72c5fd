import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { hookFilesPattern, isDockerfileName } from "../../src/discover/index.ts";

const dockerfiles = [
  "Dockerfile",
  "dockerfile",
  "DOCKERFILE",
  "Containerfile",
  "containerfile",
  "Dockerfile.gpu",
  "Dockerfile.py38",
  "Dockerfile.cpu",
  "Dockerfile.c64",
  "Dockerfile.j2",
  "Dockerfile.template",
  "Dockerfile.a.b",
  "Dockerfile.md.gpu",
  "Dockerfile-gpu",
  "Dockerfile_gpu",
  "Dockerfile_md",
  "Containerfile.gpu",
  "Containerfile-gpu",
  "CONTAINERFILE_GPU",
  "gpu.dockerfile",
  "gpu.Dockerfile",
  "gpu.containerfile",
  "a.b.DockerFile",
  ".dockerfile",
  "score model.dockerfile",
  "Dockerfile.ü",
  "Dockerfile.\n",
];

const endings =
  ".dockerignore .md .rst .adoc .txt .html .json .yaml .yml .toml .xml .py .ipynb .js .ts .go .rs .java .cs .c .cpp .sh .ps1 .tf .bicep .lock .log .sarif .orig .rej .bak";

const others = [
  "",
  "Makefile",
  "Dockerfiles",
  "Dockerfile2",
  "MyDockerfile",
  "my-dockerfile",
  "docker-compose.yml",
  "Dockerfil",
  "dockerfile~",
  "xContainerfile",
  ".dockerignore",
  "gpu.dockerfile.md",
  "gpu.dockerfile.gpu",
  "gpu.dockerfile-x",
  "Dockerfile.README.md",
  "Dockerfile-notes.txt",
  "Dockerfile.d.ts",
  "doc\u212Aerfile",
  ...endings
    .split(" ")
    .flatMap((ending) => [`Dockerfile${ending}`, `Containerfile-x${ending.toUpperCase()}`]),
];

test.each(dockerfiles)("%j is a Dockerfile's name", (name) => {
  expect(isDockerfileName(name)).toBe(true);
});

test.each(others)("%j is not", (name) => {
  expect(isDockerfileName(name)).toBe(false);
});

test("the pattern of the hook matches the same names in any directory", () => {
  const pattern = new RegExp(hookFilesPattern.replace("(?i)", ""), "i");
  for (const directory of ["", "a/", "a.md/b.dockerfile/", "Dockerfile/"]) {
    for (const name of dockerfiles) expect(directory + name).toMatch(pattern);
    for (const name of others) expect(directory + name).not.toMatch(pattern);
  }
});

const python = spawnSync("python3", ["--version"]).status === 0;

test.skipIf(!python)("Python reads the hook's pattern the same way", () => {
  const script =
    "import json, re, sys; pattern, names = json.load(sys.stdin); print(json.dumps([n for n in names if re.search(pattern, n)]))";
  const ascii = [...dockerfiles, ...others].filter((name) => /^[ -~]*$/.test(name));
  const paths = ascii.flatMap((name) => [name, `a/b.md/${name}`]);
  const input = JSON.stringify([hookFilesPattern, paths]);
  const { stdout } = spawnSync("python3", ["-c", script], { input, encoding: "utf8" });
  expect(JSON.parse(stdout)).toEqual(
    paths.filter((path) => isDockerfileName(path.slice(path.lastIndexOf("/") + 1))),
  );
});

// A pattern that backtracks would take minutes for these names.
test.each([
  [".dockerfile".repeat(50_000), false],
  ["Dockerfile.".repeat(50_000), true],
])("a name of half a megabyte is matched in linear time", (name, expected) => {
  expect(isDockerfileName(`${name}x`)).toBe(expected);
});
