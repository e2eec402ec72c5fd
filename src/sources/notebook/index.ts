import type { Span } from "../../text/line-index.ts";
import type { PlacedText } from "../../text/json-embedded.ts";
import { inJson } from "../../text/json-embedded.ts";
import type { JsonProblem } from "../../text/json-problem.ts";
import { jsonProblemMessage } from "../../text/json-problem.ts";
import type { JsonNode } from "../../text/positioned-json.ts";
import { readPositionedJson } from "../../text/positioned-json.ts";
import { placed } from "../placed.ts";
import { readPython } from "../python/index.ts";
import type { FoundText, SourceProblem, SourceReader } from "../source-reading.ts";
import { emptyReading } from "../source-reading.ts";
import { cellContent } from "./cell-content.ts";
import { cellSource, joinedSources } from "./cell-source.ts";
import { codeCells } from "./cells.ts";
import { addAll } from "../../text/list.ts";

/** Outputs and attachments are most of a notebook, and nothing in them counts. */
const limits = {
  depth: 256,
  values: 2_000_000,
  skipped: new Set(["outputs", "attachments", "widgets"]),
  lastCounts: true,
};

/** Characters of code that are read of one notebook: far more than people write. */
const maxCode = 4_194_304;

/**
 * Reads the code cells of a notebook, Python as one program in the order of the cells. Comments to inferlint do not count in
 * notebooks: `exceptions` of the configuration do.
 */
export const read: SourceReader = (text, context) => {
  const json = readJson(text);
  if ("problem" in json) return { ...emptyReading, problems: [json.problem] };
  const embedded: FoundText[] = [];
  const python: PlacedText[] = [];
  const problems: SourceProblem[] = [];
  let code = 0;
  for (const { source: node, isPython } of codeCells(json.root)) {
    const source = cellSource(text, node);
    code += source.text.length;
    if (code > maxCode) {
      const message = `This notebook has more than ${maxCode} characters of code; the cells from here on were not read.`;
      problems.push({ id: "partly-read", message, span: { start: node.at, end: node.at + 1 } });
      break;
    }
    const content = cellContent(source.text, isPython);
    if (content.python !== null) python.push({ ...source, text: content.python });
    const own = inJson(source);
    addAll(
      embedded,
      content.embedded.map((each) => ({ ...each, text: each.text.within(own) })),
    );
  }
  const program = joinedSources(python);
  const reading = placed(readPython(program.text, context, spansOf(python)), program);
  return {
    ...reading,
    embedded: [...reading.embedded, ...embedded],
    comments: [],
    problems: [...reading.problems, ...problems],
  };
};

function spansOf(sources: readonly PlacedText[]): readonly Span[] {
  let start = 0;
  return sources.map(({ text }) => {
    const span = { start, end: start + text.length + 1 };
    start = span.end;
    return span;
  });
}

function readJson(text: string): { readonly root: JsonNode } | { readonly problem: SourceProblem } {
  const problems: JsonProblem[] = [];
  // Python's reader of notebooks accepts a byte order mark.
  const root = readPositionedJson(text.replace(/^\uFEFF/, " "), limits, (problem) => {
    if (problem.code !== "duplicate-key") problems.push(problem);
  });
  const [problem] = problems;
  if (root && !problem) return { root };
  const why = problem
    ? jsonProblemMessage(problem, (found) => `\`${found}\``)
    : "it cannot be read";
  const id =
    problem?.code === "too-many-values" || problem?.code === "too-deep"
      ? "partly-read"
      : "invalid-source";
  const message =
    id === "partly-read"
      ? `Nothing in this notebook was checked: ${why}.`
      : `This notebook is not JSON, so nothing in it was checked: ${why}.`;
  return {
    problem: { id, message, span: problem ? { start: problem.start, end: problem.end } : null },
  };
}
