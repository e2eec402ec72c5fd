import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Scalar } from "yaml";
import { isScalar, parseDocument, stringify, visit } from "yaml";
import { scalarText } from "../../../src/sources/yaml/scalar-text.ts";
import type { EmbeddedText } from "../../../src/text/embedded-text.ts";

/** The text of the only scalar with a value under the key `it`. */
function read(yaml: string): { scalar: Scalar; embedded: EmbeddedText } {
  const found: Scalar[] = [];
  visit(parseDocument(yaml, { uniqueKeys: false }), {
    Pair: (_, { key, value }) => {
      if (isScalar(key) && key.source === "it" && isScalar(value)) found.push(value);
    },
  });
  const [scalar] = found;
  if (!scalar) throw new Error(`no value in ${yaml}`);
  return { scalar, embedded: scalarText({ masked: yaml, original: yaml }, scalar) };
}

/** What stands in the file for each character of a value. */
function written(yaml: string): readonly (readonly [char: string, written: string])[] {
  const { embedded } = read(yaml);
  return Array.from({ length: embedded.text.length }, (_, at) => {
    const { start, end } = embedded.span({ start: at, end: at + 1 });
    return [embedded.text.charAt(at), yaml.slice(start, end)] as const;
  });
}

const text = (yaml: string): string => read(yaml).embedded.text;

describe("the value of a scalar", () => {
  test.each([
    ["plain", "it: a b\n", "a b"],
    ["plain of several lines", "it: a\n  b\n\n  c\nx: 1\n", "a b\nc"],
    ["single quotes", "it: 'a''b\n   c'\n", "a'b c"],
    ["double quotes", 'it: "a\\tb\\\n   c\n\n   d\\u0041"\n', "a\tbc\ndA"],
    ["double quotes of JSON", '{"it": "a\\/b\\u002fc\\n"}', "a/b/c\n"],
    ["literal", "it: |\n  a\n   b\n\n  c\n\nx: 1\n", "a\n b\n\nc\n"],
    ["literal, stripped", "it: |-\n  a\n  b\n\n\nx: 1\n", "a\nb"],
    ["literal, kept", "it: |+\n  a\n\n\nx: 1\n", "a\n\n\n"],
    ["literal with an indicator", "it: |2\n    a\n  b\n", "  a\nb\n"],
    ["literal with CRLF", "it: |\r\n  a\r\n  b\r\nx: 1\r\n", "a\nb\n"],
    ["literal without a line break at the end", "it: |\n  a\n  b", "a\nb\n"],
    ["literal with a comment in the header", "it: |- # b\n  a # c\n", "a # c"],
    ["literal with leading empty lines", "it: |\n\n\n  a\n", "\n\na\n"],
    ["folded", "it: >\n  a\n  b\n\n  c\n   d\n  e\n", "a b\nc\n d\ne\n"],
    ["folded, stripped", "it: >-\n  a\n  b\n", "a b"],
    ["folded, kept", "it: >+\n  a\n\n\n", "a\n\n\n"],
    ["empty", "it: ''\n", ""],
  ])("%s", (_, yaml, value) => {
    const { scalar, embedded } = read(yaml);
    expect(embedded.text).toBe(value);
    expect(scalar.source).toBe(value);
  });

  test("each character stands at what is written for it", () => {
    expect(written("it: |\r\n  ab\r\n  c\r\n")).toEqual([
      ["a", "a"],
      ["b", "b"],
      ["\n", "\r\n"],
      ["c", "c"],
      ["\n", "\r\n"],
    ]);
    expect(written(`it: "a\\"\\x41b"\n`)).toEqual([
      ["a", "a"],
      ['"', '\\"'],
      ["A", "\\x41"],
      ["b", "b"],
    ]);
    expect(written("it: 'a''b'\n")).toEqual([
      ["a", "a"],
      ["'", "''"],
      ["b", "b"],
    ]);
    expect(written("it: >\n  a\n  b\n")).toEqual([
      ["a", "a"],
      [" ", "\n  "],
      ["b", "b"],
      ["\n", "\n"],
    ]);
  });

  test("a half of a surrogate pair is no character of ours", () => {
    expect(text('{"it": "a\\ud800b\\ud801"}')).toBe("a\uFFFDb\uFFFD");
    expect(text('{"it": "\\ud83d\\ude00"}')).toBe("😀");
  });
});

