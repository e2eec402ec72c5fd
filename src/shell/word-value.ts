import { isSpace } from "./blank.ts";
import { expansionTooLong } from "./word-error.ts";

/** A value: `text` has an `unresolvedPart` for each part that is not known; `unresolved` has the ARGs of these parts, in order. */
export interface WordValue {
  readonly text: string;
  readonly unresolved: readonly string[];
}

/** Looks up a variable: its value, `unset` if it is declared without a value, or `undeclared`. */
export type Lookup = (name: string) => WordValue | "unset" | "undeclared";

/** A report names a few ARGs without values; a list of thousands would only cost memory. */
const maxUnresolved = 32;

/** The current word while it is collected. As in BuildKit, nested expansions share it, and empty it. */
export class WordBuffer {
  text = "";
  take(): string {
    const { text } = this;
    this.text = "";
    return text;
  }
}

/** Builds a value. The length is checked as it grows: one word can repeat a value of 64 KiB half a million times. */
export class ValueBuilder {
  private text = "";
  private readonly unresolved: string[] = [];
  private readonly maxLength: number;
  /** @param maxLength in UTF-16 code units; a longer value is a WordError */
  constructor(maxLength: number) {
    this.maxLength = maxLength;
  }
  addText(text: string): void {
    this.text += text;
  }
  add(value: WordValue): void {
    this.text += value.text;
    this.check();
    if (this.unresolved.length < maxUnresolved) this.unresolved.push(...value.unresolved);
  }
  value(): WordValue {
    this.check();
    return { text: this.text, unresolved: this.unresolved };
  }
  private check(): void {
    if (this.text.length > this.maxLength) throw expansionTooLong(this.maxLength);
  }
}

/** Splits the expanded text into words at blanks outside quotes and escapes. */
export class WordSplitter {
  private readonly words: string[] = [];
  private inWord = false;
  private readonly buffer: WordBuffer;
  private readonly enabled: boolean;
  constructor(buffer: WordBuffer, enabled: boolean) {
    this.buffer = buffer;
    this.enabled = enabled;
  }
  add(text: string): void {
    if (!this.enabled) return;
    for (const char of text) {
      if (!isSpace(char)) this.addRaw(char);
      else if (this.inWord) {
        const word = this.buffer.take();
        if (word === "") continue;
        this.words.push(word);
        this.inWord = false;
      }
    }
  }
  addRaw(text: string): void {
    if (!this.enabled) return;
    this.buffer.text += text;
    this.inWord = true;
  }
  finish(): string[] {
    const word = this.buffer.take();
    return word === "" ? this.words : [...this.words, word];
  }
}

export function plain(text: string): WordValue {
  return { text, unresolved: [] };
}
