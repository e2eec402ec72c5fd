import { jsonProblemMessage } from "../../text/json-problem.ts";
import type { JsonNode } from "../../text/positioned-json.ts";
import { readPositionedJson } from "../../text/positioned-json.ts";
import type { ConfigNode, MappingEntry, TreeReading } from "./config-tree.ts";
import { shownName, shownText } from "./shown-value.ts";
import type { SyntaxProblem } from "./syntax-problem.ts";
import { keyProblem, maxDepth, syntaxProblem } from "./syntax-problem.ts";

/** More values than fit into a file of the largest size that is read. */
const maxValues = 200_000;

/** A configuration in JSON (RFC 8259). */
export function readJson(text: string): TreeReading {
  if (text.trim() === "") return { root: null, problems: [syntaxProblem("empty", null)] };
  const problems: SyntaxProblem[] = [];
  const root = readPositionedJson(text, { depth: maxDepth, values: maxValues }, (problem) => {
    const { code, start, end } = problem;
    const hint = code === "comment" ? ", or use .inferlint.yaml" : "";
    const quote = code === "duplicate-key" ? shownName : shownText;
    const message = `${jsonProblemMessage(problem, quote)}${hint}`;
    problems.push(syntaxProblem("json", { start, end }, message));
  });
  return { root: root && treeOf(root, problems), problems };
}

function treeOf(node: JsonNode, problems: SyntaxProblem[]): ConfigNode {
  const span = { start: node.at, end: node.end };
  switch (node.kind) {
    case "text":
      return { kind: "scalar", span, value: node.text };
    case "literal":
      return { kind: "scalar", span, value: JSON.parse(node.written) as number | boolean | null };
    case "list":
      return { kind: "list", span, items: node.items.map((item) => treeOf(item, problems)) };
    case "object": {
      const entries = new Map<string, MappingEntry>();
      for (const { key, keyAt, keyEnd, value } of node.members) {
        const keySpan = { start: keyAt, end: keyEnd };
        const problem = keyProblem(key, keySpan, entries);
        if (problem) problems.push(problem);
        else entries.set(key, { key: keySpan, value: treeOf(value, problems) });
      }
      return { kind: "mapping", span, entries };
    }
  }
}
