/** A line of standard input, by its number from 1 on. */
export interface InputLine {
  readonly line: number;
  /** Null for one that is longer than the limit. */
  readonly bytes: Buffer | null;
}

/** A notebook of 32 MiB takes up to twice as much as JSON, and more with escapes. */
export const maxLineBytes: number = 128 * 1024 * 1024;

const lineFeed = 0x0a;

/** Lines as they come, blank ones too; no more than one is held. */
export async function* linesOf(
  input: AsyncIterable<Buffer>,
  maxBytes: number = maxLineBytes,
): AsyncGenerator<InputLine> {
  let line = 0;
  let parts: Buffer[] = [];
  let length = 0;
  const end = (): InputLine => {
    line++;
    const bytes = length > maxBytes ? null : Buffer.concat(parts, length);
    parts = [];
    length = 0;
    return { line, bytes };
  };
  for await (const chunk of input) {
    let start = 0;
    for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, start)) {
      add(chunk.subarray(start, at));
      start = at + 1;
      yield end();
    }
    add(chunk.subarray(start));
  }
  if (length > 0) yield end();

  function add(part: Buffer): void {
    length += part.length;
    if (length > maxBytes) parts = [];
    else if (part.length > 0) parts.push(part);
  }
}