const styles = ["PLAIN", "QUOTE_SINGLE", "QUOTE_DOUBLE", "BLOCK_LITERAL", "BLOCK_FOLDED"] as const;
const lines = fc
  .array(
    fc
      .array(fc.constantFrom("a", "b7", " ", "\t", "'", '"', "\\", "é", ":", "#", "😀"), {
        maxLength: 8,
      })
      .map((parts) => parts.join("")),
    { maxLength: 6 },
  )
  .map((parts) => parts.join("\n"));

describe("for any value in any style", () => {
  test("each character has its own place, in order", () => {
    let exact = 0;
    let all = 0;
    let misplaced = 0;
    fc.assert(
      fc.property(
        lines,
        fc.constantFrom(...styles),
        fc.boolean(),
        fc.integer({ min: 20, max: 60 }),
        (value, style, isCrlf, lineWidth) => {
          const lf = stringify(
            { before: 1, outer: { it: value }, after: [2] },
            {
              defaultStringType: style,
              lineWidth,
              blockQuote: style === "BLOCK_FOLDED" ? "folded" : "literal",
            },
          );
          const yaml = isCrlf ? lf.replace(/\n/g, "\r\n") : lf;
          const { scalar, embedded } = read(yaml);
          expect(embedded.text).toBe(scalar.source);
          const [start, end] = scalar.range ?? [0, 0];
          let last = { start, end: start };
          for (let at = 0; at < embedded.text.length; at++) {
            const own = embedded.span({ start: at, end: at + 1 });
            if (own.start < last.start || own.end < last.end || own.end > end) misplaced += 1;
            const char = embedded.text.charAt(at);
            const isPlain = !/[\s"'\\]/.test(char);
            all += 1;
            if (isPlain && yaml.slice(own.start, own.end) === char) exact += 1;
            if (!isPlain) exact += 1;
            last = own;
          }
        },
      ),
      { numRuns: 600 },
    );
    expect({ exact, misplaced }).toEqual({ exact: all, misplaced: 0 });
  });

  test("what is written at a place in it is read there", () => {
    fc.assert(
      fc.property(
        lines,
        lines,
        fc.nat(),
        fc.boolean(),
        fc.boolean(),
        (value, inserted, seed, isJson, isCrlf) => {
          const body = `x\n${value}\ny`;
          const written = isJson
            ? JSON.stringify({ it: body })
            : `it: |\n${body.replace(/^(?=.)/gm, "    ")}\nz: 1\n`;
          const yaml = isCrlf && !isJson ? written.replace(/\n/g, "\r\n") : written;
          const { embedded } = read(yaml);
          const at = seed % (embedded.text.length + 1);
          const encoded = embedded.encode(inserted, { start: at, end: at });
          const { start } = embedded.span({ start: at, end: at });
          // Blanks alone in a line are no text of a block.
          fc.pre(
            encoded !== null &&
              !/^[ \t]+$/m.test(inserted + value) &&
              !(value + inserted).includes("\t") &&
              // Half of a character is none.
              !/^[\uDC00-\uDFFF]/.test(embedded.text.slice(at)) &&
              // The first line says how far a block is indented.
              !(at === 0 && /^\s/.test(inserted)) &&
              embedded.isVerbatim({ start: at, end: Math.min(at + 1, embedded.text.length) }),
          );
          const edited = yaml.slice(0, start) + encoded + yaml.slice(start);
          const expected = embedded.text.slice(0, at) + inserted + embedded.text.slice(at);
          // How many line breaks end a block is not its text.
          expect(text(edited).trimEnd()).toBe(expected.trimEnd());
        },
      ),
      { numRuns: 500 },
    );
  });
});
