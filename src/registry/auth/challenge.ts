/** An authentication challenge of a 401 response (RFC 9110 §11.6.1). */
export interface Challenge {
  /** In lower case: `bearer`, `basic`. */
  readonly scheme: string;
  /** Names in lower case, values without quotes and escapes. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Registries send one or two. */
const maxChallenges = 16;
/** Characters of all headers together. */
const maxText = 8 * 1024;

const blanks = /[ \t]*/y;
const separators = /[ \t,]*/y;
const token = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
const equals = /[ \t]*=[ \t]*/y;
const quoted = /"((?:[^"\\]|\\[^])*)"/y;
const token68 = /[A-Za-z0-9\-._~+/]+=*(?=[ \t]*(?:,|$))/y;
/** A header with a control character is ignored: no valid header contains one. */
const control = /[^\t\x20-\x7e\x80-\uffff]/;

/**
 * Parses WWW-Authenticate headers, each of which may have several challenges. A syntax error ends the parsing of its header;
 * the challenges before it count, the one that contains it does not.
 */
export function readChallenges(headers: readonly string[]): readonly Challenge[] {
  const challenges: Challenge[] = [];
  let left = maxText;
  for (const header of headers) {
    const text = header.slice(0, left);
    left -= text.length;
    const read = readHeader(text, maxChallenges - challenges.length);
    // The last challenge of a truncated header may be incomplete.
    challenges.push(...(text.length < header.length ? read.slice(0, -1) : read));
    if (left === 0 || challenges.length >= maxChallenges) break;
  }
  return challenges;
}

function readHeader(text: string, max: number): readonly Challenge[] {
  const challenges: Challenge[] = [];
  if (control.test(text)) return challenges;
  let at = end(separators, text, 0);
  while (at < text.length && challenges.length < max) {
    const read = readChallenge(text, at);
    if (read === null) break;
    challenges.push(read.challenge);
    at = read.end;
  }
  return challenges;
}

interface Read {
  readonly challenge: Challenge;
  /** Offset of the next challenge. */
  readonly end: number;
}

function readChallenge(text: string, start: number): Read | null {
  const schemeEnd = end(token, text, start);
  const scheme = text.slice(start, schemeEnd).toLowerCase();
  const next = end(blanks, text, schemeEnd);
  if (scheme === "") return null;
  const done = (parameters: ReadonlyMap<string, string>, at: number): Read => ({
    challenge: { scheme, parameters },
    end: end(separators, text, at),
  });
  if (next === text.length || text[next] === ",") return done(new Map(), next);
  if (next === schemeEnd) return null;
  const opaque = end(token68, text, next);
  if (opaque > next) return done(new Map(), opaque);
  return readParameters(text, next, done);
}

function readParameters(
  text: string,
  start: number,
  done: (parameters: ReadonlyMap<string, string>, at: number) => Read,
): Read | null {
  const parameters = new Map<string, string>();
  let at = start;
  for (;;) {
    const nameEnd = end(token, text, at);
    const valueStart = end(equals, text, nameEnd);
    // A name without a value is the scheme of the next challenge, which cannot come first.
    if (nameEnd === at || valueStart === nameEnd) return at === start ? null : done(parameters, at);
    const name = text.slice(at, nameEnd).toLowerCase();
    const value = readValue(text, valueStart);
    // A repeated parameter is ambiguous.
    if (value === null || parameters.has(name)) return null;
    parameters.set(name, value.text);
    const after = end(blanks, text, value.end);
    if (after < text.length && text[after] !== ",") return null;
    at = end(separators, text, after);
    if (at === text.length) return done(parameters, at);
  }
}

function readValue(
  text: string,
  start: number,
): { readonly text: string; readonly end: number } | null {
  quoted.lastIndex = start;
  const inside = quoted.exec(text)?.[1];
  if (inside !== undefined)
    return { text: inside.replace(/\\([^])/g, "$1"), end: quoted.lastIndex };
  const bare = end(token, text, start);
  return bare === start ? null : { text: text.slice(start, bare), end: bare };
}

/** The offset at which a sticky pattern that begins at `start` ends; `start` where it does not match. */
function end(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}
