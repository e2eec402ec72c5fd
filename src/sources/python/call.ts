import type { SyntaxNode } from "./syntax-tree.ts";
import { childNamed, childrenOf, lastChild } from "./syntax-tree.ts";

/** A call, taken apart. */
export interface Call {
  readonly node: SyntaxNode;
  readonly callee: SyntaxNode;
  /** What is called, without what stands before the last dot; empty where it has no name. */
  readonly name: string;
  readonly positional: readonly SyntaxNode[];
  readonly keywords: ReadonlyMap<string, SyntaxNode>;
}

/** Longer dotted names are of no library. */
const maxPath = 200;

/** Takes a call apart; null for another node. */
export function callOf(text: string, node: SyntaxNode): Call | null {
  const callee = node.first;
  const list = childNamed(node, "ArgList");
  if (node.name !== "CallExpression" || !callee || !list) return null;
  const positional: SyntaxNode[] = [];
  const keywords = new Map<string, SyntaxNode>();
  for (const [first, sign, value] of groupsOf(list)) {
    if (!first) continue;
    if (sign?.name === "AssignOp") {
      if (value) keywords.set(text.slice(first.start, first.end), value);
    } else if (first.name !== "*" && first.name !== "**") positional.push(first);
  }
  return { node, callee, name: lastNameOf(text, callee), positional, keywords };
}

/** The items of a list, each as its nodes, without commas and comments. */
export function groupsOf(list: SyntaxNode): readonly (readonly SyntaxNode[])[] {
  const groups: SyntaxNode[][] = [[]];
  for (const child of childrenOf(list))
    if (child.name === ",") groups.push([]);
    else if (child.name !== "Comment") groups.at(-1)?.push(child);
  return groups.filter(({ length }) => length > 0);
}

/** `c` of `a.b.c`; empty where there is none. */
export function lastNameOf(text: string, node: SyntaxNode): string {
  const last = node.name === "MemberExpression" ? lastChild(node) : node;
  return last?.name === "PropertyName" || last?.name === "VariableName"
    ? text.slice(last.start, last.end)
    : "";
}

/** `a.b.c` as one text; null for what is no dotted name. */
export function dottedName(text: string, node: SyntaxNode): string | null {
  if (node.end - node.start > maxPath) return null;
  const path = text.slice(node.start, node.end).replace(/\s+/g, "");
  return /^[^\W\d]\w*(?:\.[^\W\d]\w*)*$/u.test(path) ? path : null;
}

/** What stands before the last dot; null for a plain name. */
export function receiverOf({ callee }: Pick<Call, "callee">): SyntaxNode | null {
  return callee.name === "MemberExpression" ? callee.first : null;
}

/** An argument by its name, else by its position. */
export function argumentOf(call: Call, name: string, position: number = -1): SyntaxNode | null {
  return call.keywords.get(name) ?? call.positional[position] ?? null;
}
