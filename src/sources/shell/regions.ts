import type { Span } from "../../text/line-index.ts";

/** How a text is read: as one script, or line by line. */
export type TextForm = "script" | "make" | "settings" | "none";

/** What a file is by its name and its first line; `none` for one that only another reader can know. */
export function formOf(path: string, text: string): TextForm {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (/^(?:GNU)?makefile(?:\.|$)|\.mk$/i.test(name)) return "make";
  if (/^\.env(?:\.|$)|\.(?:env|conf)$/i.test(name)) return "settings";
  if (/\.txt$/i.test(name)) return "none";
  if (name.includes(".", 1)) return "script";
  return /^\uFEFF?#!.*sh\b/.test(text) ? "script" : "none";
}

/** The lines with their continuations, without their line breaks. A byte order mark is not part of the first. */
export function logicalLines(text: string): readonly Span[] {
  const lines: Span[] = [];
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  for (let at = start; start < text.length;) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? text.length : newline;
    at = end + 1;
    const last = text[end - 1] === "\r" ? end - 2 : end - 1;
    if (newline >= 0 && text[last] === "\\" && text[last - 1] !== "\\") continue;
    lines.push({ start, end });
    start = at;
  }
  return lines;
}
