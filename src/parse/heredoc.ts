import { lexWord } from "../shell/shell-word.ts";
import { patternBudget } from "../shell/substitution.ts";
import { WordError } from "../shell/word-value.ts";

export interface Heredoc {
  /** The line that ends the body. */
  readonly name: string;
  /** `<<-`: leading tabs are cut before a line is compared with the name. */
  readonly chomp: boolean;
}

/** Blanks are taken whole, so that a million of them are not tried one by one. */
const marker = /^\d*<<(-?)\s*(?!\s)([^<]*)$/;

/** The heredocs that an instruction opens, in order. A line that the lexer cannot read opens none, as in BuildKit. */
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

/** Heredocs are always read with the backslash, whatever the escape directive says. */
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
