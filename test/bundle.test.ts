import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import * as original from "vscode-languageserver-types";
import { bundleDeclarations } from "../scripts/declarations.mjs";
import * as replacement from "../scripts/positions.mjs";
import { temporaryDirectory } from "./support/working-copy.ts";

test("the replacement makes the same positions and ranges as vscode-languageserver-types", () => {
  expect(replacement.Position.create(3, 4)).toEqual(original.Position.create(3, 4));
  expect(replacement.Range.create(1, 2, 3, 4)).toEqual(original.Range.create(1, 2, 3, 4));
  const [start, end] = [original.Position.create(1, 2), original.Position.create(3, 4)];
  expect(replacement.Range.create(start, end)).toEqual(original.Range.create(start, end));
});

test("dockerfile-ast uses nothing else of vscode-languageserver-types", () => {
  const folder = "node_modules/dockerfile-ast/lib";
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const used = files
    .filter((file) => file.endsWith(".js"))
    .flatMap((file) =>
      Array.from(
        readFileSync(`${folder}/${file}`, "utf8").matchAll(
          /vscode_languageserver_types_1\.([\w.]+)/g,
        ),
        (match) => match[1],
      ),
    );
  expect([...new Set(used)].sort()).toEqual(["Position.create", "Range.create"]);
});

describe("the declaration file", () => {
  let directory = "";
  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });
  const bundled = (text: string): string => {
    writeFileSync(join(directory, "entry.ts"), text);
    return bundleDeclarations(directory, "entry.ts");
  };

  test("holds the types that the entry refers to, and is made without its implementation", () => {
    writeFileSync(
      join(directory, "other.ts"),
      "export interface Inner { readonly size: number }\nexport interface Unused {}\n",
    );
    const entry = `import type { Inner } from "./other.ts";
      import { hidden } from "./missing.ts";
      /** Says what it is. */
      export function outer(): Inner { return hidden(); }`;
    expect(bundled(entry)).toBe(`interface Inner {
	readonly size: number;
}
/** Says what it is. */
export declare function outer(): Inner;

export {};
`);
  });

  test("cannot be made where an exported value has no type", () => {
    expect(() => bundled("export const answer = Math.random();")).toThrow("TS9010");
  });
});

describe("the rows of versions are in a file of their own", () => {
  const directory = temporaryDirectory();
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });
  cpSync(inject("frozenBundle"), directory, { recursive: true });
  const shown = (reference: string): string => {
    const args = [join(directory, "cli.cjs"), "image", "--as-of", "2026-11-23", reference];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    return stdout + stderr;
  };

  test("which holds the facts of a version", () => {
    expect(shown("foundation-model-inference:61")).toContain("Ubuntu 20.04");
    expect(shown("foundation-model-inference:70")).toContain("Ubuntu 22.04");
    expect(shown("foundation-model-inference")).toContain("Ubuntu 24.04");
  });

  test("and which an image without such rows does without", () => {
    const before = shown("minimal-ubuntu20.04-py38-cpu-inference:20230518.v1");
    rmSync(join(directory, "version-rows.cjs"));
    expect(shown("minimal-ubuntu20.04-py38-cpu-inference:20230518.v1")).toBe(before);
    expect(shown("foundation-model-inference:61")).toContain("version-rows.cjs");
  });
});
