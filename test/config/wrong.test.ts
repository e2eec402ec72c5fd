import { describe, expect, test } from "vitest";
import { regionText } from "../support/region-text.ts";
import { configBytes, configNames, configPath, problemsOf } from "../support/configs.ts";

// Each file of `fixtures/config/wrong/`, with what is said about it in the `.txt` beside it.

const names = configNames("wrong");

test("there are enough of them", () => {
  expect(names.length).toBeGreaterThanOrEqual(48);
});

describe.each(names)("%s", (name) => {
  test("is refused, with these words at these places", async () => {
    const bytes = configBytes("wrong", name);
    const problems = problemsOf(bytes, name);
    const text = new TextDecoder().decode(bytes);
    const lines = problems.map(({ path, region, message }) => {
      if (region === null) return `${path}: ${message}\n`;
      const { startLine, startColumn, endLine, endColumn } = region;
      return `${path}:${startLine}:${startColumn}-${endLine}:${endColumn}: ${message}\n    ${shown(regionText(text, region))}\n`;
    });
    expect(problems).not.toEqual([]);
    await expect(lines.join("")).toMatchFileSnapshot(`${configPath("wrong", name)}.txt`);
  });
});

function shown(text: string): string {
  const line = JSON.stringify(text);
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}
