import { restoreGlobals } from "./saved-globals.ts";
// After the module that saves what loading it changes.
import hcl from "hcl2-parser";
import type { BakeTree } from "../bake/index.ts";

restoreGlobals();

/** The part of the library that is used. Its own types leave the error out. */
interface HclLibrary {
  /** JSON and null, or the error second. Throws on deep nesting, and on a null within a template. */
  readonly parseToString: (input: string) => readonly [string, unknown] | null;
}

/** The library takes seconds for this much; no bake file is near it. */
export const maxHclLength: number = 64 * 1024;
/** From some hundred levels on it takes half a minute to run out of stack. */
const maxDepth = 60;

/** Stands for a `$` that starts no template. Files that have it themselves are not parsed. */
const literalDollar = "\uE0F1";
const hasLiteralDollar = /\uE0F1|\\[uU](?:0000)?[eE]0[fF]1/;

/**
 * Parses HCL into plain values; null where it is not HCL. An expression that is no literal comes as the template `${…}`, and a
 * literal `${` as `$${`, as in JSON's form of HCL.
 */
export function parseHcl(text: string): BakeTree | null {
  if (text.length > maxHclLength || isDeep(text) || hasLiteralDollar.test(text)) return null;
  // The library decodes strings, after which a literal `${` would look like an expression.
  const marked = text
    .replaceAll("$${", `${literalDollar}{`)
    .replaceAll(/(?<=")\$(?=")|\\u0024|\\U00000024/g, literalDollar);
  const json = toJson(marked);
  if (json === null) return null;
  const restored = json
    .replaceAll(`${literalDollar}{`, () => "$${")
    .replaceAll(literalDollar, () => "$");
  return JSON.parse(restored) as BakeTree;
}

/** Counts brackets in strings and comments, too: they seldom are many, and a file that is not read is said to be. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[([{}\])]/g)) {
    depth = Math.max(0, depth + ("([{".includes(bracket) ? 1 : -1));
    if (depth > maxDepth) return true;
  }
  return false;
}

function toJson(text: string): string | null {
  try {
    const result = (hcl as HclLibrary).parseToString(text);
    return result && (result[1] === null || result[1] === undefined) ? result[0] : null;
  } catch {
    return null;
  }
}
