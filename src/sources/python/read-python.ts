import type { Span } from "../../text/line-index.ts";
import type {
  FoundDockerfile,
  FoundReference,
  FoundText,
  ReaderContext,
  SourceProblem,
  SourceReading,
} from "../source-reading.ts";
import { emptyReading } from "../source-reading.ts";
import { Bindings } from "./bindings.ts";
import { callOf } from "./call.ts";
import { commandsOf } from "./command-strings.ts";
import { commentPlacesIn, commentsOf } from "./comments.ts";
import { textIn } from "./embedded-strings.ts";
import { referenceOf } from "./found-strings.ts";
import type { Reading } from "./paths.ts";
import type { SdkReading } from "./sdk.ts";
import { readSdk } from "./sdk.ts";
import type { StringExpression } from "./string-expression.ts";
import { literalsOf } from "./string-expression.ts";
import { placeOf } from "./string-place.ts";
import { StringReader } from "./string-reader.ts";
import type { Program, SyntaxNode } from "./syntax-tree.ts";
import { parseProgram } from "./syntax-tree.ts";

/**
 * Reads Python: strings that as a whole name an image or an environment, texts of other files in strings, builds, and what the
 * SDKs of Azure ML do with them.
 * @param cells ranges that are parsed on their own; names that one sets are known in those after it
 */
export function readPython(
  text: string,
  context: ReaderContext,
  cells?: readonly Span[],
): SourceReading {
  const program = parseProgram(text, cells);
  const { nodes } = program;
  const bindings = new Bindings(text, nodes);
  const reading: Reading = { text, bindings, strings: new StringReader(text, bindings) };
  const sdk = readSdk(nodes, reading);
  const strings = readStrings(nodes, reading, { sdk, context });
  const commands = nodes.flatMap((node) => {
    const call = callOf(text, node);
    return call ? commandsOf(call, reading) : [];
  });
  const comments = commentsOf(text, nodes);
  return {
    ...emptyReading,
    references: strings.references,
    dockerfiles: strings.dockerfiles,
    embedded: [...strings.embedded, ...commands],
    builds: sdk.builds,
    deployed: sdk.deployed,
    defined: sdk.defined.map(({ name, images, builds }) => ({
      name,
      builds,
      references: images.flatMap((image) => strings.byNode.get(image) ?? []),
    })),
    comments,
    ...(comments.length > 0 ? { commentPlaces: commentPlacesIn(text, nodes) } : {}),
    problems: [...strings.problems, ...cutProblem(program)],
  };
}

interface FoundStrings {
  readonly references: readonly FoundReference[];
  readonly byNode: ReadonlyMap<SyntaxNode, FoundReference>;
  readonly dockerfiles: readonly FoundDockerfile[];
  readonly embedded: readonly FoundText[];
  readonly problems: readonly SourceProblem[];
}

function readStrings(
  nodes: readonly SyntaxNode[],
  reading: Reading,
  { sdk, context }: { readonly sdk: SdkReading; readonly context: ReaderContext },
): FoundStrings {
  const { text, strings } = reading;
  const byNode = new Map<SyntaxNode, FoundReference>();
  const dockerfiles: FoundDockerfile[] = [];
  const embedded: FoundText[] = [];
  const problems: SourceProblem[] = [];
  const parts = new Set<SyntaxNode>();
  // Literals of constants that are parts of a longer reference are none of their own.
  const used = new Set<SyntaxNode>();
  for (const node of nodes) {
    const expression = stringAt(node, strings, parts);
    if (!expression) continue;
    const place = placeOf(node, text, strings);
    if (place.isExcluded) continue;
    const found = referenceOf(expression, {
      strings,
      context,
      text,
      place,
      use: sdk.uses.of(node),
    });
    if (found) {
      byNode.set(node, found);
      for (const { constant, literal } of expression.parts)
        if (constant !== null && literal) used.add(literal.node);
      continue;
    }
    const inner = textIn(expression, sdk.uses.dockerfile(node), context);
    if (inner?.dockerfile) dockerfiles.push(inner.dockerfile);
    if (inner?.embedded) embedded.push(inner.embedded);
    if (inner?.problem) problems.push(inner.problem);
  }
  const references = [...byNode]
    .filter(([node]) => !used.has(node))
    .map(([, found]) => found)
    .toSorted((a, b) => a.value.span.start - b.value.span.start);
  return { references, byNode, dockerfiles, embedded, problems };
}

const stringNodes: ReadonlySet<string> = new Set([
  "String",
  "FormatString",
  "ContinuedString",
  "BinaryExpression",
  "CallExpression",
]);

/** The longest string that begins a node; null where the node is none, or is a part of one. */
function stringAt(
  node: SyntaxNode,
  strings: StringReader,
  parts: Set<SyntaxNode>,
): StringExpression | null {
  if (!stringNodes.has(node.name) || parts.has(node)) return null;
  const expression = strings.read(node, parts);
  return expression && literalsOf(expression).length > 0 ? expression : null;
}

function cutProblem({ text, cutAt }: Program): readonly SourceProblem[] {
  if (cutAt === null) return [];
  const message = "This is too little like Python from here on; the rest was not read.";
  return [
    { id: "partly-read", message, span: { start: cutAt, end: Math.min(cutAt + 1, text.length) } },
  ];
}
