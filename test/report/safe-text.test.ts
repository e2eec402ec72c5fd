import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logSafeJson } from "../../src/report/log-safe-json.ts";
import { safeText } from "../../src/report/safe-text.ts";
import { actingCharacters, azureCommands, githubCommands } from "../support/log-commands.ts";

/** What a Dockerfile, a path or a registry may hold. */
const payloads: readonly (readonly [string, string, string])[] = [
  [
    "a link (OSC 8)",
    "\u001b]8;;https://example.com\u0007x\u001b]8;;\u0007",
    String.raw`\u{1b}]8;;https://example.com\u{7}x\u{1b}]8;;\u{7}`,
  ],
  [
    "the clipboard (OSC 52)",
    "\u001b]52;c;cm0gLXJm\u001b\\",
    String.raw`\u{1b}]52;c;cm0gLXJm\u{1b}\ `.trim(),
  ],
  ["a window title", "\u001b]0;owned\u0007", String.raw`\u{1b}]0;owned\u{7}`],
  ["a cleared screen", "\u001b[2J\u001b[H", String.raw`\u{1b}[2J\u{1b}[H`],
  ["a cursor moved up", "\u001b[1A\u001b[2Kclean", String.raw`\u{1b}[1A\u{1b}[2Kclean`],
  ["a C1 introducer", "\u009b2J", String.raw`\u{9b}2J`],
  ["DEL and NUL", "a\u007f\0", String.raw`a\u{7f}\u{0}`],
  ["line ends and tabs", "a\r\nb\tc", String.raw`a\u{d}\u{a}b\u{9}c`],
  ["other line ends", "a\u2028b\u2029c\u0085d", String.raw`a\u{2028}b\u{2029}c\u{85}d`],
  [
    "text turned round",
    "\u202Etoor\u202C \u2066x\u2069 \u200E\u200F\u061C",
    String.raw`\u{202e}toor\u{202c} \u{2066}x\u{2069} \u{200e}\u{200f}\u{61c}`,
  ],
  ["a byte order mark", "\uFEFFFROM", String.raw`\u{feff}FROM`],
  ["half a surrogate pair", "a\uD800b", String.raw`a\u{d800}b`],
  [
    "an Azure command",
    "x##vso[task.setvariable variable=PATH]/evil",
    String.raw`x#\#vso[task.setvariable variable=PATH]/evil`,
  ],
  ["one in capitals", "##VSO[task.complete]", String.raw`#\#VSO[task.complete]`],
  ["an old GitHub command", "a ##[add-path]/evil", String.raw`a #\#[add-path]/evil`],
  ["one after more signs", "###[error]x", String.raw`##\#[error]x`],
  ["the beginning of one", "x##", String.raw`x#\#`],
  ["a GitHub command", "::set-output name=a::b", String.raw`:\:set-output name=a::b`],
  ["one behind blanks", " \u00A0\u3000::error::x", " \u00A0\u3000:\\:error::x"],
  ["the beginning of one", ":", ":\\"],
];

const harmless: readonly string[] = [
  "",
  "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference:20240101.v1@sha256:0123",
  "## Heading, # comment, [link](x), a::b, $BASE, ${BASE:-x}",
  "naïve Größe 日本語 😀 👩‍💻 می‌خواهم",
  "C:\\path\\to",
];

describe("text for a terminal or a log", () => {
  test.each(payloads)("%s", (_, text, expected) => {
    expect(safeText(text)).toBe(expected);
  });

  test.each(harmless)("leaves %j as it is", (text) => {
    expect(safeText(text)).toBe(text);
  });

  test("the emulated runners see commands in the payloads", () => {
    const raw = payloads.map(([, text]) => text).join("\n");
    expect(githubCommands(raw)).toHaveLength(4);
    expect(azureCommands(raw)).toHaveLength(4);
  });

  test("no text, with our own text around it, is a command or acts on a terminal", () => {
    const before = fc.constantFrom("", "  ", "> ", "Dockerfile:1:6 ");
    const after = fc.constantFrom("", ":1:6", "[root-user]", " [root-user]", "]");
    fc.assert(
      fc.property(before, hostileText, after, (start, text, end) => {
        const line = start + safeText(text) + end;
        expect(githubCommands(line)).toEqual([]);
        expect(azureCommands(line)).toEqual([]);
        expect(actingCharacters(line)).toEqual([]);
        expect(line).not.toContain("\n");
      }),
      { numRuns: 5_000 },
    );
  });

  test("is safe to apply twice", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(safeText(safeText(text))).toBe(safeText(text));
      }),
    );
  });
});

describe("JSON for a terminal or a log", () => {
  test("writes the brackets of commands as escapes", () => {
    expect(logSafeJson("##vso[a]##[b]##VSO[c] ## [d] #[e]")).toBe(
      String.raw`"##vso\u005ba]##\u005bb]##VSO\u005bc] ## [d] #[e]"` + "\n",
    );
  });

  test("writes what acts on a terminal as escapes", () => {
    expect(logSafeJson("\u001b\u009b\u007f\u2028\u202E\uFEFF\uD800")).toBe(
      String.raw`"\u001b\u009b\u007f\u2028\u202e\ufeff\ud800"` + "\n",
    );
  });

  test("keeps every value, and none is a command or acts on a terminal", () => {
    const values = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.array(fc.dictionary(hostileText, hostileText)),
    );
    fc.assert(
      fc.property(values, (value) => {
        const json = logSafeJson(value);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(githubCommands(json)).toEqual([]);
        expect(azureCommands(json)).toEqual([]);
        expect(actingCharacters(json)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});

const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom("#", "##", "[", "]", "vso", "VSO[", "::", ":", " ", "\u00A0", "\\", "a"),
      fc.constantFrom("\u001b", "\u009b", "\r", "\n", "\t", "\u2028", "\u202E", "\uFEFF", "\uD83D"),
      fc.string({ unit: "binary", maxLength: 3 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));
