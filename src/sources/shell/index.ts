import type { WorkingDirectory } from "../command/index.ts";
import { startDirectory } from "../command/index.ts";
import { joined } from "../placed.ts";
import type {
  FoundReference,
  ReaderContext,
  SourceProblem,
  SourceReader,
  SourceReading,
} from "../source-reading.ts";
import { emptyReading } from "../source-reading.ts";
import { commentPlacesIn, commentsOf } from "./comments.ts";
import { readMakefile, readSettings } from "./line-scripts.ts";
import { formOf } from "./regions.ts";
import type { TextForm } from "./regions.ts";
import type { Script } from "./script.ts";
import { readItems } from "./script-reading.ts";
import { readScript } from "./script-reader.ts";
import { closingsOf } from "./text-scanner.ts";

/** Scripts in scripts: `bash -c "…"` within `bash -c "…"` is read. */
const maxDepth = 2;

/** Reads shell scripts, makefiles and files of settings, which are what the path says; of other texts nothing is read. */
export const read: SourceReader = (text, context) => {
  const form = formOf(context.path, text);
  return form === "none" ? emptyReading : readForm(text, form, context, startDirectory, 0);
};

function readForm(
  text: string,
  form: Exclude<TextForm, "none">,
  context: ReaderContext,
  start: WorkingDirectory,
  depth: number,
): SourceReading {
  const script = takenApart(text, form);
  const readInner = (inner: string, directory: WorkingDirectory): SourceReading =>
    depth < maxDepth ? readForm(inner, "script", context, directory, depth + 1) : emptyReading;
  const readings = readItems(script, { text, context, readInner }, start, form === "make");
  const reading = joined(readings);
  const comments = commentsOf(text, script);
  return {
    ...reading,
    // A line of a recipe is shown when it runs.
    ...(comments.length > 0 && form !== "make"
      ? { commentPlaces: commentPlacesIn(text, script) }
      : {}),
    references: withoutRepeated(reading.references),
    comments: comments.concat(reading.comments),
    problems: [...problemsOf(script, text), ...reading.problems],
  };
}

function takenApart(text: string, form: Exclude<TextForm, "none">): Script {
  switch (form) {
    case "make":
      return readMakefile(text);
    case "settings":
      return readSettings(text);
    case "script":
      return readScript(text, { start: 0, end: text.length }, { isMake: false }, closingsOf(text));
  }
}

/** The value of a variable is one reference: where something runs it, that one. */
function withoutRepeated(references: readonly FoundReference[]): readonly FoundReference[] {
  const run = new Set(references.flatMap((found) => (found.run ? [found.value.span.start] : [])));
  const seen = new Set<string>();
  return references.filter(({ run: own, value: { span } }) => {
    if (own === null) return !run.has(span.start);
    const key = `${span.start} ${own.user?.text ?? ""}`;
    return !seen.has(key) && seen.add(key);
  });
}

function problemsOf({ unclosed }: Script, text: string): readonly SourceProblem[] {
  if (unclosed === null) return [];
  const message = "A quote or bracket has no end; what follows it may not have been read.";
  return [{ id: "partly-read", message, span: { start: unclosed, end: text.length } }];
}
