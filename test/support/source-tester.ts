import { expect, test } from "vitest";
import { defaultImagePolicy } from "../../src/config/settings/default-image-policy.ts";
import type { SourceKind } from "../../src/domain/build/file-kind.ts";
import type { ImagePolicy } from "../../src/domain/image/image-policy.ts";
import { isDockerfileText } from "../../src/parse/index.ts";
import type { ReaderContext, SourceReading } from "../../src/sources/index.ts";
import { readSource } from "../../src/sources/index.ts";
import type { Span } from "../../src/text/line-index.ts";

/** A path on another registry that serves Microsoft's images: `mirror.example.com/mcr/azureml/…`. */
export const mirror = "mirror.example.com/mcr";

/** The default policy with one mirror. */
const samplePolicy: ImagePolicy = {
  ...defaultImagePolicy(),
  mirrors: [{ prefix: mirror, instead: "mcr.microsoft.com" }],
};

/** What a reader knows besides the text, with the default policy and one mirror. */
export function sampleContext(path: string): ReaderContext {
  return {
    path,
    policy: samplePolicy,
    mayName: (text) => {
      const lower = text.toLowerCase();
      return lower.includes("azureml") || lower.includes(mirror);
    },
    isDockerfile: (text) => isDockerfileText(text, true),
  };
}

const defaultPaths: Readonly<Record<SourceKind, string>> = {
  yaml: "sub/file.yml",
  json: "sub/file.json",
  python: "sub/file.py",
  notebook: "sub/file.ipynb",
  shell: "sub/file.sh",
  text: "sub/file.txt",
  hcl: "sub/file.hcl",
  markdown: "sub/file.md",
};

/** Reads a text, and the texts in it, as the pipeline does. */
export async function readText(
  kind: SourceKind,
  text: string,
  path: string = defaultPaths[kind],
): Promise<SourceReading> {
  return readSource(kind, text, sampleContext(path));
}

/** `«` and `»` stand around references, `⟦` and `⟧` around Dockerfiles. */
const marks = /[«»⟦⟧]/g;

/** A sample without its marks. */
export function unmarked(sample: string): string {
  return sample.replace(marks, "");
}

/** The text with marks around what a reading found in it: `«` `»` around references, `⟦` `⟧` around Dockerfiles. */
export function withMarks(
  text: string,
  { references, dockerfiles }: Pick<SourceReading, "references" | "dockerfiles">,
): string {
  const spans = [
    ...references.map(({ value }) => ({ ...value.span, open: "«", close: "»" })),
    ...dockerfiles.map(({ text: own }) => ({
      ...own.span({ start: 0, end: own.text.length }),
      open: "⟦",
      close: "⟧",
    })),
  ];
  const inserted = spans.flatMap(({ start, end, open, close }) => [
    { at: start, order: 1, mark: open },
    { at: end, order: 0, mark: close },
  ]);
  let [out, done] = ["", 0];
  for (const { at, mark } of inserted.toSorted((a, b) => a.at - b.at || a.order - b.order)) {
    out += text.slice(done, at) + mark;
    done = at;
  }
  return out + text.slice(done);
}

/** `2:8-2:30`, as reports show a place: 1-based, the end exclusive. */
export function placeOf(text: string, { start, end }: Span): string {
  const position = (offset: number): string => {
    const before = text.slice(text.startsWith("\uFEFF") ? 1 : 0, offset).split("\n");
    return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
  };
  return `${position(start)}-${position(end)}`;
}

/** What a sample must have besides the marked places. */
export interface SampleOptions {
  readonly path?: string;
  /** The references in order, as far as they are described; `value.text` and so on. */
  readonly references?: readonly unknown[];
  /** Other parts of the reading, as far as they are described. */
  readonly reading?: Readonly<Record<string, unknown>>;
}

/** A title, a sample with marks around all that must be found, and what else must be read. */
export type SampleRow = readonly [title: string, sample: string, options?: SampleOptions];

/** One test a row: exactly what is marked is found, at exactly its place. */
export function testSamples(kind: SourceKind, rows: readonly SampleRow[]): void {
  test.each(rows.map(([title, sample, options = {}]) => ({ title, sample, options })))(
    "$title",
    async ({ sample, options }) => {
      const text = unmarked(sample);
      const reading = await readText(kind, text, options.path);
      expect(withMarks(text, reading)).toBe(sample);
      if (options.references) expect(reading.references).toMatchObject(options.references);
      if (options.reading) expect(reading).toMatchObject(options.reading);
    },
  );
}
