import { unresolvedPart } from "../../shell/unresolved.ts";
import type { Piece } from "../../text/embedded-text.ts";
import { EmbeddedText } from "../../text/embedded-text.ts";
import type { Span } from "../../text/line-index.ts";
import type { CommandWord } from "../command/index.ts";
import type { Value } from "../source-reading.ts";
import { partOfText } from "../value.ts";
import type { ShellWord } from "./shell-word.ts";

/** The value of a variable. */
export interface FollowedValue {
  readonly text: string;
  /** Where it is written, without quotes. */
  readonly span: Span;
}

/** A variable that was followed, in its place in the text. */
interface Followed extends Span {
  readonly name: string;
  readonly value: FollowedValue;
}

/** Longer texts are not put together: a word can repeat a value as often as it likes. */
const maxLength = 4096;

/** A word with the values of variables that are known. */
export class ResolvedWord implements CommandWord {
  readonly text: string;
  readonly unknown: readonly string[];
  readonly span: Span;
  readonly quoted: readonly Span[];
  readonly followed: readonly Followed[];
  /** As written, with quotes. */
  readonly written: Span;
  readonly #embedded: EmbeddedText;

  /** @param lookup the value of a variable; null if it is not known */
  constructor(word: ShellWord, lookup: (name: string) => FollowedValue | null) {
    const own = word.variables.length === 0 ? { ...word, followed: [] } : resolved(word, lookup);
    this.text = own.text;
    this.unknown = own.unknown;
    this.followed = own.followed;
    this.quoted = own.quoted;
    this.written = word.span;
    this.#embedded = new EmbeddedText(own.text, own.pieces, (text) => text);
    this.span = own.text === "" ? word.span : this.spanOf({ start: 0, end: own.text.length });
  }

  readonly spanOf = (range: Span): Span => this.#embedded.span(range);

  /** A part of it. */
  value({ start, end }: Span): Value {
    return { ...partOfText(this, start, end), span: this.spanOf({ start, end }) };
  }

  /** The parts of a range that stand apart from each other: variables, and text in several quotes. */
  parts(range: Span): readonly (Value & { readonly name: string | null })[] {
    const parts: (Value & { readonly name: string | null })[] = [];
    let at = range.start;
    const addText = (end: number): void => {
      for (const part of this.#stretches({ start: at, end }))
        parts.push({ ...this.value(part), name: null });
    };
    for (const { start, end, name, value } of this.followed) {
      if (start < range.start || end > range.end) continue;
      addText(start);
      parts.push({ ...value, unknown: [], name });
      at = end;
    }
    addText(range.end);
    return parts;
  }

  /** Cuts a range where what follows does not follow in the file. */
  #stretches({ start, end }: Span): readonly Span[] {
    const stretches: Span[] = [];
    for (let from = start; from < end;) {
      let to = from + 1;
      while (to < end && this.#follows(to)) to++;
      stretches.push({ start: from, end: to });
      from = to;
    }
    return stretches;
  }

  #follows(at: number): boolean {
    const before = this.spanOf({ start: at - 1, end: at });
    const after = this.spanOf({ start: at, end: at + 1 });
    return after.start === before.end || after.start === before.start;
  }
}

function resolved(
  word: ShellWord,
  lookup: (name: string) => FollowedValue | null,
): Pick<ShellWord, "text" | "unknown" | "pieces" | "quoted"> & {
  readonly followed: readonly Followed[];
} {
  const unknown: string[] = [];
  const pieces: Piece[] = [];
  const followed: Followed[] = [];
  const names = new Map(word.variables.map(({ at, name }) => [at, name]));
  const texts: string[] = [];
  let length = 0;
  let nextUnknown = 0;
  /** The offset of each piece in the new text. */
  const moved: { readonly at: number; readonly by: number }[] = [];
  for (const piece of word.pieces) {
    let text = word.text.slice(piece.at, piece.at + piece.length);
    if (text === unresolvedPart) {
      const written = word.unknown[nextUnknown++] ?? "";
      const name = names.get(piece.at);
      const value = name === undefined || length > maxLength ? null : lookup(name);
      if (value === null || name === undefined) unknown.push(written);
      else {
        followed.push({ start: length, end: length + value.text.length, name, value });
        text = value.text;
      }
    }
    pieces.push({ ...piece, at: length, length: text.length });
    texts.push(text);
    length += text.length;
    moved.push({ at: piece.at + piece.length, by: length - piece.at - piece.length });
  }
  return { text: texts.join(""), unknown, pieces, followed, quoted: shifted(word.quoted, moved) };
}

/** Offsets in the new text. */
function shifted(
  spans: readonly Span[],
  moved: readonly { readonly at: number; readonly by: number }[],
): readonly Span[] {
  const at = (offset: number): number =>
    offset + (moved.findLast((piece) => piece.at <= offset)?.by ?? 0);
  return moved.length > 100
    ? []
    : spans.map(({ start, end }) => ({ start: at(start), end: at(end) }));
}
