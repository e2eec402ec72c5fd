import { EmbeddedText } from "../../text/embedded-text.ts";
import type { Span } from "../../text/line-index.ts";
import type { BakeTree } from "../bake/index.ts";
import { bakeBuilds, hasTargets, isBakeName } from "../bake/index.ts";
import { joined } from "../placed.ts";
import type { ReaderContext, SourceProblem, SourceReading } from "../source-reading.ts";
import { emptyReading } from "../source-reading.ts";

/** Any file with a target has this. The library takes a second to load and is slow, so others never reach it. */
const mayHaveTarget = /^[ \t\uFEFF]*target[ \t]+"?[\w-]/m;

/**
 * Reads the builds of bake's files. Images that they name are not references of theirs: they are found where the Dockerfile
 * gets them. Other HCL, such as that of infrastructure, has nothing.
 */
export async function read(
  text: string,
  { path }: Pick<ReaderContext, "path">,
): Promise<SourceReading> {
  if (!mayHaveTarget.test(text)) return emptyReading;
  const { maxHclLength, parseHcl } = await import("./parse-hcl.ts");
  const tree = parseHcl(text);
  if (!tree)
    return isBakeName(path) ? joined([{ problems: [notRead(text, maxHclLength)] }]) : emptyReading;
  if (!isBakeName(path) && !hasTargets(tree)) return emptyReading;
  const labels = labelSpans(text);
  const reading = bakeBuilds(tree, {
    spanOf: (label) => labels.get(label) ?? { start: 0, end: 0 },
    inlineOf: (body) => inlineOf(text, body),
  });
  return joined([reading]);
}

function notRead(text: string, limit: number): SourceProblem {
  return text.length > limit
    ? { id: "partly-read", message: "Longer than 64 KiB; its builds were not read.", span: null }
    : {
        id: "invalid-source",
        message: "Not HCL, or nested too deep; its builds were not read.",
        span: null,
      };
}

const targetLine = /^[ \t\uFEFF]*target[ \t]+(?:"([^"\n\\]*)"|([\w-]+))/gm;

/** Where the labels of targets are, without quotes; the first of each. A line of a text can look like one: only a place is wrong then. */
function labelSpans(text: string): ReadonlyMap<string, Span> {
  const spans = new Map<string, Span>();
  for (const { 0: match, 1: quoted, 2: bare, index } of text.matchAll(targetLine)) {
    const label = quoted ?? bare ?? "";
    const end = index + match.length - (quoted === undefined ? 0 : 1);
    if (!spans.has(label)) spans.set(label, { start: end - label.length, end });
  }
  return spans;
}

/** The library gives no places: a text of several lines that the file has exactly once, as it is, is in that place. */
function inlineOf(text: string, body: BakeTree): EmbeddedText | null {
  const inline = body["dockerfile-inline"];
  if (typeof inline !== "string" || /[$%]\{/.test(inline) || !/\n./.test(inline)) return null;
  const start = text.indexOf(inline);
  if (start < 0 || text.includes(inline, start + 1)) return null;
  return EmbeddedText.verbatim(text, { start, end: start + inline.length });
}
