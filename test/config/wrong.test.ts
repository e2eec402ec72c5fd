import { describe, expect, test } from "vitest";
import { regionText } from "../support/region-text.ts";
import { configBytes, configNames, configPath, problemsOf } from "../support/configs.ts";

// Each file of `fixtures/config/wrong/`, with its problems in the `.txt` file of the same name.

const names = configNames("wrong");

test("there are many invalid files", () => {
  expect(names.length).toBeGreaterThanOrEqual(48);
});

describe.each(names)("%s", (name) => {
  test("is rejected with these messages at these positions", async () => {
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
