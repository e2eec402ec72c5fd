import { isValueLocation } from "../../domain/build/build.ts";
import type { Region } from "../../domain/build/region.ts";
import type { Finding } from "../../domain/rule/finding.ts";
import type { LineIndex } from "../../text/line-index.ts";
import { safeText } from "../safe-text.ts";

/** Instructions that name an image. */
const imageInstructions = /^(?:ONBUILD )?(?:FROM|COPY|RUN|ADD)$/;

/** No reference is longer; one word beyond that is cut. */
const maxWord = 512;

/** A place in the words of its file. */
export interface LocationDescription {
  /** Instruction and token: `FROM …/NAME:TAG`, `USER root`; else the source text, shortened. Empty without source text. */
  readonly heading: string;
  /** What a token with variables resolves to. */
  readonly values: readonly ResolvedValue[];
}

interface ResolvedValue {
  readonly reference: string;
  /** Where its parts come from: `ARG BASE, line 1`. */
  readonly origins: string;
}

/**
 * @param findings all of one place
 * @param columns what source text is cut to; a reference is never cut
 */
export function describeLocation(
  findings: readonly [Finding, ...Finding[]],
  { source, isDockerfile }: { readonly source: LineIndex; readonly isDockerfile: boolean },
  columns: number,
): LocationDescription {
  const [{ region }] = findings;
  const token = sourceText(source, region);
  if (token === null) return { heading: "", values: [] };
  const { instruction, option } = instructionAt(source, region, isDockerfile);
  const images = imageInstructions.test(instruction)
    ? findings.filter(({ image }) => image !== null && image !== token.text)
    : [];
  const lead = instruction === "" ? "" : `${instruction} ${option}`;
  const values = token.text.includes("$") && token.isWhole ? valuesOf(images) : [];
  const [broken] = token.isWhole ? [] : images;
  const text = broken?.image ?? (token.isWhole ? token.text : `${token.text} …`);
  // Only a reference to copy is worth a line that does not fit.
  const isReference = values.length === 0 && !/\s/.test(text);
  const limit = isReference ? maxWord : Math.max(columns - lead.length, 20);
  return { heading: safeText(lead + shortened(shortReference(text), limit)), values };
}

/** The source text of a region; of one over several lines the first line, without its continuation. */
function sourceText(
  source: LineIndex,
  { startLine, startColumn, endLine, endColumn }: Region,
): { readonly text: string; readonly isWhole: boolean } | null {
  const line = source.lineText(startLine);
  const isWhole = endLine === startLine;
  const text = line?.slice(startColumn - 1, isWhole ? endColumn - 1 : undefined) ?? "";
  if (isWhole) return text === "" ? null : { text, isWhole };
  const first = text.replace(/[\\`]?\s*$/, "");
  // A region that ends with its line, such as a comment, is not over several lines.
  const isLine = endLine === startLine + 1 && endColumn === 1;
  return first === "" ? null : { text: first, isWhole: isLine };
}

/** How many lines an instruction may have before the place. */
const maxContinuations = 100;

const keywords = /^\s*(?:(ONBUILD)\s+)?(FROM|COPY|RUN|ADD|USER|ARG|ENV)\s/i;
/** In a file of another kind, `env = …` is no instruction; those of a Dockerfile in it are mostly in capitals. */
const capitals = new RegExp(keywords.source);

/** The keyword of the instruction that a token belongs to, in capitals, and the option whose value the token is. */
function instructionAt(
  source: LineIndex,
  { startLine, startColumn }: Region,
  isDockerfile: boolean,
): { readonly instruction: string; readonly option: string } {
  const before = (source.lineText(startLine) ?? "").slice(0, startColumn - 1);
  let [line, text] = [startLine, before];
  while (line > 1 && startLine - line < maxContinuations) {
    const previous = source.lineText(line - 1) ?? "";
    if (!/[\\`][ \t]*$/.test(previous.slice(-maxWord)) || /^\s*#/.test(previous)) break;
    line -= 1;
    text = previous;
  }
  const [, onbuild, keyword = ""] =
    (isDockerfile ? keywords : capitals).exec(text.slice(0, maxWord)) ?? [];
  const instruction = `${onbuild ? "ONBUILD " : ""}${keyword.toUpperCase()}`;
  return { instruction, option: instruction === "" ? "" : optionBefore(before) };
}

/** The end of a line as far as it belongs to an option: `--from=`, `--mount=…,from=`. */
function optionBefore(text: string): string {
  const [, name, others, key = ""] =
    /(--[a-z]+=)(\S*,)?([a-z]+=)?$/.exec(text.slice(-maxWord)) ?? [];
  return name === undefined ? "" : `${name}${others === undefined ? "" : "…,"}${key}`;
}

/** Images of Microsoft without registry and first folder, which are the same for all of them. */
export function shortReference(text: string): string {
  return text.replace(/^mcr\.microsoft\.com\/azureml\//, "…/");
}

function shortened(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}

/** Each reference once, with the places that its parts come from. */
function valuesOf(findings: readonly Finding[]): readonly ResolvedValue[] {
  const values = new Map<string, string>();
  for (const { image, related } of findings) {
    const origins = related
      .filter(isValueLocation)
      .map(({ message, region }) => `${message}, line ${region.startLine}`);
    if (image !== null) values.set(image, origins.join("; "));
  }
  return [...values].map(([reference, origins]) => ({ reference, origins }));
}
