import { describe, expect, test } from "vitest";
import { pairFiles } from "../../src/check/index.ts";

/** Texts by path. */
type Tree = Readonly<Record<string, string>>;

function pairs(base: Tree, head: Tree): Readonly<Record<string, string>> {
  const filesOf = (tree: Tree) => Object.entries(tree).map(([path, text]) => ({ path, text }));
  return Object.fromEntries(pairFiles(filesOf(base), filesOf(head)));
}

const four = "FROM a\nRUN b\nRUN c\nUSER d\n";

describe("pairs files", () => {
  test.each<{ name: string; base: Tree; head: Tree; expected: Readonly<Record<string, string>> }>([
    {
      name: "of the same path and text",
      base: { a: four },
      head: { a: four },
      expected: { a: "a" },
    },
    { name: "that moved", base: { a: four }, head: { b: four }, expected: { b: "a" } },
    {
      name: "that changed places",
      base: { a: four, b: "FROM x\n" },
      head: { b: four, a: "FROM x\n" },
      expected: { a: "b", b: "a" },
    },
    {
      name: "one to one: a copy has no partner",
      base: { a: four },
      head: { a: four, b: four },
      expected: { a: "a" },
    },
    {
      name: "one to one: of several copies the first by path",
      base: { a: four, b: four },
      head: { c: four, d: four },
      expected: { c: "a", d: "b" },
    },
    {
      name: "that moved with half of their lines",
      base: { a: four },
      head: { b: "FROM a\nRUN b\nRUN x\nUSER y\n" },
      expected: { b: "a" },
    },
    {
      name: "but not with less",
      base: { a: four },
      head: { b: "FROM a\nRUN w\nRUN x\nUSER y\n" },
      expected: {},
    },
    {
      name: "nor where the other is much longer",
      base: { a: "FROM a\n" },
      head: { b: four },
      expected: {},
    },
    {
      name: "of the same path rather than a more similar one",
      base: { a: four, b: "FROM a\nRUN b\nRUN x\nUSER y\n" },
      head: { a: "FROM a\nRUN b\nRUN x\nUSER z\n" },
      expected: { a: "a" },
    },
    {
      name: "of the same path where nothing is similar",
      base: { a: four },
      head: { a: "FROM x\n" },
      expected: { a: "a" },
    },
    {
      name: "of another path where the own one has another text, as in a move with a replacement",
      base: { a: four },
      head: { a: "FROM x\n", b: four },
      expected: { b: "a" },
    },
    {
      name: "the most similar first",
      base: { a: four, b: "FROM a\nRUN b\nRUN c\nUSER x\n" },
      head: { c: "FROM a\nRUN b\nRUN c\nUSER x\nCMD y\n" },
      expected: { c: "b" },
    },
    {
      name: "whatever the line endings and blank lines",
      base: { a: four },
      head: { b: four.replaceAll("\n", "\r\n\r\n") },
      expected: { b: "a" },
    },
    { name: "never by nothing", base: { a: "" }, head: { b: "\n" }, expected: {} },
  ])("$name", ({ base, head, expected }) => {
    expect(pairs(base, head)).toEqual(expected);
  });

  test("whatever the order of files", () => {
    const [base, head] = [
      { a: four, b: four, c: "FROM a\nRUN b\n" },
      { x: four, y: "FROM a\nRUN b\nRUN z\n", z: four },
    ];
    const reversed = (tree: Tree): Tree => Object.fromEntries(Object.entries(tree).toReversed());
    expect(pairs(reversed(base), reversed(head))).toEqual(pairs(base, head));
  });

  test("thousands of files without equal paths in little time", () => {
    const tree = (prefix: string): Tree =>
      Object.fromEntries(
        Array.from({ length: 1_500 }, (_, index) => [
          `${prefix}${String(index).padStart(4, "0")}`,
          `FROM a\nRUN b\nRUN ${prefix}${index}\nRUN c${index}\nRUN d${index}\n`,
        ]),
      );
    const found = pairs(tree("a"), tree("b"));
    expect(found["b0007"]).toBe("a0007");
    expect(Object.keys(found)).toHaveLength(1_500);
  });
});
