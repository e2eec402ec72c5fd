/** A line of standard input, by its number from 1 on. */
export interface InputLine {
  readonly line: number;
  /** Null for one that is longer than the limit. */
  readonly bytes: Buffer | null;
}

/** A notebook of 32 MiB takes up to twice as much as JSON, and more with escapes. */
export const maxLineBytes: number = 128 * 1024 * 1024;

const lineFeed = 0x0a;

/** Lines as they come; no more than one is held. Lines of blanks are none. */
export async function* linesOf(
  input: AsyncIterable<Buffer>,
  maxBytes: number = maxLineBytes,
): AsyncGenerator<InputLine> {
  let line = 0;
  let parts: Buffer[] = [];
  let length = 0;
  const end = (): InputLine | null => {
    line++;
    const bytes = length > maxBytes ? null : Buffer.concat(parts, length);
    parts = [];
    length = 0;
    return bytes?.every(isBlank) === true ? null : { line, bytes };
  };
  for await (const chunk of input) {
    let start = 0;
    for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, start)) {
      add(chunk.subarray(start, at));
      start = at + 1;
      const ended = end();
      if (ended) yield ended;
    }
    add(chunk.subarray(start));
  }
  if (length === 0) return;
  const last = end();
  if (last) yield last;

  function add(part: Buffer): void {
    length += part.length;
    if (length > maxBytes) parts = [];
    else if (part.length > 0) parts.push(part);
  }
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}
