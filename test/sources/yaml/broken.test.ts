import { describe, expect, test } from "vitest";
import { readText, testSamples } from "../../support/source-tester.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";
const invalid = { reading: { problems: [{ id: "invalid-source" }] } };

describe("what is no YAML is read as far as possible", () => {
  testSamples("yaml", [
    ["an unclosed bracket at the end", `image: «${image}»\nb: [1, 2\n`, invalid],
    ["a bracket that nothing opens, but what follows", `a: «${image}»\n]\nb: ${image}\n`, invalid],
    ["two values in a line", `a: b: c\nimage: «${image}»\n`, invalid],
    ["tabs as indentation", `a:\n\tb: 1\nimage: «${image}»\n`, invalid],
    ["wrong indentation", `a:\n    b: «${image}»\n  c: 1\nimage: «${image}»\n`, invalid],
    ["an unknown escape", `a: "\\q"\nimage: «${image}»\n`, invalid],
    ["an unclosed quote", `image: «${image}»\na: "x\nb: 1\n`, invalid],
    ["an alias without anchor", `a: *x\nimage: «${image}»\n`],
    [
      "a merge conflict",
      `a: 1\n<<<<<<< ours\nimage: «${image}»\n=======\nb: 1\n>>>>>>> theirs\n`,
      invalid,
    ],
  ]);

  testSamples("yaml", [
    [
      "quoted lines that are indented too little, as Python reads them",
      `a:\n  b: "one\n  two: \\\n  three"\n  image: «${image}»\nc: 'it''s\nso'\nimage: «${image}»\n`,
      { reading: { problems: [] } },
    ],
    [
      "the same with templates and line ends of Windows",
      `a:\r\n- "{{ one }}\r\n  {{ two }}"\r\n{% if x %}\r\n- image: «${image}»\r\n{% endif %}\r\n`,
      { reading: { problems: [] } },
    ],
    ["the same beside an error", `a: "one\ntwo"\nimage: «${image}»\nb: "x\nc: 1\n`, invalid],
  ]);

  testSamples("json", [
    ["JSON that ends early", `{"image": "«${image}»", "a": [1`, invalid],
    ["JSON without a comma", `{"image": "«${image}»"\n"b": 1}`, invalid],
  ]);

  test("the problem says where and why", async () => {
    const { problems } = await readText("yaml", "a: 1\nb: ]\n");
    expect(problems).toEqual([
      {
        id: "invalid-source",
        message: expect.stringMatching(
          /^Invalid YAML; it was read as far as possible: .+[^.]\.$/,
        ) as string,
        span: { start: 8, end: 9 },
      },
    ]);
  });

  test("text is no error of the reader", async () => {
    for (const text of [
      "FROM a\nRUN b\n",
      "hello: world: x",
      "\0\0\0",
      "%",
      "--- |",
      "? ? ?",
      "\u001f\u0002: \u0018",
      "`",
    ])
      expect(await readText("yaml", text)).toMatchObject({ references: [], dockerfiles: [] });
  });
});

const count = 20_000;
const times = (text: string): string => text.repeat(count);

describe("texts that are made to take long", () => {
  test.each([
    ["opening brackets", times("["), "partly-read"],
    ["mappings in each other", times("{a: "), "partly-read"],
    ["lists in each other", times("- "), "partly-read"],
    ["keys in each other", times("? "), "partly-read"],
    [
      "more and more indentation",
      Array.from({ length: 1200 }, (_, at) => `${" ".repeat(at)}a:\n`).join(""),
      "partly-read",
    ],
    ["documents", times("---\n"), "partly-read"],
    ["closing brackets", times("]"), "invalid-source"],
    ["quotes", times('"'), "invalid-source"],
    ["quotes that nothing closes", times(`: "\\"\n: '`), "invalid-source"],
    ["anchors", times("&a "), "invalid-source"],
    ["tags", times("!a "), "invalid-source"],
  ])("%s", async (_, text, id) => {
    const { problems } = await readText("yaml", text);
    expect(problems.map((problem) => problem.id)).toEqual([id]);
  });

  test.each([
    ["openings of templates", `a: ${times("${{azureml")}`],
    ["openings of variables", `a: "${times("${azureml")}"`],
    ["openings of macros", `a: "${times("$(azureml")}"`],
    ["openings of Helm", times("a: {{ x\n")],
    ["lines of Helm", times("{{- if x }}\n")],
    ["comments of JSON", `${times("/* */ // x\n")}{}`],
    ["openings of comments", times("/*")],
    [
      "aliases of aliases",
      `a0: &a0 [x]\n${Array.from({ length: 40 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]\n`).join("")}`,
    ],
    ["an anchor in itself", "a: &a [*a, *a]\nb: &b {c: *b, <<: *b}\n"],
    ["empty lines", `a: >\n${times("\n")}  azureml x\n`],
  ])("%s", async (_, text) => {
    expect(await readText("yaml", text)).toMatchObject({ references: [] });
  });

  test("every key of a large mapping is read", async () => {
    const { references } = await readText("yaml", times(`image: ${image}\n`));
    expect(references).toHaveLength(count);
  });
});
