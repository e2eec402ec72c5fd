import { argumentOf, callOf } from "./call.ts";
import type { Reading } from "./paths.ts";
import { isLiteral } from "./string-reader.ts";
import type { SyntaxNode } from "./syntax-tree.ts";
import { childrenOf, withoutParentheses } from "./syntax-tree.ts";
import { addAll } from "../../text/list.ts";

/** Names that lead to names, and branches. */
const maxSteps = 64;

/** The values that an expression chooses from: `a if c else b`, `a or b`, `os.getenv("A", b)`; null where it does not choose. */
export function branchesOf(node: SyntaxNode, text: string): readonly SyntaxNode[] | null {
  switch (node.name) {
    case "AwaitExpression":
      return operandsOf(node).slice(-1);
    case "ConditionalExpression": {
      const operands = operandsOf(node);
      return [operands[0], operands.at(-1)].filter((child) => child !== undefined);
    }
    case "BinaryExpression": {
      const [left, operator, right] = operandsOf(node);
      return left && right && /^(?:or|and)$/.test(operator?.name ?? "") ? [left, right] : null;
    }
    case "CallExpression": {
      const call = callOf(text, node);
      const value =
        call && /^(?:get|getenv)$/.test(call.name) ? argumentOf(call, "default", 1) : null;
      return value && [value];
    }
    default:
      return null;
  }
}

function operandsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(node).filter(({ name }) => name !== "Comment");
}

/** The expressions of strings that an expression can be, by the names of variables and by branches. */
export function stringsOf(node: SyntaxNode, { text, bindings }: Reading): readonly SyntaxNode[] {
  const found = new Set<SyntaxNode>();
  const done = new Set<SyntaxNode>();
  const tasks = [node];
  for (let step = 0; tasks.length > 0 && step < maxSteps; step++) {
    const inner = withoutParentheses(tasks.shift() ?? node);
    if (done.has(inner)) continue;
    done.add(inner);
    const branches = branchesOf(inner, text);
    if (branches) addAll(tasks, branches);
    else if (inner.name === "VariableName" || inner.name === "MemberExpression") {
      const name = text.slice(inner.start, Math.min(inner.end, inner.start + 200));
      addAll(tasks, bindings.valuesAt(name, inner));
    } else if (
      isLiteral(inner) ||
      inner.name === "BinaryExpression" ||
      inner.name === "CallExpression"
    )
      found.add(inner);
  }
  return [...found];
}
