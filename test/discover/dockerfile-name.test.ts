import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { takenBy } from "../../src/discover/dockerfile-name.ts";
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

/** Their text decides. */
const odd = [
  "Dockerfiles",
  "Dockerfile2",
  "DockerfileGPU",
  "gpu-Dockerfile",
  "MyDockerfile",
  "my-dockerfile",
  "dockerfile~",
  "xContainerfile",
  "Containerfile2",
  "gpu.dockerfile.md",
  "gpu.dockerfile.gpu",
  "gpu.dockerfile-x",
  "x.dockerfile.tmpl",
  "Dockerfile.README.md",
  "Dockerfile-notes.txt",
  "Dockerfile.d.ts",
  "dockerfile_gen.py",
  "test-in-dockerfile-deployment.yml",
  "serve.docker",
  "serve.DF",
  ".df",
  ".docker",
  ...endings
    .split(" ")
    .flatMap((ending) => [`Dockerfile${ending}`, `Containerfile-x${ending.toUpperCase()}`]),
];

const others = [
  "",
  "Makefile",
  "docker-compose.yml",
  "Dockerfil",
  ".dockerignore",
  "df",
  "docker",
  "serve.docker.x",
  "serve.df2",
  "adf",
];

test.each(dockerfiles)("%j is a Dockerfile's name", (name) => {
  expect(isDockerfileName(name)).toBe(true);
  expect(takenBy(name)).toBe("name");
});

test.each([...odd, "doc\u212Aerfile", "x.doc\u212Aer"])("the text decides about %j", (name) => {
  expect(isDockerfileName(name)).toBe(false);
  expect(takenBy(name)).toBe("text");
});

test.each(others)("%j is neither", (name) => {
  expect(takenBy(name)).toBeNull();
});

const directories = ["", "a/", "a.md/b.dockerfile/", "Dockerfile/"];

test("the pattern of the hook matches the same names in any directory", () => {
  const pattern = new RegExp(hookFilesPattern.replace("(?i)", ""), "i");
  for (const directory of directories) {
    for (const name of [...dockerfiles, ...odd]) expect(directory + name).toMatch(pattern);
    for (const name of others) expect(directory + name).not.toMatch(pattern);
  }
});

const python = spawnSync("python3", ["--version"]).status === 0;

test.skipIf(!python)("Python reads the hook's pattern the same way", () => {
  const script =
    "import json, re, sys; pattern, names = json.load(sys.stdin); print(json.dumps([n for n in names if re.search(pattern, n)]))";
  const names = [...dockerfiles, ...odd, ...others, "doc\u212Aerfile"];
  const paths = names.flatMap((name) => directories.map((directory) => directory + name));
  const input = JSON.stringify([hookFilesPattern, paths]);
  const { stdout } = spawnSync("python3", ["-c", script], { input, encoding: "utf8" });
  expect(JSON.parse(stdout)).toEqual(
    paths.filter((path) => takenBy(path.slice(path.lastIndexOf("/") + 1)) !== null),
  );
});

// A pattern that backtracks would take minutes for these names.
test.each([
  [".dockerfile".repeat(50_000), false],
  ["Dockerfile.".repeat(50_000), true],
])("a name of half a megabyte is matched in linear time", (name, expected) => {
  expect(isDockerfileName(`${name}x`)).toBe(expected);
  expect(takenBy(`${name}x`)).toBe(expected ? "name" : "text");
});
