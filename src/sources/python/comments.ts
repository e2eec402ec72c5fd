import { isForInferlint } from "../../domain/build/suppression-comment.ts";
import type { Span } from "../../text/line-index.ts";
import type { FoundComment } from "../source-reading.ts";
import type { SyntaxNode } from "./syntax-tree.ts";
import { childNamed } from "./syntax-tree.ts";

const lists: ReadonlySet<string> = new Set([
  "ArgList",
  "ParamList",
  "ArrayExpression",
  "TupleExpression",
  "SetExpression",
  "DictionaryExpression",
]);

/**
 * The comments to inferlint. One of its own line covers the argument, the item or the statement that begins after it, of a
 * compound statement only the head; one that trails covers its own line.
 * @param nodes in the order of the text, outer ones first
 */
export function commentsOf(text: string, nodes: readonly SyntaxNode[]): readonly FoundComment[] {
  return nodes.flatMap((node, index): readonly FoundComment[] => {
    if (node.name !== "Comment") return [];
    const { start, end } = node;
    const comment = text.slice(start, end);
    if (!isForInferlint(comment)) return [];
    const line = text.lastIndexOf("\n", start - 1) + 1;
    const before = text.slice(line, start).trimEnd();
    const isTrailing = before.trim() !== "";
    const next = isTrailing
      ? { start: line + before.length - before.trimStart().length, end: line + before.length }
      : nextOf(text, nodes, index);
    return [{ text: comment, span: { start, end }, next, isTrailing }];
  });
}

/** The statements, arguments and items that begin their line. */
export function commentPlacesIn(text: string, nodes: readonly SyntaxNode[]): readonly Span[] {
  return nodes.flatMap((node) => {
    const { start, parent, name } = node;
    if (name === "Comment" || /^[,:()[\]{}]$/.test(name)) return [];
    if (!parent || !(lists.has(parent.name) || blocks.has(parent.name))) return [];
    const line = text.lastIndexOf("\n", start - 1) + 1;
    if (!/^[ \t]*$/.test(text.slice(line, start))) return [];
    return [{ start, end: start + text.slice(start, endOf(node)).trimEnd().length }];
  });
}

const blocks: ReadonlySet<string> = new Set(["Script", "Body"]);

function nextOf(text: string, nodes: readonly SyntaxNode[], index: number): Span | null {
  const end = nodes[index]?.end ?? 0;
  for (let at = index + 1; at < nodes.length; at++) {
    const node = nodes[at];
    if (!node || node.start < end || /^[,:]$/.test(node.name) || node.name === "Comment") continue;
    const own = text.slice(node.start, endOf(node)).trimEnd();
    return { start: node.start, end: node.start + own.length };
  }
  return null;
}

function endOf(node: SyntaxNode): number {
  if (node.parent && lists.has(node.parent.name)) {
    let last = node;
    while (last.next && last.next.name !== "," && last.next.name !== "Comment") last = last.next;
    return last.end;
  }
  const decorated = node.name === "DecoratedStatement" ? node.first : node;
  const body = decorated && childNamed(decorated, "Body");
  return body ? body.start : (decorated ?? node).end;
}
