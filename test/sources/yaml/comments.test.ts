import { describe, expect, test } from "vitest";
import { readText } from "../../support/source-tester.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";
const ignore = "# inferlint: ignore[root-user] -- known";

/** `text`, what it covers and whether it is trailing, for each comment. */
async function comments(yaml: string): Promise<readonly unknown[]> {
  const { comments: found } = await readText("yaml", yaml);
  return found.map(({ text, span, next, isTrailing }) => {
    expect(yaml.slice(span.start, span.end)).toBe(text);
    return [text, next && yaml.slice(next.start, next.end), isTrailing];
  });
}

describe("comments to inferlint", () => {
  test.each([
    ["trailing", `a: 1\nimage: ${image} ${ignore}\nb: 2\n`, [`image: ${image}`, true]],
    ["trailing after quotes", `image: "${image}" ${ignore}\n`, [`image: "${image}"`, true]],
    ["trailing in a list", `a:\n  - ${image} ${ignore}\n`, [`- ${image}`, true]],
    [
      "trailing before the value",
      `image: ${ignore}\n  ${image}\n`,
      [`image: ${ignore}\n  ${image}`, true],
    ],
    [
      "trailing in the header of a block",
      `a: | ${ignore}\n  x\n  y\nb: 1\n`,
      [`a: | ${ignore}\n  x\n  y`, true],
    ],
    ["trailing a mapping", `a: ${ignore}\n  b: 1\n`, ["a:", true]],
    ["trailing at the end of quotes", `a: "x\n  y" ${ignore}\n`, [`a: "x\n  y"`, true]],
    ["on its own line", `a: 1\n  ${ignore}\nimage: ${image}\n`, [`image: ${image}`, false]],
    [
      "before comments and empty lines",
      `${ignore}\n# other\n\n  \nimage: ${image}\n`,
      [`image: ${image}`, false],
    ],
    [
      "before an item",
      `a:\n  ${ignore}\n  - image: ${image}\n    b: 1\n`,
      [`- image: ${image}`, false],
    ],
    ["before a block", `${ignore}\na: |\n  x\n\n  y\n\nb: 1\n`, ["a: |\n  x\n\n  y", false]],
    ["before a mapping", `${ignore}\na:\n  b: 1\n`, ["a:", false]],
    ["before a flow mapping", `${ignore}\na: {b: 1, c: 2}\n`, ["a: {b: 1, c: 2}", false]],
    ["before another document", `a: 1\n${ignore}\n---\nb: 1\n`, ["---", false]],
    ["in upper case", `#INFERLINT: ignore\na: 1\n`, ["a: 1", false]],
    ["at the end", `a: 1\n${ignore}\n# other\n`, [null, false]],
    ["with CRLF", `${ignore}\r\na: 1\r\n`, ["a: 1", false]],
    ["before a comment that trails", `${ignore}\na: 1 # other\n`, ["a: 1", false]],
  ])("%s", async (_, yaml, [next, isTrailing]) => {
    const text = /#INFERLINT.*/.exec(yaml)?.[0] ?? ignore;
    expect(await comments(yaml)).toEqual([[text, next, isTrailing]]);
  });

  test.each([
    ["in a literal block", `a: |\n  ${ignore}\n  x\n`],
    ["in a folded block", `a: >\n  x\n\n  ${ignore}\n`],
    ["in quotes", `a: "x ${ignore}"\nb: 'y\n  ${ignore}'\n`],
    ["without a blank before it", `a: x${ignore}\n`],
    ["to others", "# see inferlint: ignore\na: 1 # other: inferlint:\n"],
  ])("not %s", async (_, yaml) => {
    expect(await comments(yaml)).toEqual([]);
  });

  test("each of many", async () => {
    const yaml = Array.from({ length: 3000 }, () => `${ignore}\n# x\nimage: ${image}\n`).join("");
    const found = await comments(yaml);
    expect(found).toHaveLength(3000);
    expect(new Set(found.map((one) => JSON.stringify(one))).size).toBe(1);
  });
});
