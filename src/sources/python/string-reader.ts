import type { Bindings } from "./bindings.ts";
import type { Call } from "./call.ts";
import { callOf } from "./call.ts";
import type { ArgumentOf, TemplateKind } from "./placeholders.ts";
import { withPlaceholders } from "./placeholders.ts";
import type { PlacedPart, StringExpression } from "./string-expression.ts";
import type { StringLiteral, StringPart } from "./string-literal.ts";
import { readLiteral } from "./string-literal.ts";
import type { SyntaxNode } from "./syntax-tree.ts";
import { childrenOf, withoutParentheses } from "./syntax-tree.ts";
import { addAll } from "../../text/list.ts";

/** A template can name a long constant again and again. */
const maxConstants = 32;

interface Task {
  readonly node: SyntaxNode;
  /** The template that the literal is. */
  readonly template: Template | null;
  readonly constant: string | null;
}

interface Template {
  readonly kind: TemplateKind;
  readonly argumentOf: ArgumentOf;
  /** How many placeholders without a name have been read; adjacent literals are one template. */
  count: number;
}

/** Reads the strings of a program. */
export class StringReader {
  readonly #text: string;
  readonly #bindings: Bindings;
  readonly #literals = new Map<SyntaxNode, StringLiteral | null>();

  constructor(text: string, bindings: Bindings) {
    this.#text = text;
    this.#bindings = bindings;
  }

