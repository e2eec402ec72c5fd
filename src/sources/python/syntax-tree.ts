import { parser } from "@lezer/python";
import type { PartialParse, Tree } from "@lezer/common";
import type { Span } from "../../text/line-index.ts";

/**
 * A node of the syntax tree; its names are those of the grammar of `@lezer/python`. Children are a linked list, because a file can
 * hold a million nodes and lists of one would take more than the nodes.
 */
export interface SyntaxNode extends Span {
  readonly name: string;
  readonly parent: SyntaxNode | null;
  readonly first: SyntaxNode | null;
  readonly next: SyntaxNode | null;
  readonly previous: SyntaxNode | null;
}

interface Draft extends SyntaxNode {
  readonly parent: Draft | null;
  first: Draft | null;
  next: Draft | null;
}

/** The program of a file. */
export interface Program {
  readonly text: string;
  /** Outermost first, in the order of the text, without brackets and errors. */
  readonly nodes: readonly SyntaxNode[];
  /** Where reading stopped, because the text is too little like Python; null if it was read to its end. */
  readonly cutAt: number | null;
}

/**
 * Steps in which the parser looks for a way to go on after an error. One takes up to 0.1 ms, a hundred times an ordinary one, so
 * that a megabyte of colons would take a minute; a real file with errors takes some hundreds.
 */
const maxRecoverySteps = 20_000;

/** Python itself accepts 200 levels; the parser's own recursion overflows the stack at some thousands. */
const maxBrackets = 1000;

/** Brackets say nothing that the node around them does not. */
const left: ReadonlySet<string> = new Set(["(", ")", "[", "]", "{", "}", "⚠"]);

/**
 * Parses Python. What is wrong is skipped, as far as the parser finds a way to go on.
 * @param cells ranges that are parsed on their own, such as the cells of a notebook; what is wrong in one stays in it
 */
export function parseProgram(
  text: string,
  cells: readonly Span[] = [{ start: 0, end: text.length }],
): Program {
  const nodes: Draft[] = [];
  const root = draft({ name: "Program", start: 0, end: text.length }, null, null);
  nodes.push(root);
  let last: Draft | null = null;
  let steps = maxRecoverySteps;
  for (const { start, end } of cells) {
    const cell = text.slice(start, end);
    const readable = readableLength(cell);
    const { tree, used } = finish(parser.startParse(cell.slice(0, readable)), steps);
    steps -= used;
    if (tree) last = addNodes(tree, start, { root, last, nodes });
    const read = tree?.length ?? 0;
    if (steps <= 0 || read < cell.length) return { text, nodes, cutAt: start + read };
  }
  return { text, nodes, cutAt: null };
}

/** Up to the bracket that is nested too deep. Brackets in strings count, too: a thousand unclosed ones are no text. */
function readableLength(text: string): number {
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[()[\]{}]/g)) {
    depth = "([{".includes(bracket) ? depth + 1 : Math.max(0, depth - 1);
    if (depth > maxBrackets) return index;
  }
  return text.length;
}

function finish(parse: PartialParse, steps: number): { tree: Tree | null; used: number } {
  let used = 0;
  for (;;) {
    const tree = advance(parse);
    if (tree === "too deep") return { tree: null, used };
    if (tree) return { tree, used };
    if (!isRecovering(parse)) continue;
    used += 1;
    if (used === steps) parse.stopAt(parse.parsedPos);
  }
}

/** Operators in front, such as `not not not …`, can be nested without brackets. */
function advance(parse: PartialParse): Tree | null | "too deep" {
  try {
    return parse.advance();
  } catch (error) {
    if (error instanceof RangeError) return "too deep";
    throw error;
  }
}

/** Not a documented property: without it only the bound is lost. */
function isRecovering(parse: PartialParse): boolean {
  return "recovering" in parse && parse.recovering !== 0;
}

/** A recursive walk would overflow the stack: brackets can be nested half a million times. */
function addNodes(
  tree: Tree,
  offset: number,
  { root, last, nodes }: { root: Draft; last: Draft | null; nodes: Draft[] },
): Draft | null {
  let parent = root;
  // The node before the next one, below the same parent.
  let before = last;
  const open: Draft[] = [];
  tree.cursor().iterate(
    ({ name, from, to }) => {
      if (left.has(name)) return false;
      // All cells are one program.
      if (name === "Script") return undefined;
      const node = draft({ name, start: offset + from, end: offset + to }, parent, before);
      if (before) before.next = node;
      else parent.first = node;
      nodes.push(node);
      open.push(node);
      [parent, before] = [node, null];
      return undefined;
    },
    ({ name }) => {
      if (name === "Script") return;
      const node = open.pop() ?? null;
      before = node;
      parent = node?.parent ?? root;
    },
  );
  return before;
}

function draft(
  { name, start, end }: Pick<SyntaxNode, "name" | "start" | "end">,
  parent: Draft | null,
  previous: Draft | null,
): Draft {
  return { name, start, end, parent, first: null, next: null, previous };
}

/** The children of a node. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.first; child; child = child.next) children.push(child);
  return children;
}

export function childNamed(node: SyntaxNode, name: string): SyntaxNode | null {
  for (let child = node.first; child; child = child.next) if (child.name === name) return child;
  return null;
}

/** The last child of a node. */
export function lastChild(node: SyntaxNode): SyntaxNode | null {
  let last = node.first;
  while (last?.next) last = last.next;
  return last;
}

/** An expression without parentheses and comments around it. */
export function withoutParentheses(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (inner.name === "ParenthesizedExpression") {
    let child = inner.first;
    while (child?.name === "Comment") child = child.next;
    if (!child) return inner;
    inner = child;
  }
  return inner;
}
