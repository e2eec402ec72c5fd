// Where documents name a commit of this project for CI to use. A tag can be moved, a commit cannot.

/** What stands before the commit: for an action, a hook, a checkout by GitHub Actions, and git. */
const places = [
  /(\buses: +inferlint\/inferlint(?:\/[\w./-]+)?@)(\S+)([^\n]*)/g,
  /(\brepo: +https:\/\/github\.com\/inferlint\/inferlint(?:\.git)?\n *rev: +)(\S+)([^\n]*)/g,
  /(\brepository: +inferlint\/inferlint\n *ref: +)(\S+)([^\n]*)/g,
  /(\bgit\b[^\n]* fetch [^\n]*\/inferlint\/inferlint\.git +)(\S+)([^\n]*)/g,
];

/**
 * The commits that a text names, each with the comment beside it.
 * @param {string} text
 */
export function pinsIn(text) {
  return places.flatMap((place) =>
    [...text.matchAll(place)].map(([, , commit, rest]) => ({ commit, comment: rest.trim() })),
  );
}

/**
 * The text with another commit in all these places.
 * @param {string} text
 * @param {{ commit: string, version: string }} pin the version as comments name it
 */
export function withPin(text, { commit, version }) {
  return places.reduce(
    (changed, place) =>
      changed.replace(place, (_, before) => `${before}${commit} ${commentOf(before, version)}`),
    text,
  );
}

/** pre-commit itself marks the version of a pinned hook this way, and updates it. */
function commentOf(before, version) {
  const isHook = /\n *rev: +$/.test(before);
  return isHook && version.startsWith("v") ? `# frozen: ${version}` : `# ${version}`;
}
