import { callOf, lastNameOf } from "./call.ts";
import type { StringReader } from "./string-reader.ts";
import { isLiteral } from "./string-reader.ts";
import type { SyntaxNode } from "./syntax-tree.ts";

/** Where a string stands. */
export interface StringPlace {
  /**
   * It does not name what a program uses: a docstring or another statement that is only a string, a key, an index, what something
   * is compared with or asserted to be.
   */
  readonly isExcluded: boolean;
  /** The name that the value has there: of the argument, the variable, the key; empty where it has none. */
  readonly name: string;
}

/** Lists in lists; what stands deeper has the place of the list. */
const maxSteps = 12;

const containers: ReadonlySet<string> = new Set([
  "ParenthesizedExpression",
  "ArrayExpression",
  "TupleExpression",
  "SetExpression",
  "ConditionalExpression",
  "AwaitExpression",
]);

/** What a string is for, by what stands around it. */
export function placeOf(node: SyntaxNode, text: string, strings: StringReader): StringPlace {
  let inner = node;
  let isArgument = false;
  for (let step = 0; step < maxSteps; step++) {
    const outer = inner.parent;
    if (!outer) break;
    if (containers.has(outer.name)) {
      inner = outer;
      continue;
    }
    switch (outer.name) {
      case "ExpressionStatement":
        return isArgument ? unnamed : excluded;
      case "AssertStatement":
      case "LiteralPattern":
      case "DeleteStatement":
        return excluded;
      case "BinaryExpression":
        if (outer.first?.next && isComparison(outer)) return excluded;
        inner = outer;
        continue;
      case "MemberExpression":
        if (outer.first !== inner) return excluded;
        inner = outer;
        continue;
      case "CallExpression":
        inner = outer;
        continue;
      case "DictionaryExpression":
        if (inner.next?.name === ":") return excluded;
        return { isExcluded: false, name: keyOf(inner, strings) };
      case "AssignStatement":
        return { isExcluded: false, name: targetOf(outer, text) };
      case "ParamList":
        return { isExcluded: false, name: nameBefore(inner, text) };
      case "ArgList": {
        if (inner.previous?.name === "AssignOp")
          return { isExcluded: false, name: nameBefore(inner, text) };
        const call = outer.parent ? callOf(text, outer.parent) : null;
        if (/^assert/i.test(call?.name ?? "")) return excluded;
        // The default of `os.environ.get(…)` has the place of the call.
        if (!outer.parent || !/^(?:get|getenv|str|Path|join)$/.test(call?.name ?? ""))
          return unnamed;
        [inner, isArgument] = [outer.parent, true];
        continue;
      }
      default:
        return unnamed;
    }
  }
  return unnamed;
}

const excluded: StringPlace = { isExcluded: true, name: "" };
const unnamed: StringPlace = { isExcluded: false, name: "" };

function isComparison(node: SyntaxNode): boolean {
  for (let child = node.first; child; child = child.next)
    if (/^(?:CompareOp|in|is|not)$/.test(child.name)) return true;
  return false;
}

function keyOf(value: SyntaxNode, strings: StringReader): string {
  const key = value.previous?.name === ":" ? value.previous.previous : null;
  const string = key && isLiteral(key) ? strings.read(key) : null;
  return string?.parts.map((part) => (part.kind === "known" ? part.text : "")).join("") ?? "";
}

function targetOf(statement: SyntaxNode, text: string): string {
  return statement.first ? lastNameOf(text, statement.first) : "";
}

function nameBefore(value: SyntaxNode, text: string): string {
  let name = value.previous?.previous ?? null;
  if (name?.name === "TypeDef") name = name.previous;
  return name?.name === "VariableName" ? text.slice(name.start, name.end) : "";
}
