import { isSpace } from "./blank.ts";
import { numberedMark } from "./template.ts";
import { maxUnresolved, unresolvedPart } from "./unresolved.ts";
import { expansionTooLong } from "./word-error.ts";

/** A value: `text` has an `unresolvedPart` for each part that is not known, and `unresolved` has their ARGs in this order. */
export interface WordValue {
  readonly text: string;
  readonly unresolved: readonly string[];
}

/**
 * Looks up a variable: its value; `unset` if it is an ARG without a value, which stays unknown; `undeclared` if it is nothing;
 * `unknown` if it may be set or not, to any value.
 */
export type Lookup = (name: string) => WordValue | "unset" | "undeclared" | "unknown";

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

/** A value of which nothing is known but the variable behind it. */
export function unknown(name: string): WordValue {
  return { text: unresolvedPart, unresolved: [name] };
}

/** Whether the value may be empty: nothing of it is known. */
export function mayBeEmpty({ text }: WordValue): boolean {
  return unknownOnly.test(text);
}

/** The known text before the first and after the last unknown part. */
export function knownEnds(text: string): readonly [start: string, end: string] {
  const parts = text.split(unknownPart);
  return [parts[0] ?? "", parts.at(-1) ?? ""];
}

const unknownPart = new RegExp(`${unresolvedPart}|${numberedMark}`);
const unknownOnly = new RegExp(`^(?:${unresolvedPart}|${numberedMark})*$`);

export function plain(text: string): WordValue {
  return { text, unresolved: [] };
}
