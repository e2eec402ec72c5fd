import { expect, test } from "vitest";
import { readSyntax } from "../../src/parse/syntax.ts";

/** As parser.DetectSyntax of BuildKit v0.34.2 has them. */
test.each([
  ["# syntax=a/b:1\nFROM x", "a/b:1", "1:10-1:15"],
  ["\uFEFF#syntax = a/b  --x \r\n", "a/b", "1:11-1:14"],
  ["#!/bin/x\n# escape=`\n# Syntax=a\n", "a", "3:10-3:11"],
  ["# syntax= \n", "", "1:11-1:11"],
  ["# syntax=a\n# syntax=b\n", "a", "1:10-1:11"],
  ["// syntax=a\n", "a", "1:11-1:12"],
  ["# check=x\n// syntax=a\n", null, null],
  ['{"x": 1, "syntax": "a b"}', "a b", "1:1-1:1"],
  ['{"syntax": 1}', null, null],
  ["# syntax=\n", null, null],
  [" # syntax=a\n", null, null],
  ["# x\n# syntax=a\n", null, null],
  ["# check=a\n# check=b\n# syntax=a\n", null, null],
  ["# \u2003syntax=a", "a", "1:11-1:12"],
  ["#!", null, null],
  ["", null, null],
])("%j", (text, image, place) => {
  const syntax = readSyntax(text);
  const { startLine, startColumn, endLine, endColumn } = syntax?.region ?? {};
  expect(syntax?.text ?? null).toBe(image);
  if (syntax) expect(`${startLine}:${startColumn}-${endLine}:${endColumn}`).toBe(place);
});
