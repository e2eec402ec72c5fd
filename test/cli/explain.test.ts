import { describe, expect, test } from "vitest";
import { renderMarkdown } from "../../src/cli/markdown/render.ts";
import { ruleset } from "../../src/pipeline/ruleset.ts";
import { visibleLength } from "../../src/text/wrap.ts";

const address = "https://x.y/main/rules/stale-tag/README.md";
const plain = (markdown: string, width = 40) =>
  renderMarkdown(markdown, { address, width, colors: false });
const colored = (markdown: string, width = 40) =>
  renderMarkdown(markdown, { address, width, colors: true });

describe("a page in a pipe", () => {
  test("has headings at the margin, text indented and wrapped", () => {
    expect(
      plain("# a-rule\n\nOne two three four five\nsix seven eight nine.\n\n## Why\n\nSo.\n"),
    ).toBe("a-rule\n\n  One two three four five six seven\n  eight nine.\n\nWhy\n\n  So.\n");
  });

  test("leaves code as it is, comments and long lines too", () => {
    const long = `FROM ${"x".repeat(60)}`;
    expect(plain(`Text:\n\n\`\`\`dockerfile\n# no heading\n\n${long}\n\`\`\`\n`)).toBe(
      `  Text:\n\n    # no heading\n\n    ${long}\n`,
    );
  });

  test("aligns tables and wraps what is too wide", () => {
    expect(
      plain(
        "| a   | meaning |\n| --- | --- |\n| `x` | y |\n| long | one two three four five six seven |",
      ),
    ).toBe(
      [
        "  a     meaning",
        "  ----  --------------------------------",
        "  `x`   y",
        "  long  one two three four five six",
        "        seven",
        "",
      ].join("\n"),
    );
  });

  test("keeps the pipe of a code span in its cell", () => {
    expect(plain("| a |\n| --- |\n| `x \\| y` |")).toContain("  `x | y`\n");
  });

  test("indents list items under their text", () => {
    expect(plain("- one two three four five six seven eight\n  nine\n- ten\n\n1. first\n")).toBe(
      "  - one two three four five six seven\n    eight nine\n  - ten\n\n  1. first\n",
    );
  });

  test("shows links as text and address, other rules as a command", () => {
    expect(plain("[a](https://x.y/z), [eol-os](../eol-os/README.md), <https://x.y>", 200)).toBe(
      "  a (https://x.y/z), eol-os (inferlint explain eol-os), https://x.y\n",
    );
  });

  test("shows where other files of the repository are, and no address of its own headings", () => {
    expect(plain("[a](../../docs/facts.md#b), [c](#fix), [d](LICENSE)", 200)).toBe(
      "  a (https://x.y/main/docs/facts.md#b), c, d (https://x.y/main/rules/stale-tag/LICENSE)\n",
    );
    expect(plain("[eol-os](../eol-os/README.md#options), [a.b](https://a.b)", 200)).toBe(
      "  eol-os (inferlint explain eol-os), a.b (https://a.b)\n",
    );
  });

  test("drops marks of emphasis, but not within words or code", () => {
    expect(plain("_one two_ **three** a_b_c `_x_` `**`", 200)).toBe(
      "  one two three a_b_c `_x_` `**`\n",
    );
  });
});

describe("a page on a terminal", () => {
  test("has bold headings and coloured code without backticks", () => {
    expect(colored("# Why\n\nUse `a b`.\n")).toBe(
      "\u001B[1mWhy\u001B[22m\n\n  Use \u001B[34ma\u001B[39m \u001B[34mb\u001B[39m.\n",
    );
  });

  test("styles a table's header alone", () => {
    expect(colored("| a |\n| - |\n| b |")).toBe("  \u001B[1ma\u001B[22m\n  -\n  b\n");
  });
});

describe.each(ruleset.map(({ id, page }) => [id, page()] as const))(
  "the page of %s",
  (id, page) => {
    test.each([60, 80, 200])("fits %i columns but for code and single words", (width) => {
      const wide = plain(page, width)
        .split("\n")
        .filter((line) => line.length > Math.min(width, 100) && !line.startsWith("    "));
      expect(wide.filter((line) => line.trim().includes(" ") && !line.includes("  --"))).toEqual(
        [],
      );
    });

    test("has the same words with and without colours, and no Markdown left", () => {
      // eslint-disable-next-line no-control-regex
      const text = colored(page, 80).replace(/\u001B\[\d+m/g, "");
      const wordsOf = (value: string) => value.replaceAll("`", "").split(/\s+/).join(" ");
      expect(wordsOf(text).replace(/-{3,}/g, "-")).toBe(
        wordsOf(plain(page, 80)).replace(/-{3,}/g, "-"),
      );
      expect(plain(page, 80)).toMatch(new RegExp(`^${id}\n`));
      expect(text).not.toMatch(/^\s*(```|#{2,} |\|)/m);
      expect(text).not.toContain("](");
      expect(text).not.toMatch(/\((?:\.{0,2}\/|#)/);
    });

    test("keeps every line of its code blocks", () => {
      const blocks = [...page.matchAll(/^```\w+\n(.*?)^```$/gms)].map(([, code = ""]) => code);
      expect(blocks.length).toBeGreaterThan(0);
      for (const code of blocks)
        expect(plain(page, 80)).toContain(code.replace(/^(?=.)/gm, "    "));
    });
  },
);

test("colours take no columns", () => {
  expect(visibleLength("\u001B[1mab\u001B[22m c")).toBe(4);
});
