/**
 * The fingerprint that GitHub's upload action gives a line: a rolling hash over the 100 UTF-16 code units (blanks left out) from
 * the start of the line on (`fingerprints.ts` of github/codeql-action). With it in the report the action does not warn, and
 * alerts of direct uploads are tracked. A hash that differs in one bit makes the action warn on every run.
 */

const block = 100;
const base = 37;

/** base ** block modulo 2 ** 64, in halves: the weight of a unit that leaves the block. */
const leavingHigh = 0xe59cd09a;
const leavingLow = 0x331cdb71;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
const tab = 0x09;
const endOfFile = 0xffff;
const noLine = 0;

/**
 * Hashes every line in one pass.
 * @param text the decoded file, a byte order mark included: the action counts it
 * @returns the hash of a 1-based line. Any of LF, CRLF and a lone CR ends a line here, as it does for the action.
 */
export function lineHashes(text: string): (line: number) => string | undefined {
  const units = new Uint16Array(block);
  const lines = new Uint32Array(block);
  const hashes = new CountedHashes();
  // The 64 bits of the hash in halves that doubles hold exactly: bigint costs several times as much.
  let high = 0;
  let low = 0;
  let slot = 0;
  let line = noLine;
  let atLineStart = true;
  let afterReturn = false;
  // After the text come one end mark and as many zeros as it takes to move the last line's start out of the block.
  for (let at = 0; at <= text.length + block; at++) {
    let unit = at < text.length ? text.charCodeAt(at) : at === text.length ? endOfFile : 0;
    if (unit === space || unit === tab || (afterReturn && unit === lineFeed)) {
      afterReturn = false;
      continue;
    }
    afterReturn = unit === carriageReturn;
    if (afterReturn) unit = lineFeed;
    if (lines[slot] !== noLine) {
      // Lines leave the block in the order they entered it.
      hashes.push(high >>> 0, low);
      lines[slot] = noLine;
    }
    if (atLineStart) {
      line += 1;
      lines[slot] = line;
    }
    // Past the end mark no line begins.
    atLineStart = unit === lineFeed;
    const leaving = units[slot] ?? 0;
    const sum = low * base + unit - leavingLow * leaving;
    const carry = Math.floor(sum / 0x1_0000_0000);
    high = (Math.imul(high, base) + carry - Math.imul(leavingHigh, leaving)) | 0;
    low = sum >>> 0;
    units[slot] = unit;
    slot = (slot + 1) % block;
  }
  return (wanted) => hashes.show(wanted - 1);
}

/** A file has many lines and few findings: hashes are counted as numbers and written out when asked for. */
class CountedHashes {
  readonly #highs: number[] = [];
  readonly #lows: number[] = [];
  /** How many lines up to this one have its hash. */
  readonly #counts: number[] = [];
  /** The last line by as many bits of the hash as a double holds; the other bits are compared along `#earlier`. */
  readonly #last = new Map<number, number>();
  readonly #earlier: (number | undefined)[] = [];

  push(high: number, low: number): void {
    const key = low * 0x20_0000 + (high >>> 11);
    const last = this.#last.get(key);
    let same = last;
    while (same !== undefined && this.#highs[same] !== high) same = this.#earlier[same];
    this.#last.set(key, this.#highs.length);
    this.#earlier.push(last);
    this.#counts.push(same === undefined ? 1 : (this.#counts[same] ?? 0) + 1);
    this.#highs.push(high);
    this.#lows.push(low);
  }

  /** Without leading zeros, as the action writes it. */
  show(index: number): string | undefined {
    const high = this.#highs[index];
    const low = this.#lows[index];
    if (high === undefined || low === undefined) return undefined;
    const digits =
      high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, "0");
    return `${digits}:${this.#counts[index] ?? 1}`;
  }
}
