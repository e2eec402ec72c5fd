import { pythonSpec } from "../../../domain/image/conda-spec.ts";
import type { CondaPath, FoundConda, Value } from "../../source-reading.ts";
import type { StructureReader } from "./parts.ts";
import type { TreeNode } from "./tree.ts";
import { filePath } from "./values.ts";
import { unknownValue } from "../../value.ts";

/** The `python` entry among the lines of a conda file that is the text of a string. */
const pythonLine = /^[ \t]*-[ \t]+(["']?)((?:[^\s:"']+::?)?python(?=["'\s=<>!~[]|$)[^\n\r"'#]*)/im;

/** A file whose root is a conda environment: `dependencies` with at least one package or a list for pip. */
export const readConda: StructureReader = (root, parts) => {
  const dependencies = root.get("dependencies");
  if (!dependencies.isList || parts.conda) return;
  const items = dependencies.items();
  // Helm's charts have a list of mappings of that name.
  const isConda = items.some((item) => item.scalar !== null || item.get("pip").isList);
  if (!isConda && !root.has("channels")) return;
  parts.conda = { ...condaContent(root), span: { start: 0, end: root.file.text.length } };
};

/** A conda environment that is a mapping. */
export function condaContent(mapping: TreeNode): FoundConda {
  const entry = mapping
    .get("dependencies")
    .items()
    .find((item) => pythonSpec(item.text ?? "") !== null);
  return { kind: "content", span: mapping.range, python: entry?.value ?? null };
}

/** A conda environment that is the value of a key: a mapping, the path of a file, or the text of a file. */
export function condaOf(node: TreeNode): FoundConda | CondaPath | null {
  if (node.isMap) return condaContent(node);
  const { value } = node;
  if (!value || value.text.trim() === "") return null;
  if (/[\r\n]/.test(value.text.trim())) return condaText(node, value);
  return {
    kind: "file",
    path: isExpression(value) ? unknownValue(value.text, value.span) : filePath(value),
  };
}

/** An expression of an ARM template. */
function isExpression({ text }: Value): boolean {
  return text.startsWith("[") && text.endsWith("]");
}

/**
 * A conda file as a string, as in ARM templates: its entry is found in the text as the file has it, because an entry has nothing
 * that is escaped.
 */
function condaText(node: TreeNode, { text, span }: Value): FoundConda {
  const entry = pythonLine.exec(text)?.[2]?.trimEnd() ?? null;
  if (entry === null) return { kind: "content", span: node.range, python: null };
  const { start, end } = node.range;
  const written = node.file.text.slice(start, end);
  let at = written.indexOf(entry);
  while (at > 0 && /[\w.:-]/.test(written[at - 1] ?? "")) {
    // The `n` of an escaped line end stands before no entry: `- ` does.
    at = written.indexOf(entry, at + 1);
  }
  return {
    kind: "content",
    span: node.range,
    python: {
      text: entry,
      unknown: [],
      span: at < 0 ? span : { start: start + at, end: start + at + entry.length },
    },
  };
}
