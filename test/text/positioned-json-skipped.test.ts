import { expect, test } from "vitest";
import type { JsonProblem } from "../../src/text/json-problem.ts";
import { readPositionedJson } from "../../src/text/positioned-json.ts";

const read = (text: string): { root: unknown; problems: readonly JsonProblem[] } => {
  const problems: JsonProblem[] = [];
  const limits = { depth: 9, values: 4, skipped: new Set(["big"]) };
  return { root: readPositionedJson(text, limits, (problem) => problems.push(problem)), problems };
};

test("what is skipped is null and counts as one value", () => {
  expect(read(`{"big": [1, {"a": [2, "\\n", 3]}, 4, 5, {}], "b": 6}`)).toMatchObject({
    root: {
      members: [
        { key: "big", value: { written: "null" } },
        { key: "b", value: { written: "6" } },
      ],
    },
    problems: [],
  });
});

test.each([
  [`{"big": [1,]}`, "trailing-comma"],
  [`{"big": {"a": 1,}}`, "trailing-comma"],
  [`{"big": ["\\x"]}`, "bad-escape"],
  [`{"big": [}`, "unexpected"],
  [`{"big": [[[[[[[[[[[]]]]]]]]]]]}`, "too-deep"],
])("%s is no JSON in what is skipped, either", (text, code) => {
  expect(read(text)).toMatchObject({ root: null, problems: [{ code }] });
});
