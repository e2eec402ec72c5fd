/** What a 401 asks for (RFC 9110 §11.6.1). */
export interface Challenge {
  /** In lower case: `bearer`, `basic`. */
  readonly scheme: string;
  /** Names in lower case, values without quotes and escapes. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** No registry sends more than two. */
const maxChallenges = 16;
/** Of all fields together, in characters. */
const maxText = 8 * 1024;

const blanks = /[ \t]*/y;
const separators = /[ \t,]*/y;
const token = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
const equals = /[ \t]*=[ \t]*/y;
const quoted = /"((?:[^"\\]|\\[^])*)"/y;
const token68 = /[A-Za-z0-9\-._~+/]+=*(?=[ \t]*(?:,|$))/y;
/** A control character ends the reading: no header that means well holds one. */
const control = /[^\t\x20-\x7e\x80-\uffff]/;

/**
 * Reads WWW-Authenticate: several fields, and several challenges in each. Whatever is not understood ends the reading of its
 * field; the challenges complete before it count, the one it stands in does not.
 */
export function readChallenges(fields: readonly string[]): readonly Challenge[] {
  const challenges: Challenge[] = [];
  let left = maxText;
  for (const field of fields) {
    const text = field.slice(0, left);
    left -= text.length;
    const read = readField(text, maxChallenges - challenges.length);
    // What was cut may go on behind the cut: its last challenge is not known in full.
    challenges.push(...(text.length < field.length ? read.slice(0, -1) : read));
    if (left === 0 || challenges.length >= maxChallenges) break;
  }
  return challenges;
}

function readField(text: string, max: number): readonly Challenge[] {
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
  /** Where the next one begins. */
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
    // A word without a value begins the next challenge; the first one cannot.
    if (nameEnd === at || valueStart === nameEnd) return at === start ? null : done(parameters, at);
    const name = text.slice(at, nameEnd).toLowerCase();
    const value = readValue(text, valueStart);
    // Of two values nobody can tell which one is meant.
    if (value === null || parameters.has(name)) return null;
    parameters.set(name, value.text);
    const behind = end(blanks, text, value.end);
    if (behind < text.length && text[behind] !== ",") return null;
    at = end(separators, text, behind);
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

/** Where a sticky pattern that begins at `start` ends; `start` where it does not fit. */
function end(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}
