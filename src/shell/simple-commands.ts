/** A word of a shell command, as written, with its quotes. */
export interface CommandWord {
  readonly text: string;
  /** Offsets in the text, the end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** What ends a command: `&&`, `||`, `;`, `|`, `&`, a line, parentheses. */
const separator = /[;&|()\n]/;
const blank = /[ \t\r\f\v]/;

/**
 * Splits a shell text into simple commands and these into words: at operators and blanks outside of quotes. A comment ends with
 * its line. What only a shell can decide, such as a command substitution, is left in the words.
 */
export function simpleCommands(text: string): readonly (readonly CommandWord[])[] {
  const commands: CommandWord[][] = [];
  let words: CommandWord[] = [];
  const endCommand = (): void => {
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (let at = 0; at < text.length;) {
    const char = text[at] ?? "";
    if (blank.test(char)) at++;
    else if (char === "#") {
      const end = text.indexOf("\n", at);
      at = end < 0 ? text.length : end;
    } else if (separator.test(char)) {
      endCommand();
      at++;
    } else {
      const end = wordEnd(text, at);
      words.push({ text: text.slice(at, end), start: at, end });
      at = end;
    }
  }
  endCommand();
  return commands;
}

function wordEnd(text: string, start: number): number {
  let quote = "";
  for (let at = start; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === "\\" && quote !== "'") at++;
    else if (quote !== "") quote = char === quote ? "" : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (blank.test(char) || separator.test(char)) return at;
  }
  return text.length;
}

/** `NAME=value` before a command, and programs that run what follows them. */
const prefixWord = /^(?:\w+=.*|(?:.*\/)?(?:exec|env|sudo|time|nice))$/s;

/** The command itself, without what stands before it: assignments, `exec`, `env`, `sudo`. */
export function withoutPrefix(words: readonly CommandWord[]): readonly CommandWord[] {
  const start = words.findIndex(({ text }) => !prefixWord.test(text));
  return start < 0 ? [] : words.slice(start);
}

/** The name of a program without its folder. */
export function programName(word: string): string {
  return word.slice(word.lastIndexOf("/") + 1);
}
