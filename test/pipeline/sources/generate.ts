import fc from "fast-check";
import type { Files } from "../../support/repository.ts";

/** A file of some kind, and what stands in it. */
export interface Generated {
  readonly path: string;
  readonly text: string;
  /** The planted references in source order; no text of a file has one of them twice. */
  readonly planted: readonly Planted[];
}

interface Planted {
  /** The reference. */
  readonly reference: string;
  /** As it is written, which differs where it is escaped. */
  readonly written: string;
}

const image = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";

/** A line or more of a file with one reference. */
interface Item {
  /** `@` stands for the reference. */
  readonly text: string;
  /** The reference is one that counts. */
  readonly counts: boolean;
  readonly escape?: (reference: string) => string;
}

const planted = (...texts: readonly string[]): readonly Item[] =>
  texts.map((text) => ({ text, counts: true }));
const decoys = (...texts: readonly string[]): readonly Item[] =>
  texts.map((text) => ({ text, counts: false }));

/** What is around the items of a kind; `#` in an item is its number, so that keys and names differ. */
interface Kind {
  readonly path: string;
  readonly items: readonly Item[];
  readonly whole: (items: readonly string[]) => string;
}

const lines = (items: readonly string[]): string => `${items.join("\n")}\n`;
const slashes = (reference: string): string => reference.replaceAll("/", "\\/");

const yaml: readonly Item[] = [
  ...planted(
    "k#: @",
    "k#: '@' # a comment",
    'k#: "@"',
    "k#:\n  - @\n  - other",
    "k#: { image: @, other: [1, 'x'] }",
    "k#: [a, '@']",
    "k#: |-\n  @",
    "k#: docker://@",
    "k#:\n  environment:\n    image: &a# @",
    "k#:\n  baseDockerfile: |\n    FROM @\n    RUN true",
  ),
  ...decoys("# @", "k#: use @ now", "'@': x", "k#: https://@", "k#: |\n  see\n  @"),
];
const python: readonly Item[] = [
  ...planted(
    "A# = '@'",
    'A# = "@"  # a comment',
    'f(image="@", other=1)',
    "A# = {'x': '@'}",
    'A# = ("@")',
    'A# = r"@"',
    'A# = """@"""',
    'A# = """FROM @\nRUN true\n"""',
  ),
  ...decoys("# @", 'A# = "use @ now"', '"""@ is old."""', 'print(f"{x} @")'),
];
const shell: readonly Item[] = [
  ...planted(
    "docker run @",
    "image#=@",
    'export IMAGE#="@"',
    'IMAGE#="${OTHER#:-@}"',
    "az ml environment create --image '@'",
    "helm upgrade x --set image=@",
    "cat > Dockerfile.# <<'EOF'\nFROM @\nRUN true\nEOF",
  ),
  ...decoys("# @", "x 'use @ now'", "curl https://@"),
];
const settings: readonly Item[] = [
  ...planted("IMAGE#=@", 'IMAGE#="@"', "export IMAGE#='@'"),
  ...decoys("# @", 'NOTE#="use @ now"', "URL#=https://@"),
];
const makefile: readonly Item[] = [
  ...planted("IMAGE# := @", "IMAGE# ?= @", "t#:\n\tdocker run @"),
  ...decoys("# @", "t#:\n\tx 'use @ now'"),
];
const json: readonly Item[] = [
  ...planted('"k#": "@"', '"k#": { "image": "@", "x": [1, null] }', '"k#": ["a", "@"]'),
  { text: '"k#": "@"', counts: true, escape: slashes },
  ...decoys('"k#": "use @ now"', '"@": 1'),
];
const dockerfile: readonly Item[] = [
  ...planted("FROM @ AS s#", "FROM --platform=linux/amd64 @ AS s#"),
  ...decoys("# @", "FROM scratch\nLABEL x#=@"),
];
const cells: readonly Item[] = [
  ...python.map(({ text, counts }) => cell("code", text, counts)),
  cell("code", "!docker run @", true),
  cell("code", "%%bash\ndocker run @", true),
  cell("code", "%%writefile e.yml\nimage: @", true),
  cell("code", "%%writefile Dockerfile\nFROM @", true),
  cell("markdown", "image: @", false),
  cell("raw", "image: @", false),
  {
    text: '{"cell_type": "code", "metadata": {}, "source": [], "outputs": [{"text": ["@"]}]}',
    counts: false,
  },
];

function cell(type: string, text: string, counts: boolean): Item {
  const source = text.split("\n").map((line, at, all) => line + (at < all.length - 1 ? "\n" : ""));
  return { text: JSON.stringify({ cell_type: type, metadata: {}, source, outputs: [] }), counts };
}

const fence = (info: string, text: string): string => `\`\`\`${info}\n${text}\n\`\`\`\n`;
const page: readonly Item[] = [
  ...yaml.map(({ text, counts }) => ({ text: fence("yaml", text), counts })),
  ...python.map(({ text, counts }) => ({ text: fence("python", text), counts })),
  ...shell.map(({ text, counts }) => ({ text: fence("sh", text), counts })),
  { text: fence("dockerfile", "FROM @"), counts: true },
  ...decoys("Use `@`.\n", fence("text", "@"), "image: @\n"),
];

const kinds: readonly Kind[] = [
  { path: "a.yml", items: yaml, whole: lines },
  { path: "b.json", items: json, whole: (items) => `{\n ${items.join(",\n ")}\n}\n` },
  { path: "c.py", items: python, whole: lines },
  {
    path: "d.ipynb",
    items: cells,
    whole: (items) => `{"cells": [\n${items.join(",\n")}],\n "metadata": {}, "nbformat": 4}\n`,
  },
  { path: "e.sh", items: shell, whole: lines },
  { path: "f.env", items: settings, whole: lines },
  { path: "Makefile", items: makefile, whole: lines },
  { path: "g.md", items: page, whole: (items) => `# A page\n\n${items.join("\n")}\n` },
  { path: "Dockerfile", items: dockerfile, whole: (items) => lines([...items, "FROM scratch"]) },
];

/** A file of every kind, with references among what only looks like one. */
export const repository: fc.Arbitrary<readonly Generated[]> = fc.tuple(
  ...kinds.map((kind, number) =>
    fc
      .record({
        items: fc.array(fc.constantFrom(...kind.items), { minLength: 1, maxLength: 6 }),
        mark: fc.constantFrom("", "", "\uFEFF"),
        end: fc.constantFrom("\n", "\r\n"),
      })
      .map(({ items, mark, end }): Generated => {
        const own = items.map(({ text, counts, escape }, at) => {
          const month = String(number + 1).padStart(2, "0");
          const reference = `${image}:2021${month}${String(at + 1).padStart(2, "0")}.v1`;
          const written = escape?.(reference) ?? reference;
          // Only keys and names have numbers.
          const named = text.replaceAll(/(?<=\w)#|(?<=\.)#/g, String(at));
          return { reference, written, counts, text: named.replace("@", () => written) };
        });
        const text = mark + kind.whole(own.map((one) => one.text)).replaceAll("\n", end);
        return { path: kind.path, text, planted: own.filter(({ counts }) => counts) };
      }),
  ),
);

export function filesOf(generated: readonly Generated[]): Files {
  return Object.fromEntries(generated.map(({ path, text }) => [path, text]));
}

/** All files of a search; Markdown is read only where it is named. */
export const everything: readonly string[] = [".", "g.md"];
