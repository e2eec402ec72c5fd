import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readText, unmarked, withMarks } from "../../support/source-tester.ts";
import { notebookOf } from "../notebook/notebooks.ts";

const name = fc.constantFrom(
  "minimal-py312-inference",
  "curated/a-inference",
  "inference-base-2204",
);
const reference = fc
  .tuple(name, fc.constantFrom("", ":latest", ":20240101.v1", `@sha256:${"a".repeat(64)}`))
  .map(([path, tag]) => `mcr.microsoft.com/azureml/${path}${tag}`);
const literal = fc
  .tuple(
    reference,
    fc.constantFrom(`"`, `'`, `"""`, `'''`),
    fc.constantFrom("", "r", "u", "b", "f"),
  )
  .map(([text, quote, prefix]) => `${prefix}${quote}«${text}»${quote}`);

/** Statements with a reference, and those that have one where it does not count. */
const statement = fc.oneof(
  literal.map((own) => `x = ${own}`),
  literal.map((own) => `Environment(name="a", image=${own}, conda_file="c.yml")`),
  literal.map((own) => `y = {"a": [1, (${own})],\n     "b": 2}`),
  literal.map((own) => `def f(a, b=${own}):\n    return "é😀"`),
  fc.tuple(literal, literal).map(([a, b]) => `z = ${a} if c else ${b}`),
  reference.map((own) => `# "${own}"`),
  reference.map((own) => `"${own}"`),
  reference.map((own) => `print("built ${own} now")`),
  reference.map((own) => `w = """a\n${own}\n"""`),
  fc.constantFrom(
    "for i in x:\n    pass",
    "t = 'é😀\\n' + s",
    "if a:\n\tb = 1",
    "import azureml.core",
  ),
);
const program = fc.array(statement, { maxLength: 12 }).map((lines) => lines.join("\n\n"));
const runs = { numRuns: 60, seed: 13 };

describe("Planted references", () => {
  test("are found in Python, at their places", async () => {
    await fc.assert(
      fc.asyncProperty(program, fc.boolean(), async (sample, isWindows) => {
        const own = isWindows ? sample.replaceAll("\n", "\r\n") : sample;
        expect(withMarks(unmarked(own), await readText("python", unmarked(own)))).toBe(own);
      }),
      runs,
    );
  });

  test("are found in notebooks, and an edit there changes nothing else", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(program, { maxLength: 4 }), async (cells) => {
        const sample = notebookOf(cells);
        const text = unmarked(sample);
        const reading = await readText("notebook", text);
        expect(withMarks(text, reading)).toBe(sample);
        let edited = text;
        for (const { value } of reading.references.toReversed())
          edited = `${edited.slice(0, value.span.start)}REPLACED${edited.slice(value.span.end)}`;
        const expected = JSON.parse(sample.replace(/«[^»]*»/g, "REPLACED")) as unknown;
        expect(JSON.parse(edited)).toEqual(expected);
      }),
      runs,
    );
  });

  test("no text makes the readers fail", async () => {
    const part = fc.constantFrom(
      ...Array.from("()[]{}\"'\\#:=+%!fr \n\t,.@"),
      '"""',
      "azureml/",
      "mcr.microsoft.com/",
      "if ",
      "%%bash\n",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 60 }), async (parts) => {
        const text = parts.join("");
        for (const sample of [text, notebookOf([text])]) {
          const { references } = await readText(sample === text ? "python" : "notebook", sample);
          for (const { value } of references)
            expect(value.span.end).toBeLessThanOrEqual(sample.length);
        }
      }),
      { numRuns: 150, seed: 13 },
    );
  });
});
