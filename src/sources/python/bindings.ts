import type { SyntaxNode } from "./syntax-tree.ts";
import { childrenOf } from "./syntax-tree.ts";
import { dottedName } from "./call.ts";

/** A place where a name gets a value. */
export interface Binding {
  /** From where on it has the value: not yet in the expression of the value itself. */
  readonly at: number;
  /** Null where the value is not written there, such as a parameter. */
  readonly value: SyntaxNode | null;
  /** The body, or the program, that the statement is one of. */
  readonly block: SyntaxNode | null;
}

/** A value that is set on an object: `env.docker.base_image = …`. */
export interface AttributeSetting {
  readonly target: SyntaxNode;
  readonly value: SyntaxNode;
}

/** Statements that a name can be set in before another one is reached, such as the branches of `if`. */
const maxAlternatives = 16;

const scopes: ReadonlySet<string> = new Set([
  "FunctionDefinition",
  "ClassDefinition",
  "LambdaExpression",
  "Program",
]);

/** Where the names of a program get their values. */
export class Bindings {
  readonly attributes: AttributeSetting[] = [];
  readonly #text: string;
  readonly #program: SyntaxNode | undefined;
  readonly #scopes = new Map<SyntaxNode, Map<string, Binding[]>>();
  readonly #counts = new Map<string, number>();

  constructor(text: string, nodes: readonly SyntaxNode[]) {
    this.#text = text;
    this.#program = nodes[0];
    for (const node of nodes) this.#addNode(node);
  }

  /** The value of a name that is set once in the file, outside functions and classes; null for any other. */
  constant(name: string): SyntaxNode | null {
    if (this.#counts.get(name) !== 1 || !this.#program) return null;
    return this.#scopes.get(this.#program)?.get(name)?.[0]?.value ?? null;
  }

  /**
   * The values that a name, or a dotted one, can have at a place: the last one that is set before, and those in branches before
   * it. A function sees what is set anywhere around it.
   */
  valuesAt(name: string, use: SyntaxNode): readonly SyntaxNode[] {
    let isOwn = true;
    for (let scope = scopeOf(use); scope; scope = scopeOf(scope)) {
      const all = this.#scopes.get(scope)?.get(name);
      if (all) {
        const before = lastBefore(all, use.start);
        const end = before >= 0 || isOwn ? before : all.length - 1;
        if (end >= 0) return alternatives(all, end, use);
      }
      isOwn = false;
    }
    return [];
  }

  #addNode(node: SyntaxNode): void {
    switch (node.name) {
      case "AssignStatement":
        this.#addAssignment(node);
        break;
      case "UpdateStatement":
        this.#addName(node.first, null);
        break;
      case "NamedExpression":
        this.#addName(node.first, node.first?.next?.next ?? null);
        break;
      case "VariableName":
        if (isBound(node)) this.#addName(node, null);
        break;
    }
  }

  #addAssignment(node: SyntaxNode): void {
    const groups: SyntaxNode[][] = [[]];
    for (const child of childrenOf(node))
      if (child.name === "AssignOp") groups.push([]);
      else if (child.name !== "TypeDef" && child.name !== "Comment") groups.at(-1)?.push(child);
    const [value, ...more] = groups.length > 1 ? (groups.pop() ?? []) : [];
    for (const targets of groups)
      for (const target of targets)
        this.#addName(target, targets.length === 1 && more.length === 0 ? (value ?? null) : null);
  }

  #addName(target: SyntaxNode | null, value: SyntaxNode | null): void {
    const name = target && dottedName(this.#text, target);
    if (!target || name === null) return;
    if (value && target.name === "MemberExpression") this.attributes.push({ target, value });
    // An attribute can be set in one function and be used in another.
    const scope = target.name === "MemberExpression" ? programOf(target) : scopeOf(target);
    if (!scope) return;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    const names = this.#scopes.get(scope) ?? new Map<string, Binding[]>();
    this.#scopes.set(scope, names);
    const bindings = names.get(name) ?? [];
    names.set(name, bindings);
    bindings.push({ at: (value ?? target).end, value, block: target.parent?.parent ?? null });
  }
}

/** Whether a name gets a value that is not written there: a parameter, an import, a loop. */
function isBound({ parent, previous, next }: SyntaxNode): boolean {
  switch (parent?.name ?? "") {
    case "ParamList":
      return previous?.name !== "AssignOp";
    case "ImportStatement":
    case "CapturePattern":
    case "FunctionDefinition":
    case "ClassDefinition":
    case "ScopeStatement":
    case "DeleteStatement":
      return true;
    case "ForStatement":
      return previous?.name === "for" || next?.name === "in" || next?.name === ",";
    case "WithStatement":
    case "TryStatement":
    case "AsPattern":
      return previous?.name === "as";
    default:
      return previous?.name === "for";
  }
}

function scopeOf(node: SyntaxNode): SyntaxNode | null {
  let scope = node.parent;
  while (scope && !scopes.has(scope.name)) scope = scope.parent;
  return scope;
}

function programOf(node: SyntaxNode): SyntaxNode {
  let program = node;
  while (program.parent) program = program.parent;
  return program;
}

/** The index of the last binding before an offset; -1 where there is none. */
function lastBefore(all: readonly Binding[], offset: number): number {
  let [low, high] = [-1, all.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((all[middle]?.at ?? Infinity) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function alternatives(
  all: readonly Binding[],
  last: number,
  use: SyntaxNode,
): readonly SyntaxNode[] {
  const values: SyntaxNode[] = [];
  const blocks = blocksOf(use);
  for (let index = last; index >= 0 && last - index < maxAlternatives; index--) {
    const binding = all[index];
    if (binding?.value) values.push(binding.value);
    if (binding?.block && blocks.has(binding.block)) break;
  }
  return values;
}

function blocksOf(node: SyntaxNode): ReadonlySet<SyntaxNode> {
  const blocks = new Set<SyntaxNode>();
  for (let block = node.parent; block; block = block.parent)
    if (block.name === "Body" || block.name === "Program") blocks.add(block);
  return blocks;
}
