import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonProblem } from "../../src/text/json-problem.ts";
import { jsonProblemMessage } from "../../src/text/json-problem.ts";
import type { JsonLimits, JsonNode } from "../../src/text/positioned-json.ts";
import { readPositionedJson } from "../../src/text/positioned-json.ts";

const limits: JsonLimits = { depth: 3, values: 10 };

function read(text: string, { depth, values } = limits) {
  const problems: JsonProblem[] = [];
  const root = readPositionedJson(text, { depth, values }, (problem) => problems.push(problem));
  return { root, problems };
}

test("each part has its offsets", () => {
  const text = ' {"a\\n": [1, true ] , "b":"x"} ';
  const { root, problems } = read(text);
  expect(problems).toEqual([]);
  const at = (node: { at: number; end: number }) => text.slice(node.at, node.end);
  if (root?.kind !== "object") throw new Error("an object was expected");
  expect(at(root)).toBe(text.trim());
  const [first, second] = root.members;
  expect(first).toMatchObject({ key: "a\n", keyAt: 2, keyEnd: 7 });
  if (first?.value.kind !== "list") throw new Error("a list was expected");
  expect(at(first.value)).toBe("[1, true ]");
  expect(first.value.items.map(at)).toEqual(["1", "true"]);
  expect(second?.value).toEqual({ kind: "text", at: 26, end: 29, text: "x" });
});

describe("problems have a code, offsets and a message", () => {
  test.each<readonly [string, string, number, number, string]>([
    ["", "empty", 0, 0, "the file is empty"],
    [" 1 2", "text-after-end", 3, 4, "unexpected <2> after the end of the JSON value: remove it"],
    ["[1,]", "trailing-comma", 2, 3, "JSON does not allow a comma before ]: remove it"],
    ['{"a":1 , }', "trailing-comma", 7, 8, "JSON does not allow a comma before }: remove it"],
    ["[,1]", "unexpected", 1, 2, "unexpected <,>: expected a value"],
    ["// x", "comment", 0, 1, "JSON does not allow comments: remove it"],
    ["['a']", "single-quote", 1, 2, 'JSON needs double quotes ("…") around text'],
    ['["a\n"]', "unclosed-text", 1, 2, "this text has no closing quote on its line"],
    ['["\\x"]', "bad-escape", 1, 2, "this text has an invalid escape sequence"],
    ["[[[[[", "too-deep", 4, 5, "this is nested more than 3 levels deep"],
    ["[1,2,3,4,5,6,7,8,9,10]", "too-many-values", 19, 21, "the file has more than 10 values"],
    ['{"a":1,"a":2}', "duplicate-key", 7, 10, "duplicate key <a>: remove one"],
    ["[01]", "unexpected", 1, 3, "unexpected <01>: expected a value"],
    ["[", "unexpected", 1, 1, "the file ends too early: expected a value"],
    ["[1", "unexpected", 2, 2, "the file ends too early: expected a comma or ]"],
    ['{"a" 1', "unexpected", 5, 6, "unexpected <1>: expected a colon"],
    ["{a: 1}", "unexpected", 1, 2, 'unexpected <a>: expected a key in double quotes ("…")'],
  ])("%j", (text, code, start, end, message) => {
    const { problems } = read(text);
    expect(problems).toMatchObject([{ code, start, end }]);
    expect(problems.map((problem) => jsonProblemMessage(problem, (found) => `<${found}>`))).toEqual(
      [message],
    );
  });
});

test("of a duplicate key the first counts, and reading goes on", () => {
  const { root, problems } = read('{"a":1,"a":{"b":1,"b":2},"c":3}');
  expect(problems.map(({ start }) => start)).toEqual([18, 7]);
  expect(root && plain(root)).toEqual({ a: 1, c: 3 });
});

test("a text of many megabytes does not take the stack", () => {
  const text = JSON.stringify([`${"a\\".repeat(4_000_000)}é`]);
  expect(read(text).problems).toEqual([]);
});

test("reads what JSON.parse reads, and nothing else", () => {
  const wide: JsonLimits = { depth: 100, values: 1000 };
  const piece = fc.constantFrom(
    ...'{ } [ ] , : "a" "\\u00e9" \'x\' 1 -1.5e+3 01 .5 true nul null \\ \t \n " é #'.split(" "),
  );
  const text = fc.oneof(
    fc.json({ maxDepth: 4 }),
    fc.array(piece, { maxLength: 8 }).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(text, (source) => {
      const { root, problems } = read(source, wide);
      let expected: unknown;
      try {
        expected = JSON.parse(source);
      } catch {
        expect(root).toBeNull();
        expect(problems).not.toEqual([]);
        return;
      }
      if (problems.length === 0) expect(root && plain(root)).toEqual(expected);
      else expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(["duplicate-key"]));
    }),
    { seed: 1, numRuns: 3000 },
  );
});

function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case "text":
      return node.text;
    case "literal":
      return JSON.parse(node.written);
    case "list":
      return node.items.map(plain);
    case "object":
      return Object.fromEntries(node.members.map(({ key, value }) => [key, plain(value)]));
  }
}
