import type { Readable } from "node:stream";

/** Reads lines and counted bytes from a stream, which waits meanwhile. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #buffer: Buffer = Buffer.alloc(0);

  constructor(stream: Readable) {
    this.#chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** Up to the next newline, which is left out; null where the stream ends before. */
  async line(): Promise<string | null> {
    for (;;) {
      const end = this.#buffer.indexOf(10);
      if (end >= 0) {
        const line = this.#buffer.toString("latin1", 0, end);
        this.#buffer = this.#buffer.subarray(end + 1);
        return line;
      }
      if (this.#buffer.length > maxLine || !(await this.#more())) return null;
    }
  }

  /** Null where the stream ends before. */
  async bytes(length: number): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    for (let left = length; ;) {
      const part = this.#buffer.subarray(0, left);
      this.#buffer = this.#buffer.subarray(part.length);
      parts.push(part);
      left -= part.length;
      if (left === 0) return parts.length === 1 ? part : Buffer.concat(parts);
      if (!(await this.#more())) return null;
    }
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done === true) return false;
    this.#buffer = this.#buffer.length > 0 ? Buffer.concat([this.#buffer, next.value]) : next.value;
    return true;
  }
}

/** In bytes; a line names an object. */
const maxLine = 64 * 1024;
