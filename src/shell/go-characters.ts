import tables from "./go-characters.json" with { type: "json" };

/**
 * Which characters Go takes for letters and digits. Names of variables end where BuildKit says, which is built with Go's tables;
 * Node's own are of later Unicode versions. `npm run characters` writes the tables.
 */

/** Go's unicode.IsLetter. @param char one character */
export function isLetter(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x80 ? /[A-Za-z]/.test(char) : isIn((letters ??= decoded(tables.letters)), code);
}

/** Go's unicode.IsDigit. @param char one character */
export function isDigit(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  return code < 0x80 ? /[0-9]/.test(char) : isIn((digits ??= decoded(tables.digits)), code);
}

let letters: Uint32Array | undefined;
let digits: Uint32Array | undefined;

/**
 * The first and last code points of all ranges, in order. In the text, each range is its distance from the end of the one before,
 * and its length minus one after a dot where it has more than one character, in base 36.
 */
function decoded(text: string): Uint32Array {
  const ranges = text.split(" ");
  const bounds = new Uint32Array(ranges.length * 2);
  let end = 0;
  for (const [index, range] of ranges.entries()) {
    const [distance = "", more = "0"] = range.split(".");
    const start = end + parseInt(distance, 36);
    end = start + parseInt(more, 36);
    bounds[2 * index] = start;
    bounds[2 * index + 1] = end;
  }
  return bounds;
}

function isIn(bounds: Uint32Array, code: number): boolean {
  let [low, high] = [0, bounds.length / 2 - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((bounds[2 * middle] ?? Infinity) <= code) low = middle;
    else high = middle - 1;
  }
  return (bounds[2 * low] ?? Infinity) <= code && code <= (bounds[2 * low + 1] ?? -1);
}
