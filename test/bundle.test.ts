import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
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
