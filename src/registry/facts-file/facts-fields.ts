import type { JsonMember, JsonNode } from "../../text/positioned-json.ts";
import type { Report } from "./facts-json.ts";
import { shownText } from "./facts-messages.ts";

/** What the members of an object come to, without those that come to nothing. */
export function readMap<T>(
  node: JsonNode,
  what: string,
  report: Report,
  read: (member: JsonMember) => T | null,
): ReadonlyMap<string, T> {
  const values = new Map<string, T>();
  for (const member of membersOf(node, what, report)) {
    const value = read(member);
    if (value !== null) values.set(member.key, value);
  }
  return values;
}

/** The values of the keys that there are; every other key is reported. */
export function fieldsOf<K extends string>(
  node: JsonNode,
  what: string,
  known: readonly K[],
  report: Report,
): Readonly<Partial<Record<K, JsonNode>>> {
  const fields: Partial<Record<K, JsonNode>> = {};
  for (const { key, keyAt, value } of membersOf(node, what, report)) {
    const name = known.find((field) => field === key);
    if (name !== undefined) fields[name] = value;
    else
      report(keyAt, `there is no key ${shownText(key)} in ${what}: it takes ${known.join(", ")}`);
  }
  return fields;
}

/** Empty for what is no object, which is reported. */
export function membersOf(node: JsonNode, what: string, report: Report): readonly JsonMember[] {
  if (node.kind === "object") return node.members;
  report(node.at, `${what} should be an object ({ … }), not ${shownNode(node)}`);
  return [];
}

/** A value of a file in a message. */
export function shownNode(node: JsonNode): string {
  switch (node.kind) {
    case "text":
      return shownText(node.text);
    case "literal":
      return node.written.length > 80 ? `${node.written.slice(0, 80)}…` : node.written;
    case "list":
      return "a list";
    case "object":
      return "an object";
  }
}