  /**
   * The string that an expression is: a literal, adjacent ones, a sum with at least one, `"…".format(…)`, `"…" % …`. Names of
   * constants in it are followed. Null for any other expression.
   * @param visited gets all nodes that are parts of it
   */
  read(
    node: SyntaxNode,
    visited: Set<SyntaxNode> = new Set<SyntaxNode>(),
  ): StringExpression | null {
    const parts: PlacedPart[] = [];
    const tasks: Task[] = [{ node, template: null, constant: null }];
    // A name alone is no literal: its value stands elsewhere.
    let hasLiteral = false;
    let constants = 0;
    for (let task = tasks.pop(); task; task = tasks.pop()) {
      const inner = withoutParentheses(task.node);
      if (task.constant === null) visited.add(inner);
      const more = this.#operands(inner, task);
      if (more) {
        addAll(tasks, more.toReversed());
        continue;
      }
      const literal = isLiteral(inner) ? this.#literal(inner) : null;
      if (literal) {
        hasLiteral ||= task.constant === null;
        const name = task.constant;
        for (const part of templateParts(literal, task)) {
          const followed = constants < maxConstants ? this.#followed(part) : null;
          if (followed) constants += 1;
          addAll(parts, followed ?? [{ ...part, literal, constant: name }]);
        }
        continue;
      }
      const value =
        task.constant === null && constants < maxConstants ? this.#constantOf(inner) : null;
      if (value) {
        constants += 1;
        addAll(parts, value);
      } else parts.push(this.#unknown(inner));
    }
    return hasLiteral ? { node, parts } : null;
  }

  /** The string that a name has as a constant; null where it is none. */
  constant(node: SyntaxNode): StringExpression | null {
    const parts = this.#constantOf(node);
    return parts && { node, parts };
  }

  /** The operands of an expression that is put together; null for another one. */
  #operands(node: SyntaxNode, { template, constant }: Task): readonly Task[] | null {
    const tasksOf = (nodes: readonly SyntaxNode[]): readonly Task[] =>
      nodes.map((each) => ({ node: each, template, constant }));
    if (node.name === "ContinuedString")
      return tasksOf(childrenOf(node).filter(({ name }) => name !== "Comment"));
    if (template) return null;
    if (node.name === "BinaryExpression") {
      const [left, operator, right] = childrenOf(node).filter(({ name }) => name !== "Comment");
      if (!left || !right || operator?.name !== "ArithOp") return null;
      const sign = this.#text.slice(operator.start, operator.end);
      if (sign === "+") return tasksOf([left, right]);
      if (sign !== "%" || !isLiteral(withoutParentheses(left))) return null;
      const argument = percentArgument(this.#text, right);
      return [
        { node: left, template: { kind: "percent", argumentOf: argument, count: 0 }, constant },
      ];
    }
    const call = node.name === "CallExpression" ? callOf(this.#text, node) : null;
    const receiver = call?.name === "format" ? call.callee.first : null;
    if (!call || !receiver || !isLiteral(withoutParentheses(receiver))) return null;
    return [
      {
        node: receiver,
        template: { kind: "format", argumentOf: formatArgument(call), count: 0 },
        constant,
      },
    ];
  }

  #literal(node: SyntaxNode): StringLiteral | null {
    let literal = this.#literals.get(node);
    if (literal === undefined) {
      literal = readLiteral(this.#text, node);
      this.#literals.set(node, literal);
    }
    return literal;
  }

  /** What a part of a template is replaced by, if that is a literal or a constant. */
  #followed(part: StringPart): readonly PlacedPart[] | null {
    return part.kind === "unknown" && part.isPlain && part.node
      ? this.#constantOf(part.node)
      : null;
  }

  /** The value of a constant, or of a literal in `str(…)`. */
  #constantOf(node: SyntaxNode): readonly PlacedPart[] | null {
    const inner = this.#inString(withoutParentheses(node));
    const name = inner.name === "VariableName" ? this.#text.slice(inner.start, inner.end) : null;
    const value = withoutParentheses(
      (name === null ? inner : this.#bindings.constant(name)) ?? inner,
    );
    const literals = value.name === "ContinuedString" ? childrenOf(value) : [value];
    const parts: PlacedPart[] = [];
    for (const each of literals) {
      const literal = isLiteral(each) ? this.#literal(each) : null;
      if (!literal) return null;
      addAll(
        parts,
        literal.parts.map((part) => ({ ...part, literal, constant: name })),
      );
    }
    return parts;
  }

  /** `str(x)` is `x`. */
  #inString(node: SyntaxNode): SyntaxNode {
    const call = node.name === "CallExpression" ? callOf(this.#text, node) : null;
    const [only, ...more] = call?.positional ?? [];
    return call?.name === "str" && only && more.length === 0 ? withoutParentheses(only) : node;
  }

  #unknown(node: SyntaxNode): PlacedPart {
    const { start, end } = node;
    const written = this.#text.slice(start, end);
    return {
      kind: "unknown",
      written,
      span: { start, end },
      node,
      isPlain: true,
      literal: null,
      constant: null,
    };
  }
}

/** Whether a node is a literal, or adjacent ones. */
export function isLiteral({ name }: SyntaxNode): boolean {
  return name === "String" || name === "FormatString" || name === "ContinuedString";
}

function templateParts(literal: StringLiteral, { template }: Task): readonly StringPart[] {
  if (!template || literal.isFormat) return literal.parts;
  return literal.parts.flatMap((part) => {
    if (part.kind === "unknown") return [part];
    const { kind, argumentOf, count } = template;
    const read = withPlaceholders(part, kind, argumentOf, count);
    template.count += read.count;
    return read.parts;
  });
}

function formatArgument({ positional, keywords }: Call): ArgumentOf {
  return (name, index) => {
    if (name === "") return positional[index] ?? null;
    return /^\d+$/.test(name) ? (positional[Number(name)] ?? null) : (keywords.get(name) ?? null);
  };
}

/** `"…" % (a, b)`, `"…" % a`; of `% {…}` nothing is followed. */
function percentArgument(text: string, right: SyntaxNode): ArgumentOf {
  const values =
    right.name === "TupleExpression"
      ? childrenOf(right).filter(({ name }) => name !== "," && name !== "Comment")
      : [right];
  return (name, index) => (name === "" ? (values[index] ?? null) : null);
}
