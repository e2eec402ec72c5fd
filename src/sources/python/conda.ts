import { pythonSpec } from "../../domain/image/conda-spec.ts";
import type { CondaPath, FoundConda, Value } from "../source-reading.ts";
import { unknownValue } from "../value.ts";
import type { Call } from "./call.ts";
import { argumentOf, callOf, groupsOf } from "./call.ts";
import type { Reading } from "./paths.ts";
import { pathOf } from "./paths.ts";
import { valueOf } from "./string-expression.ts";
import type { SyntaxNode } from "./syntax-tree.ts";
import { childrenOf, withoutParentheses } from "./syntax-tree.ts";

/** Characters of an unknown value that messages show. */
const maxShown = 80;

/** Names that lead to names. */
const maxNames = 16;

/**
 * The conda environment that an expression is: a path, a mapping, `CondaDependencies` of the SDK v1, or a name of one.
 * `CondaDependencies.create(python_version="3.8")` writes only the version: the entry that the SDK makes of it is `python=3.8`, at
 * the place of `3.8`. What cannot be read is a path that is not known.
 * @param python the version that is set on the object later
 */
export function condaOf(
  node: SyntaxNode,
  reading: Reading,
  python: (name: string) => SyntaxNode | null = () => null,
): FoundConda | CondaPath | null {
  const { text, bindings } = reading;
  let inner = withoutParentheses(node);
  let later: SyntaxNode | null = null;
  for (let step = 0; inner.name === "VariableName" && step < maxNames; step++) {
    const name = text.slice(inner.start, inner.end);
    later ??= python(name);
    const [value, ...more] = bindings.valuesAt(name, inner);
    if (!value || more.length > 0) break;
    inner = withoutParentheses(value);
  }
  if (inner.name === "None") return null;
  if (inner.name === "DictionaryExpression") return mapping(inner, reading);
  const call = callOf(text, inner);
  const conda = call && condaDependencies(call, reading, later);
  return (
    conda ?? {
      kind: "file",
      path: isText(inner, reading)
        ? unknownValue(text.slice(inner.start, Math.min(inner.end, inner.start + maxShown)), inner)
        : pathOf(inner, reading),
    }
  );
}

/** A conda environment that Azure ML makes without a conda file of the user, such as of a list of packages. */
export function unnamedConda({ start, end }: SyntaxNode): FoundConda {
  return { kind: "content", span: { start, end }, python: null };
}

function condaDependencies(
  call: Call,
  reading: Reading,
  later: SyntaxNode | null,
): FoundConda | CondaPath | null {
  const isClass = call.name === "CondaDependencies";
  const { callee, node } = call;
  const isCreate =
    call.name === "create" &&
    reading.text.slice(callee.start, callee.end).endsWith("CondaDependencies.create");
  if (!isClass && !isCreate) return null;
  const path = isClass ? argumentOf(call, "conda_dependencies_file_path", 0) : null;
  if (path) return { kind: "file", path: pathOf(path, reading) };
  const version = later ?? (isCreate ? argumentOf(call, "python_version") : null);
  const packages = argumentOf(call, "conda_packages");
  const listed = packages && pythonOf(itemsOf(packages), reading);
  const { start, end } = node;
  return {
    kind: "content",
    span: { start, end },
    python: (version && versionEntry(version, reading)) ?? listed,
  };
}

function versionEntry(node: SyntaxNode, reading: Reading): Value {
  const { text, unknown, span } = pathOf(node, reading);
  return { text: `python=${text}`, unknown, span };
}

function mapping(node: SyntaxNode, reading: Reading): FoundConda {
  const { start, end } = node;
  for (const [key, , value] of groupsOf(node)) {
    const name = key && reading.strings.read(key);
    if (!name || !value || valueOf(name).value.text !== "dependencies") continue;
    return { kind: "content", span: { start, end }, python: pythonOf(itemsOf(value), reading) };
  }
  return { kind: "content", span: { start, end }, python: null };
}

function itemsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const list = withoutParentheses(node);
  return list.name === "ArrayExpression" ? childrenOf(list) : [];
}

function pythonOf(items: readonly SyntaxNode[], { strings }: Reading): Value | null {
  for (const item of items) {
    const string = strings.read(item);
    const value = string && valueOf(string).value;
    if (value && pythonSpec(value.text) !== null) return value;
  }
  return null;
}

/** A string of several lines is no path. */
function isText(node: SyntaxNode, { strings }: Reading): boolean {
  const string = strings.read(node);
  return string !== null && /[\r\n]/.test(valueOf(string).value.text.trim());
}
