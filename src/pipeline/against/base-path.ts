import { escaped, fsPath, lossy } from "../../discover/index.ts";

/** A path of git as text, with U+FFFD for what is not valid UTF-8. @param bytes one character per byte */
export function textOf(bytes: string): string {
  return lossy(fsPath(bytes));
}

/** A path of git as reports name it: what is not valid UTF-8 as `\xHH`. @param bytes one character per byte */
export function shownPath(bytes: string): string {
  return escaped(fsPath(bytes));
}
