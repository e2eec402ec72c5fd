import type { core } from "zod/mini";
import type { Rule } from "../../domain/rule/rule.ts";
import type { Span } from "../../text/line-index.ts";
import type { ConfigNode, MappingEntry } from "../source/config-tree.ts";
import { shownName, shownText } from "../source/shown-value.ts";
import { fillIn } from "./placeholders.ts";
import { suggestion } from "../../text/suggestion.ts";
import { describeUnknownKey } from "./unknown-key.ts";

/** A violation of the schema. The message is worked out only when it is shown, since a suggestion takes time. */
export interface Issue {
  readonly span: Span;
  readonly message: () => string;
}

type Path = readonly PropertyKey[];

/** The issues of a schema with the place and the message of each. */
export function describeIssues(
  root: ConfigNode,
  issues: readonly core.$ZodIssue[],
  rules: readonly Rule[],
): readonly Issue[] {
  return issues.flatMap((issue) => describe(root, issue, [], rules));
}

function describe(
  root: ConfigNode,
  issue: core.$ZodIssue,
  before: Path,
  rules: readonly Rule[],
): readonly Issue[] {
  const path = [...before, ...issue.path];
  const { node, key, parent } = nodeAt(root, path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((name) => ({
      span: (node?.kind === "mapping" ? node.entries.get(name)?.key : null) ?? parent.span,
      message: () => describeUnknownKey(path, name, rules),
    }));
  if (issue.code === "invalid_key") {
    const message = issue.issues[0]?.message ?? "";
    const node = keyNode(String(path.at(-1)), key ?? parent.span);
    return [{ span: node.span, message: () => fill(message, path, node, []) }];
  }
  const branch = issue.code === "invalid_union" ? branchOf(node, issue.errors) : null;
  if (branch) return branch.flatMap((inner) => describe(root, inner, path, rules));
  if (node?.kind === "scalar" && node.isBroken) return [];
  if (node === null) {
    const missing = String(path.at(-1));
    const message = (): string => `missing key ${missing} in ${shownPath(path.slice(0, -1))}`;
    return [{ span: parent.span, message }];
  }
  const choices = "values" in issue ? issue.values.map(String) : [];
  return [{ span: node.span, message: () => fill(issue.message, path, node, choices) }];
}

/** Of a union of a scalar and a mapping or list the issues of the one that was written; null where it is neither. */
function branchOf(
  node: ConfigNode | null,
  [scalar, other]: readonly (readonly core.$ZodIssue[])[],
): readonly core.$ZodIssue[] | null {
  if (node?.kind === "scalar") return typeof node.value === "string" ? (scalar ?? null) : null;
  const isOther = other?.every(({ code, path }) => code !== "invalid_type" || path.length > 0);
  return isOther === true ? (other ?? null) : null;
}

function fill(message: string, path: Path, node: ConfigNode, choices: readonly string[]): string {
  const text = node.kind === "scalar" && typeof node.value === "string" ? node.value : null;
  return fillIn(message, {
    path: () => shownPath(path),
    parent: () => shownPath(path.slice(0, -1)),
    value: () => shownValue(node),
    name: () => shownName(text ?? ""),
    suggestion: () => suggestion(text ?? "", choices),
  });
}

/** A key as a node, for messages about it. */
function keyNode(value: string, span: Span): ConfigNode {
  return { kind: "scalar", span, value };
}

/** `exceptions[0].until` */
function shownPath(path: Path): string {
  if (path.length === 0) return "the configuration";
  return path
    .map((part, index) => {
      if (typeof part === "number") return `[${part}]`;
      return `${index > 0 ? "." : ""}${shownName(String(part))}`;
    })
    .join("");
}

function shownValue(node: ConfigNode): string {
  if (node.kind !== "scalar") return `a ${node.kind}`;
  if (node.value === null) return "nothing";
  return typeof node.value === "string" ? shownText(node.value) : String(node.value);
}

/** @returns parent: the innermost node on the path that exists, the node itself included */
function nodeAt(
  root: ConfigNode,
  path: Path,
): { readonly node: ConfigNode | null; readonly key: Span | null; readonly parent: ConfigNode } {
  let node: ConfigNode | null = root;
  let parent = root;
  let key: Span | null = null;
  for (const part of path) {
    if (node === null) break;
    parent = node;
    const entry: MappingEntry | undefined =
      node.kind === "mapping" ? node.entries.get(String(part)) : undefined;
    key = entry?.key ?? null;
    node = node.kind === "list" ? (node.items[Number(part)] ?? null) : (entry?.value ?? null);
  }
  return { node, key, parent: node ?? parent };
}
