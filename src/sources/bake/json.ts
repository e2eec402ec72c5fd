import { inJson, joinedJsonTexts } from "../../text/json-embedded.ts";
import type { JsonNode, JsonObject } from "../../text/positioned-json.ts";
import { readPositionedJson } from "../../text/positioned-json.ts";
import type { Span } from "../../text/line-index.ts";
import type { BakeReading } from "./bake-builds.ts";
import { bakeBuilds } from "./bake-builds.ts";
import type { BakeTree } from "./bake-tree.ts";
import { isTree } from "./bake-tree.ts";
import { hasTargets, isBakeName } from "./bake-name.ts";

const limits = { depth: 64, values: 50_000 };

/**
 * What a bake file in JSON builds; null for a text that is none. It is one by its name (`docker-bake.json`) or by the shape of
 * its targets.
 */
export function jsonBakeBuilds(path: string, text: string): BakeReading | null {
  // A byte order mark is no JSON, and counts as one character.
  const root = readPositionedJson(text.replace(/^\uFEFF/, " "), limits, () => undefined);
  if (root?.kind !== "object") return null;
  const nodes = new Map<unknown, JsonObject>();
  const tree = plain(root, nodes);
  if (!isTree(tree) || !(isBakeName(path) ? "target" in tree : hasTargets(tree))) return null;
  const spans = labelSpans(root);
  return bakeBuilds(tree, {
    spanOf: (label) => spans.get(label) ?? { start: root.at, end: root.at + 1 },
    inlineOf: (body) => {
      const value = memberOf(nodes.get(body), "dockerfile-inline");
      // A text with templates is not what is built.
      if (value?.kind !== "text" || /[$%]\{/.test(value.text)) return null;
      return inJson(joinedJsonTexts(text, [value]));
    },
  });
}

/** @param nodes gets the node of each object */
function plain(node: JsonNode, nodes: Map<unknown, JsonObject>): unknown {
  if (node.kind === "text") return node.text;
  if (node.kind === "literal") return JSON.parse(node.written);
  if (node.kind === "list") return node.items.map((item) => plain(item, nodes));
  const members = node.members.map(({ key, value }) => [key, plain(value, nodes)] as const);
  const tree: BakeTree = Object.fromEntries(members);
  nodes.set(tree, node);
  return tree;
}

function labelSpans(root: JsonObject): ReadonlyMap<string, Span> {
  const targets = memberOf(root, "target");
  const objects = targets?.kind === "list" ? targets.items : [targets];
  const spans = new Map<string, Span>();
  for (const node of objects)
    if (node?.kind === "object")
      for (const { key, keyAt, keyEnd } of node.members)
        // Between the quotes.
        if (!spans.has(key)) spans.set(key, { start: keyAt + 1, end: keyEnd - 1 });
  return spans;
}

function memberOf(node: JsonObject | undefined, key: string): JsonNode | undefined {
  return node?.members.find((member) => member.key === key)?.value;
}
