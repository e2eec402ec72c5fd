/**
 * The address of a token server, as a registry gives it or a user names it; null for what is none. Narrow on purpose: what
 * URL parsers disagree on (userinfo, backslashes, blanks, percent signs and letters beyond ASCII in the host) is no realm, so
 * that the host that was looked at is the host that is asked.
 */
export function readRealm(text: string): URL | null {
  if (text.length > longest || !form.test(text)) return null;
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

const longest = 2048;

/** Scheme, host and port, then path and query of printable ASCII; no fragment. */
const form =
  /^https?:\/\/(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:[/?][\x21\x22\x24-\x5b\x5d-\x7e]*)?$/;
