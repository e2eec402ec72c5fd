const maxLength = 2048;

/** Scheme, host and port, then path and query of printable ASCII; no fragment. */
const pattern =
  /^https?:\/\/(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:[/?][\x21\x22\x24-\x5b\x5d-\x7e]*)?$/;

/**
 * Reads the URL of a token server, from a registry's challenge or the user's settings; null where it is not valid.
 * URL parsers disagree on user names, backslashes, blanks, percent signs and non-ASCII letters in the host. Such URLs are
 * rejected, so that the host that was checked is the host that is contacted.
 */
export function readRealm(text: string): URL | null {
  if (text.length > maxLength || !pattern.test(text)) return null;
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
