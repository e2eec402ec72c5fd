import type { SourceKind } from "../domain/build/file-kind.ts";
import type { FoundText, ReaderContext, SourceReader, SourceReading } from "./source-reading.ts";
import { joined, placed } from "./placed.ts";

/** A reader whose library is loaded only for some of its files waits for it. */
type AnyReader = (...passed: Parameters<SourceReader>) => SourceReading | Promise<SourceReading>;

/** The reader of each kind, loaded on first use. */
const readers: Readonly<Record<SourceKind, () => Promise<{ readonly read: AnyReader }>>> = {
  yaml: () => import("./yaml/index.ts"),
  json: () => import("./json/index.ts"),
  python: () => import("./python/index.ts"),
  notebook: () => import("./notebook/index.ts"),
  shell: () => import("./shell/index.ts"),
  text: () => import("./shell/index.ts"),
  hcl: () => import("./hcl/index.ts"),
  markdown: () => import("./markdown/index.ts"),
};

/** Texts in texts: a page has notebooks' cells with files that have blocks. */
const maxDepth = 6;

/** Reads a text of a kind, and the texts in it. */
export async function readSource(
  kind: SourceKind,
  text: string,
  context: ReaderContext,
  depth: number = 0,
): Promise<SourceReading> {
  const { read } = await readers[kind]();
  const { embedded, ...own } = await read(text, context);
  const readings: SourceReading[] = [{ ...own, embedded: [] }];
  for (const inner of embedded) readings.push(await readEmbedded(inner, context, depth));
  return joined(readings);
}

async function readEmbedded(
  { kind, path, text, buildsOnly = false }: FoundText,
  context: ReaderContext,
  depth: number,
): Promise<SourceReading> {
  if (!buildsOnly && context.isDockerfile(text.text))
    return joined([{ dockerfiles: [{ text, build: null, serves: false }] }]);
  if (depth >= maxDepth) return joined([]);
  const own = { ...context, path: path ?? context.path };
  const reading = await readSource(kind, text.text, own, depth + 1);
  return placed(buildsOnly ? buildsOf(reading) : reading, text);
}

function buildsOf({ builds, dockerfiles }: SourceReading): SourceReading {
  return joined([{ builds, dockerfiles }]);
}
