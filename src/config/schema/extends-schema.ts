import * as z from "zod/mini";
import { path, value } from "./placeholders.ts";

/** Relative, with `/`, and a file. Where it may lead depends on the repository, which a schema does not know. */
const extendsPattern =
  /^(?!\/)(?![A-Za-z][A-Za-z0-9+.-]*:)(?!(?:.*\/)?\.{1,2}$)[^\\\r\n]*[^\\/\r\n]$/;

export function extendsPath(): z.ZodMiniType {
  return z
    .string({ error: `${path} must be the path of one file, not ${value}` })
    .check(z.regex(extendsPattern, { error: ({ input }) => `${path} ${whyNot(String(input))}` }));
}

function whyNot(written: string): string {
  if (written === "") return "must be the path of a file, and is empty";
  if (/^[A-Za-z][A-Za-z0-9+.-]+:/.test(written))
    return "must be a file of the repository, not an address";
  if (/^(?:\/|[A-Za-z]:)/.test(written))
    return "must be relative to the directory of this file, not absolute";
  if (written.includes("\\")) return "must use / instead of a backslash";
  return `must be the path of a file, not ${value}`;
}
