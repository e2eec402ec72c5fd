import { unresolvedPart } from "../../../shell/unresolved.ts";
import type { FoundBuild, Value } from "../../source-reading.ts";
import { knownText, partOf } from "../../value.ts";
import type { TreeNode } from "./tree.ts";

/** A path without `file:` in front, as Azure ML writes it. */
export function filePath(value: Value): Value {
  return value.text.startsWith("file:") ? partOf(value, "file:".length) : value;
}

/** The target of a build: an empty one is the last stage. */
export function targetOf(value: Value | null): FoundBuild["target"] {
  if (!value || value.text === "") return null;
  return value.unknown.length === 0 ? value.text : { open: value.unknown.join(" ") };
}

/** Whether a build context is fetched from elsewhere (moby/buildkit: the context of its Dockerfile frontend). */
export function isRemote(context: string): boolean {
  return /^(?:https?:\/\/|git:\/\/|ssh:\/\/|github\.com\/|git@)|^[a-z][\w+.-]*:\/\//i.test(context);
}

interface Assignment {
  readonly name: string;
  /** Null for one that the environment gives. */
  readonly value: Value | null;
}

/** The values of a list of arguments (`name=value`), or of a mapping. */
function assignments(
  node: TreeNode,
  valueOf: (node: TreeNode) => Value | null = (each) => each.value,
): readonly Assignment[] {
  if (node.isMap) return node.entries().map(([name, each]) => ({ name, value: valueOf(each) }));
  return node.itemsOrSelf().flatMap((item): readonly Assignment[] => {
    const value = valueOf(item);
    if (!value) return [];
    const at = value.text.indexOf("=");
    return at < 0
      ? [{ name: value.text, value: null }]
      : [{ name: value.text.slice(0, at), value: partOf(value, at + 1) }];
  });
}

/** Arguments of a build. */
export function argsOf(
  node: TreeNode,
  valueOf?: (node: TreeNode) => Value | null,
): FoundBuild["args"] {
  return assignments(node, valueOf).map(({ name, value }) => ({ name, value: knownText(value) }));
}

/** Named contexts of a build; what is not known of one is not followed. */
export function contextsOf(
  node: TreeNode,
  valueOf?: (node: TreeNode) => Value | null,
): FoundBuild["contexts"] {
  return assignments(node, valueOf).flatMap(({ name, value }) =>
    value ? [{ name, value: value.text }] : [],
  );
}

/** Arguments of a build that are the lines of a text; one whose name is not known is left out. */
export function linesOf(lines: Value | null): FoundBuild["args"] {
  return (lines?.text ?? "").split(/\r?\n/).flatMap((line) => {
    const at = line.indexOf("=");
    const name = line.slice(0, at).trim();
    if (at < 1 || name.includes(unresolvedPart)) return [];
    const value = line.slice(at + 1).trim();
    return [{ name, value: value.includes(unresolvedPart) ? null : value }];
  });
}
