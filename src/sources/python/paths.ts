import type { Value } from "../source-reading.ts";
import { unknownValue } from "../value.ts";
import type { Bindings } from "./bindings.ts";
import { callOf, receiverOf } from "./call.ts";
import { valueOf } from "./string-expression.ts";
import type { StringReader } from "./string-reader.ts";
import type { SyntaxNode } from "./syntax-tree.ts";
import { childrenOf, withoutParentheses } from "./syntax-tree.ts";
import { addAll } from "../../text/list.ts";

/** What an expression is read with. */
export interface Reading {
  readonly text: string;
  readonly bindings: Bindings;
  readonly strings: StringReader;
}

/** Nested calls of one path. */
const maxSteps = 32;

/**
 * The path that an expression is: a string, `os.path.join(…)`, `Path(…) / …`, or a name of one. The folder of the file itself
 * (`os.path.dirname(__file__)`) is what paths are relative to. One unknown part for what is not known.
 */
export function pathOf(node: SyntaxNode, reading: Reading): Value {
  const segments: Value[] = [];
  const tasks = [node];
  for (let step = 0; tasks.length > 0; step++) {
    const task = withoutParentheses(tasks.pop() ?? node);
    const parts = step < maxSteps ? segmentsOf(task, reading) : null;
    if (parts) addAll(tasks, parts.toReversed());
    else segments.push(segmentOf(task, reading));
  }
  return joined(segments, node);
}

/** The parts of a path that is put together, in order; null for one that is not. */
function segmentsOf(node: SyntaxNode, reading: Reading): readonly SyntaxNode[] | null {
  const { text, bindings } = reading;
  if (node.name === "VariableName") {
    const [value, ...more] = bindings.valuesAt(text.slice(node.start, node.end), node);
    return value && more.length === 0 ? [value] : null;
  }
  if (node.name === "BinaryExpression") {
    const [left, operator, right] = childrenOf(node).filter(({ name }) => name !== "Comment");
    const isSlash = operator && text.slice(operator.start, operator.end) === "/";
    return left && right && isSlash ? [left, right] : null;
  }
  const call = callOf(text, node);
  if (!call) return null;
  const receiver = receiverOf(call);
  if (/^(?:join|joinpath)$/.test(call.name)) {
    const isModule = receiver && /(?:^|\.)path$/.test(text.slice(receiver.start, receiver.end));
    return isModule || !receiver ? call.positional : [receiver, ...call.positional];
  }
  if (/^(?:Path|PurePath|PosixPath|str|fspath|abspath)$/.test(call.name)) return call.positional;
  return null;
}

/** Longer expressions are not looked at. */
const maxLength = 200;

/** `os.path.dirname(__file__)`, `os.getcwd()` as scripts start beside their files. */
const ownFolder =
  /^(?:(?:os\.)?path\.(?:abspath|realpath)\()?(?:(?:os\.)?path\.)?dirname\((?:(?:os\.)?path\.(?:abspath|realpath)\()?__file__\)*$/;
/** `Path(__file__).parent`, which is that folder, and folders above it: `.parent.parent`. */
const folderAbove =
  /^(?:pathlib\.)?Path\(__file__\)(?:\.(?:resolve|absolute)\(\))?((?:\.parent)+)(?:\.(?:resolve|absolute)\(\))?$/;

/** The folder that an expression is, relative to that of the file; null for any other expression. */
function knownFolder(expression: string): string | null {
  if (ownFolder.test(expression)) return ".";
  const parents = folderAbove.exec(expression)?.[1];
  if (parents === undefined) return null;
  const above = parents.length / ".parent".length - 1;
  return above === 0 ? "." : Array<string>(above).fill("..").join("/");
}

function segmentOf(node: SyntaxNode, { text, strings }: Reading): Value {
  const { start, end } = node;
  const string = strings.read(node);
  if (string) return valueOf(string).value;
  const written = end - start <= maxLength ? text.slice(start, end) : "…";
  const folder = knownFolder(written.replace(/\s+/g, ""));
  if (folder !== null) return { text: folder, unknown: [], span: { start, end } };
  return unknownValue(written, node);
}

function joined(segments: readonly Value[], { start, end }: SyntaxNode): Value {
  const [only, ...more] = segments;
  if (only && more.length === 0) return only;
  // An absolute part begins anew, as in `os.path.join`.
  const first = Math.max(
    0,
    segments.findLastIndex(({ text }) => text.startsWith("/")),
  );
  const own = segments.slice(first);
  const known = own.filter(({ text }) => text !== ".");
  return {
    text: known.map(({ text }) => text.replace(/\/+$/, "")).join("/") || ".",
    unknown: own.flatMap(({ unknown }) => unknown),
    span: known.length === 1 && known[0] ? known[0].span : { start, end },
  };
}
