import { isDigit, isLetter } from "./go-characters.ts";

const specialParameters = "@*#?-$!0";

/** Reads a word character by character, as BuildKit's scanner: by code points, with one character of look-ahead. */
export class CharReader {
  private readonly chars: readonly string[];
  private position = 0;

  constructor(source: string) {
    // BuildKit's scanner drops a byte order mark at the start of any word.
    this.chars = Array.from(source.replace(/^\uFEFF/, ""));
  }

  /** The next character, which stays unread; undefined at the end. */
  peek(): string | undefined {
    return this.chars[this.position];
  }

  next(): string | undefined {
    return this.chars[this.position++];
  }

  /** Reads characters as long as each is wanted. */
  takeWhile(isWanted: (char: string) => boolean): string {
    let text = "";
    for (let char = this.peek(); char !== undefined && isWanted(char); char = this.peek()) {
      text += char;
      this.position++;
    }
    return text;
  }

  /** Reads the name of a variable or of a special parameter; empty if there is none. */
  variableName(): string {
    const first = this.peek();
    if (first === undefined) return "";
    if (isDigit(first)) return this.takeWhile(isDigit);
    if (specialParameters.includes(first)) return this.next() ?? "";
    return this.takeWhile(isNameChar);
  }
}

function isNameChar(char: string): boolean {
  return char === "_" || isLetter(char) || isDigit(char);
}
