import { isUnknown } from "./unresolved.ts";

/**
 * Shell patterns of `${name#pattern}`, `${name%pattern}` and `${name/pattern/with}`: `*` matches any characters, `?` one
 * character; there are no brackets. Matching steps through the set of reachable states (Thompson's algorithm), so that no
 * pattern takes exponential time.
 */
type Token = { readonly kind: "literal"; readonly char: string } | { readonly kind: "any" | "run" };

const escapable = "*?\\}/";

export type Pattern = readonly Token[];

/** Counts steps of matching. @throws what ends it after too many */
export type Spend = (steps: number) => void;

/**
 * Null for an escape that BuildKit rejects: only `\*`, `\?`, `\\`, `\}` and `\/` are escapes. A part that is not known may begin
 * with one of these characters.
 */
export function readPattern(text: string): Pattern | null {
  const tokens: Token[] = [];
  const chars = Array.from(text);
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] ?? "";
    if (char === "*") tokens.push({ kind: "run" });
    else if (char === "?") tokens.push({ kind: "any" });
    else if (char === "\\") {
      const next = chars[++i];
      if (next === undefined || !(escapable.includes(next) || isUnknown(next))) return null;
      tokens.push({ kind: "literal", char: next });
    } else tokens.push({ kind: "literal", char });
  }
  return tokens;
}

/** `#` and `##`: the value without the shortest or longest prefix that matches. */
export function trimPrefix(pattern: Pattern, value: string, greedy: boolean, spend: Spend): string {
  const chars = Array.from(value);
  const end = matchFrom(pattern, chars, 0, greedy, spend);
  return end === null ? value : chars.slice(end).join("");
}

/**
 * A pattern for `trimSuffix`, from back to front. As in BuildKit, an escape character at the very end has nothing to escape and
 * comes before the others then, so that it may be escaped or escape itself.
 */
export function readReversedPattern(text: string): Pattern | null {
  const reversed = text.match(/\\[\s\S]|[\s\S]/gu) ?? [];
  return readPattern(reversed.reverse().join(""));
}

/** `%` and `%%`: the value without the shortest or longest suffix that matches. @param pattern reversed */
export function trimSuffix(pattern: Pattern, value: string, greedy: boolean, spend: Spend): string {
  const reversed = Array.from(value).reverse();
  const end = matchFrom(pattern, reversed, 0, greedy, spend);
  return end === null ? value : reversed.slice(end).reverse().join("");
}

/** `/` and `//`: the first match, or all, replaced. */
export function replaceMatches(
  pattern: Pattern,
  value: string,
  replacement: string,
  all: boolean,
  spend: Spend,
): string {
  const chars = Array.from(value);
  const out: string[] = [];
  // For `//`, BuildKit expands the replacement as a template in which `$$` is a dollar and `$0` is the match.
  const fill = (match: string): string =>
    all
      ? replacement.replace(/\$(\$|\{\w*\}|\w+)/g, (_, name: string) =>
          name === "$" ? "$" : /^\{?0\}?$/.test(name) ? match : "",
        )
      : replacement;
  let position = 0;
  let lastEnd = -1;
  while (position <= chars.length) {
    const end = matchFrom(pattern, chars, position, true, spend);
    if (end !== null && !(end === position && lastEnd === position)) {
      out.push(fill(chars.slice(position, end).join("")));
      lastEnd = end;
      if (!all) return out.join("") + chars.slice(end).join("");
      if (end > position) {
        position = end;
        continue;
      }
    }
    out.push(chars[position] ?? "");
    position++;
  }
  return out.join("");
}

/** The end of the shortest or longest match that starts at a position; null if there is none. */
function matchFrom(
  pattern: Pattern,
  chars: readonly string[],
  start: number,
  greedy: boolean,
  spend: Spend,
): number | null {
  let states = skipRuns(pattern, new Set([0]));
  let end: number | null = null;
  for (let position = start; ; position++) {
    spend(states.size + 1);
    if (states.has(pattern.length)) {
      end = position;
      if (!greedy) return end;
    }
    const char = chars[position];
    if (char === undefined || states.size === 0) return end;
    const next = new Set<number>();
    for (const state of states) {
      const token = pattern[state];
      if (token?.kind === "run") next.add(state);
      else if (token?.kind === "any" || (token?.kind === "literal" && token.char === char))
        next.add(state + 1);
    }
    states = skipRuns(pattern, next);
  }
}

/** A run can be empty, so each state before one also reaches the state after it. */
function skipRuns(pattern: Pattern, states: Set<number>): Set<number> {
  for (const state of states) if (pattern[state]?.kind === "run") states.add(state + 1);
  return states;
}
