import { isSpace } from "./blank.ts";

/** A value with one `hole` in the text for each unknown part, and the build arguments behind the holes in order. */
export interface WordValue {
  readonly text: string;
  readonly unresolved: readonly string[];
}

/** What a name means: a value, declared without one, or nothing at all. */
export type Lookup = (name: string) => WordValue | "unset" | "undeclared";

/** Syntax that BuildKit refuses, whatever values there are. */
export class WordError extends Error {}

/** A reader is told of a few unknown arguments; thousands would only be carried around. */
const maxUnresolved = 32;

/** What is collected of the current word. BuildKit shares it with nested expansions, which empty it. */
export class WordBuffer {
  text = "";
  take(): string {
    const { text } = this;
    this.text = "";
    return text;
  }
}

/** Checks the length as the text grows: a value of 64 KiB can stand half a million times in one word. */
export class ValueBuilder {
  private text = "";
  private readonly unresolved: string[] = [];
  private readonly longest: number;
  constructor(longest: number) {
    this.longest = longest;
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
    if (this.text.length > this.longest)
      throw new WordError(`the expansion is longer than ${this.longest} characters`);
  }
}

/** Splits the output at blanks that no quote or escape protects. */
export class WordSplitter {
  private readonly words: string[] = [];
  private inWord = false;
  private readonly buffer: WordBuffer;
  private readonly wanted: boolean;
  constructor(buffer: WordBuffer, wanted: boolean) {
    this.buffer = buffer;
    this.wanted = wanted;
  }
  add(text: string): void {
    if (!this.wanted) return;
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
    if (!this.wanted) return;
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
