import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as original from "vscode-languageserver-types";
import * as replacement from "../scripts/positions.mjs";

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
