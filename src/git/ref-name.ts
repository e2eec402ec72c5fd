import { GitError } from "./git-error.ts";

/** A REF as it is written: `main`, `HEAD^1`, `v1~3^2`, `refs/remotes/origin/main...`. */
export interface WrittenRef {
  /** An object id or the name of a ref, full or not. */
  readonly name: string;
  /** From there on, in order: to a parent, or to the first parent several times. */
  readonly steps: readonly Step[];
  /** `REF...`: the merge base of it and HEAD is meant. */
  readonly isMergeBase: boolean;
}

export interface Step {
  readonly kind: "parent" | "ancestor";
  /** Which parent (0: the commit itself), or how many generations. */
  readonly count: number;
}

/** Digits; further back than any history. */
const maxDigits = 6;

/**
 * Reads the syntax of a REF. Of git's, only what names the same commit tomorrow is taken: no dates, no searches.
 * @throws GitError with a clause
 */
export function readRef(ref: string): WrittenRef {
  const isMergeBase = ref.endsWith("...");
  const whole = isMergeBase ? ref.slice(0, -3) : ref;
  const [, written = "", suffix = ""] = /^([^~^]*)(.*)$/s.exec(whole) ?? [];
  const name = written === "@" ? "HEAD" : written;
  const why = rejectedName(name) ?? (stepsPattern.test(suffix) ? null : rejectedSuffix(suffix));
  if (why !== null) throw new GitError(why);
  const steps = [...suffix.matchAll(/([~^])(\d*)/g)].map(([, sign, digits]): Step => ({
    kind: sign === "^" ? "parent" : "ancestor",
    count: digits === "" ? 1 : Number(digits),
  }));
  return { name, steps, isMergeBase };
}

const stepsPattern = new RegExp(String.raw`^(?:[~^]\d{0,${maxDigits}})*$`);

function rejectedSuffix(suffix: string): string {
  if (suffix.includes("^{")) return "forms such as ^{commit} are not read: name the commit itself";
  return `only ^, ^N, ~ and ~N can follow a name, with N up to ${"9".repeat(maxDigits)}`;
}

/** Why a name is none of a ref (git check-ref-format), nor an object id; null where it can be one. */
function rejectedName(name: string): string | null {
  if (name === "") return "it names nothing";
  if (name.startsWith("-")) return "a name cannot begin with -";
  if (name.includes("@{"))
    return "what a branch was at some time (@{…}) is not read: it differs from clone to clone";
  if (name.includes(":")) return "a path or a search (with :) is no commit";
  // eslint-disable-next-line no-control-regex -- They are what is looked for.
  if (/[\x00-\x20\x7f]/.test(name)) return "a name has no blanks or control characters";
  if (name.includes("..")) return "a range is no commit: only REF... is read, which ends in dots";
  if (/[*?[\\]/.test(name)) return String.raw`a name has none of * ? [ \ `.trim();
  return null;
}
