import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { readText } from "../../support/source-tester.ts";

// Generated documents in which references stand at random places, in every style of scalars: found is what was planted, and at
// its place stands what was planted.

const names = fc.constantFrom("minimal-py312-inference", "a-inference", "openmpi4.1.0-ubuntu20.04");
const suffixes = fc.constantFrom("", ":latest", ":20240101.v1", `@sha256:${"0b".repeat(32)}`);
const planted = fc
  .tuple(names, suffixes)
  .map(([name, suffix]) => `mcr.microsoft.com/azureml/${name}${suffix}`);
const others = fc.constantFrom<unknown>(
  "",
  "text",
  "azureml",
  "python:3.12",
  "use mcr.microsoft.com/azureml/a-inference",
  "# mcr.microsoft.com/azureml/a-inference",
  "mcr.microsoft.com/azureml/a-inference\nmcr.microsoft.com/azureml/a-inference",
  "'\"\\",
  1,
  true,
  null,
);
const keys = fc.constantFrom(
  "a",
  "image",
  "b c",
  "mcr.microsoft.com/azureml/a-inference",
  "'",
  "#",
);

interface Tree {
  readonly value: unknown;
  /** In source order. */
  readonly images: readonly string[];
}

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    planted.map((value): Tree => ({ value, images: [value] })),
    others.map((value): Tree => ({ value, images: [] })),
    fc.array(tie("tree"), { maxLength: 4 }).map((items): Tree => ({
      value: items.map(({ value }) => value),
      images: items.flatMap(({ images }) => images),
    })),
    fc
      .uniqueArray(fc.tuple(keys, tie("tree")), { maxLength: 4, selector: ([key]) => key })
      .map((pairs): Tree => ({
        value: Object.fromEntries(pairs.map(([key, { value }]) => [key, value])),
        images: pairs.flatMap(([, { images }]) => images),
      })),
  ),
}));

async function check(
  kind: "yaml" | "json",
  text: string,
  images: readonly string[],
): Promise<void> {
  const { references, problems } = await readText(kind, text);
  expect(problems).toEqual([]);
  expect(references.map(({ value }) => value.text)).toEqual(images);
  expect(references.map(({ value: { span } }) => text.slice(span.start, span.end))).toEqual(images);
}

describe("planted references are found at their place", () => {
  test("YAML", async () => {
    await fc.assert(
      fc.asyncProperty(
        tree,
        fc.constantFrom("PLAIN", "QUOTE_SINGLE", "QUOTE_DOUBLE", "BLOCK_LITERAL", "BLOCK_FOLDED"),
        fc.constantFrom("any", "block", "flow"),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        fc.boolean(),
        async ({ value, images }, style, collectionStyle, indent, isCrlf, hasMark) => {
          const text = stringify(value, {
            defaultStringType: style,
            defaultKeyType: "QUOTE_DOUBLE",
            collectionStyle,
            indent,
            lineWidth: 0,
          });
          const written = isCrlf ? text.replace(/\n/g, "\r\n") : text;
          await check("yaml", hasMark ? `\uFEFF${written}` : written, images);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("JSON", async () => {
    await fc.assert(
      fc.asyncProperty(tree, fc.constantFrom("", "  ", "\t"), async ({ value, images }, indent) => {
        await check("json", JSON.stringify(value, null, indent), images);
      }),
      { numRuns: 300 },
    );
  });

  test("escaped JSON", async () => {
    await fc.assert(
      fc.asyncProperty(tree, async ({ value, images }) => {
        const text = JSON.stringify(value).replace(/\//g, "\\/");
        const { references } = await readText("json", text);
        expect(references.map((found) => found.value.text)).toEqual(images);
      }),
      { numRuns: 100 },
    );
  });
});
