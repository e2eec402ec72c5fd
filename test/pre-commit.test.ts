import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { hookFilesPattern, hookFilesPatternOfAll } from "../src/discover/index.ts";
import { git, projectRoot, readManifest } from "./support/working-copy.ts";

// test/pre-commit/runners.test.ts installs and runs the hooks.

const read = (path: string): string => readFileSync(join(projectRoot, path), "utf8");

describe(".pre-commit-hooks.yaml", () => {
  const hooks = parse(read(".pre-commit-hooks.yaml")) as Record<string, unknown>[];

  test("has three hooks, which pre-commit never runs in parallel", () => {
    const common = { types: [], types_or: ["file", "symlink"], require_serial: true };
    const entry = "inferlint lint --force-exclude";
    const dockerfiles = `${entry} --kind dockerfile`;
    expect(hooks).toMatchObject([
      { id: "inferlint", language: "node", entry: dockerfiles, ...common },
      { id: "inferlint-all", language: "node", entry, ...common },
      { id: "inferlint-python", language: "python", entry: dockerfiles, ...common },
    ]);
  });

  test("selects every file name that discovery takes, by itself or by its text", () => {
    expect(hooks.map(({ files }) => files)).toEqual([
      hookFilesPattern,
      hookFilesPatternOfAll(),
      hookFilesPattern,
    ]);
  });
});

describe("package.json suits hook installers", () => {
  const manifest = readManifest();

  test("the program is the committed bundle", () => {
    expect(manifest.bin).toEqual({ inferlint: "dist/cli.cjs" });
    expect(git(projectRoot, "ls-files", "dist/cli.cjs")).toBe("dist/cli.cjs");
  });

  test("it has no dependencies", () => {
    expect(manifest).not.toHaveProperty("dependencies");
    expect(manifest).not.toHaveProperty("workspaces");
  });

  test("no script runs at installation, or makes npm build the package", () => {
    const forbidden = ["prepare", "prepack", "build", "preinstall", "install", "postinstall"];
    expect(Object.keys(manifest.scripts).filter((name) => forbidden.includes(name))).toEqual([]);
  });
});

describe("pyproject.toml suits hook installers", () => {
  const project = read("pyproject.toml");

  test("the build backend is hatchling at a fixed version, without code of this project", () => {
    expect(project).toMatch(/^requires = \["hatchling==[\d.]+"\]$/m);
    expect(project).toMatch(/^build-backend = "hatchling.build"$/m);
    expect(project).not.toMatch(/^backend-path|^\[.*\bhooks\b/m);
  });
});
