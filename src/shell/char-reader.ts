const nameStart = /[\p{L}_]/u;
const nameChar = /[\p{L}\p{Nd}_]/u;
const digit = /\p{Nd}/u;
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

  /** Reads characters as long as each matches the pattern. */
  takeWhile(pattern: RegExp): string {
    let text = "";
    for (let char = this.peek(); char !== undefined && pattern.test(char); char = this.peek()) {
      text += char;
      this.position++;
    }
    return text;
  }

  /** Reads the name of a variable or of a special parameter; empty if there is none. */
  variableName(): string {
    const first = this.peek();
    if (first === undefined) return "";
    if (digit.test(first)) return this.takeWhile(digit);
    if (specialParameters.includes(first)) return this.next() ?? "";
    return nameStart.test(first) ? this.takeWhile(nameChar) : "";
  }
}
