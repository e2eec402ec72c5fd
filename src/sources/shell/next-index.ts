/** The next place of a text in another one, for places that are asked for in order: all questions together take one pass. */
export class NextIndex {
  readonly #text: string;
  readonly #needle: string;
  #asked = Infinity;
  #found = -1;

  constructor(text: string, needle: string) {
    this.#text = text;
    this.#needle = needle;
  }

  /** Infinity if there is none. */
  from(offset: number): number {
    if (offset < this.#asked || offset > this.#found) {
      const found = this.#text.indexOf(this.#needle, offset);
      this.#asked = offset;
      this.#found = found < 0 ? Infinity : found;
    }
    return this.#found;
  }
}
