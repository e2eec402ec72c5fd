import { lexWord } from "../shell/shell-word.ts";
import { patternBudget } from "../shell/substitution.ts";
import { WordError } from "../shell/word-error.ts";

export interface Heredoc {
  /** The line that ends the body. */
  readonly name: string;
  /** `<<-`: leading tabs are removed before a line is compared with the name. */
  readonly chomp: boolean;
}

/** Blanks are those of Go's `\s`. The look-ahead keeps a run of them from being matched in every possible length. */
const marker = /^\d*<<(-?)[\t\n\f\r ]*(?![\t\n\f\r ])([^<]*)$/;

/** The heredocs that an instruction opens, in order. As in BuildKit, a line with a syntax error opens none. */
export function heredocsOf(line: string): readonly Heredoc[] {
  if (!line.includes("<<")) return [];
  const words = rawWords(line);
  return words === null ? [] : words.flatMap((word) => readHeredoc(word) ?? []);
}

/** The heredoc that one word opens, or null. */
export function readHeredoc(word: string): Heredoc | null {
  const match = marker.exec(word);
  const rest = match?.[2];
  if (!match || !rest) return null;
  const lexed = tryLex(rest, false);
  const name = lexed?.words[0];
  return name !== undefined && lexed?.words.length === 1 ? { name, chomp: match[1] === "-" } : null;
}

function rawWords(line: string): readonly string[] | null {
  return tryLex(line, true)?.words ?? null;
}

/** Null for a syntax error. BuildKit reads heredocs with the backslash as escape, even if the directive sets another. */
function tryLex(source: string, raw: boolean): { words: readonly string[] } | null {
  try {
    return lexWord(source, {
      escape: "\\",
      lookup: () => "undeclared",
      keepUnset: true,
      raw,
      split: true,
      budget: patternBudget(),
      onRequired: () => undefined,
    });
  } catch (error) {
    if (error instanceof WordError) return null;
    throw error;
  }
}
