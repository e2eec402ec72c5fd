import { unresolvedPart } from "../../../shell/unresolved.ts";
import type { FoundBuild, FoundRun, Value } from "../../source-reading.ts";
import type { TreeNode } from "./tree.ts";

/** A run of which the file says nothing more. */
export const plainRun: FoundRun = {
  serves: false,
  conda: null,
  user: null,
  forbidsRoot: false,
  userSetting: null,
};

/** A build of which the file says nothing more than that there is one. */
export const plainBuild: Omit<FoundBuild, "name" | "span"> = {
  context: null,
  dockerfile: null,
  from: "context",
  folder: "file",
  args: [],
  target: null,
  contexts: [],
  user: null,
  serves: false,
};

/** Whether a value is written as it is, so that offsets in it are offsets in the file. */
export function isVerbatim({ text, unknown, span }: Value): boolean {
  return unknown.length === 0 && span.end - span.start === text.length;
}

/** A part of a value, at its place if the value is written as it is. */
export function partOf(value: Value, start: number, end: number = value.text.length): Value {
  const text = value.text.slice(start, end);
  const before = countUnknown(value.text.slice(0, start));
  return {
    text,
    unknown: value.unknown.slice(before, before + countUnknown(text)),
    span: isVerbatim(value)
      ? { start: value.span.start + start, end: value.span.start + end }
      : value.span,
  };
}

function countUnknown(text: string): number {
  return text.split(unresolvedPart).length - 1;
}

/** A path without `file:` in front, as Azure ML writes it. */
export function filePath(value: Value): Value {
  return value.text.startsWith("file:") ? partOf(value, "file:".length) : value;
}

/** A value that the program takes where the file has none, at the place of what it is for. */
export function implied(text: string, { span }: Pick<Value, "span">): Value {
  return { text, unknown: [], span };
}

/** A value of which only the place is known. */
export function unknownValue({ text, span }: Pick<Value, "text" | "span">): Value {
  return { text: unresolvedPart, unknown: [text], span };
}

/** The text of a value; null where a part of it is not known. */
export function knownText(value: Value | null): string | null {
  return value?.unknown.length === 0 ? value.text : null;
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
