import type { JsonNode } from "../../text/positioned-json.ts";

/** A cell of code. */
export interface CodeCell {
  readonly source: JsonNode;
  readonly isPython: boolean;
}

/** The code cells of a notebook of nbformat 3 or 4, in order. */
export function codeCells(root: JsonNode): readonly CodeCell[] {
  const metadata = member(root, "metadata");
  const language =
    text(member(member(metadata, "language_info"), "name")) ??
    text(member(member(metadata, "kernelspec"), "language")) ??
    "python";
  const sheets = items(member(root, "worksheets"));
  return [root, ...sheets]
    .flatMap((holder) => items(member(holder, "cells")))
    .flatMap((cell): readonly CodeCell[] => {
      // nbformat 3 has `input` and a language for each cell.
      const source = member(cell, "source") ?? member(cell, "input");
      if (text(member(cell, "cell_type")) !== "code" || !source) return [];
      return [{ source, isPython: isPython(text(member(cell, "language")) ?? language) }];
    });
}

function isPython(language: string): boolean {
  return /^(?:i?python\d?|pyspark|synapse_pyspark|sagemath)$/i.test(language);
}

function member(node: JsonNode | null, key: string): JsonNode | null {
  if (node?.kind !== "object") return null;
  return node.members.findLast((each) => each.key === key)?.value ?? null;
}

function items(node: JsonNode | null): readonly JsonNode[] {
  return node?.kind === "list" ? node.items : [];
}

function text(node: JsonNode | null): string | null {
  return node?.kind === "text" ? node.text : null;
}
