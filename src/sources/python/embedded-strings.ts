import type { Piece } from "../../text/embedded-text.ts";
import { EmbeddedText } from "../../text/embedded-text.ts";
import type { SourceKind } from "../../domain/build/file-kind.ts";
import type {
  FoundDockerfile,
  FoundText,
  ReaderContext,
  SourceProblem,
} from "../source-reading.ts";
import type { PlacedPart, StringExpression } from "./string-expression.ts";
import { literalsOf } from "./string-expression.ts";
import type { StringLiteral } from "./string-literal.ts";
import { encodeFor } from "./string-literal.ts";
import type { DockerfileUse } from "./uses.ts";

/** What a text in a string is. */
interface EmbeddedStrings {
  readonly dockerfile: FoundDockerfile | null;
  readonly embedded: FoundText | null;
  readonly problem: SourceProblem | null;
}

/** Lines that environments, deployments and conda files have. */
const yamlLine =
  /^[ \t]*(?:- +)?(?:\$schema|image|environment|dependencies|baseImage|base_image)[ \t]*:/m;

/**
 * The Dockerfile, YAML or JSON that a string of several lines is. Unknown parts of YAML are variables there; a Dockerfile with
 * unknown parts is not checked, because a part can be any number of instructions.
 */
export function textIn(
  expression: StringExpression,
  use: DockerfileUse | null,
  { mayName, isDockerfile }: Pick<ReaderContext, "mayName" | "isDockerfile">,
): EmbeddedStrings | null {
  const { parts } = expression;
  const known = parts.map((part) => (part.kind === "known" ? part.text : "x")).join("");
  if (!/[\r\n]/.test(known.trim()) || !mayName(known)) return null;
  const nothing = { dockerfile: null, embedded: null, problem: null };
  if (isDockerfile(known)) {
    const unknown = parts.find(({ kind }) => kind === "unknown");
    const span = literalsOf(expression)[0]?.content ?? null;
    if (unknown) return { ...nothing, problem: { id: "partly-read", message: notKnown, span } };
    const build = use && { name: use.name, args: [], target: null, contexts: [], user: null };
    return {
      ...nothing,
      dockerfile: { text: embeddedText(expression), build, serves: use?.serves ?? false },
    };
  }
  const kind = kindOf(known);
  return kind && { ...nothing, embedded: { kind, path: null, text: embeddedText(expression) } };
}

const notKnown =
  "The text of this Dockerfile has parts that are not known before the program runs; it was not checked.";

function kindOf(text: string): SourceKind | null {
  if (/^\s*[[{]/.test(text)) return "json";
  return yamlLine.test(text) ? "yaml" : null;
}

/** The text that an expression makes, with `${name}` for each part that is not known. */
export function embeddedText(expression: StringExpression): EmbeddedText {
  const pieces: Piece[] = [];
  let text = "";
  for (const part of expression.parts) {
    const fromLength = part.span.end - part.span.start;
    let own = part.kind === "known" ? part.text : variable(part);
    // Of one length it would be taken for what is written.
    if (part.kind === "unknown" && own.length === fromLength) own = own.replace("}", "_}");
    if (own.length > 0)
      pieces.push({
        at: text.length,
        length: own.length,
        from: part.span.start,
        fromLength,
      });
    text += own;
  }
  const [first, ...more] = literalsOf(expression);
  const isOne = first !== undefined && more.every((other) => isAlike(first, other));
  return new EmbeddedText(text, pieces, (own) => (isOne ? encodeFor(first, own) : null));
}

function variable({ kind, ...part }: PlacedPart): string {
  const written = kind === "unknown" && "written" in part ? part.written : "";
  const name = written
    .replace(/[^\w]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 40);
  return `\${${/^\d|^$/.test(name) ? `value${name}` : name}}`;
}

function isAlike(one: StringLiteral, other: StringLiteral): boolean {
  return (
    one.quote === other.quote &&
    one.isRaw === other.isRaw &&
    one.isFormat === other.isFormat &&
    one.isBytes === other.isBytes
  );
}
