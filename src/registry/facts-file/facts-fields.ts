import type { JsonMember, JsonNode } from "../../text/positioned-json.ts";
import type { Report } from "./facts-json.ts";
import { factsMessages, shownText } from "./facts-messages.ts";

/** Reads the members of an object into a map, without those for which `read` returns null. */
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

/** The values of the known keys; every other key is reported. @param what the object, safe to show in a message */
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
    else report(keyAt, factsMessages.unknownKey(key, what, known));
  }
  return fields;
}

/** The members of an object; empty for any other value, which is reported. */
export function membersOf(node: JsonNode, what: string, report: Report): readonly JsonMember[] {
  if (node.kind === "object") return node.members;
  report(node.at, factsMessages.notAnObject(what, shownNode(node)));
  return [];
}

/** What a list may contain, and the messages about it. */
interface ItemKind {
  readonly isItem: (text: string) => boolean;
  readonly notAList: (value: string) => string;
  readonly badItem: (value: string) => string;
  readonly duplicate: (text: string) => string;
}

/** A list of texts, sorted; every item that is none, or the same as another, is reported. */
export function readList(node: JsonNode, kind: ItemKind, report: Report): readonly string[] {
  if (node.kind !== "list") {
    report(node.at, kind.notAList(shownNode(node)));
    return [];
  }
  const texts = new Set<string>();
  for (const item of node.items) {
    if (item.kind !== "text" || !kind.isItem(item.text))
      report(item.at, kind.badItem(shownNode(item)));
    else if (texts.has(item.text)) report(item.at, kind.duplicate(item.text));
    else texts.add(item.text);
  }
  return [...texts].sort();
}

/** A value of the file as a message shows it. */
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
