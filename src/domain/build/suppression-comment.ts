const verbs = "ignore|disable|suppress|skip|off|allow|noqa|nolint";

/**
 * What begins as a comment to inferlint does, or as one that is meant as such: `# inferlint: …`, `# inferlint-disable-…`,
 * `# inferlint ignore…`, `# noinferlint`, `# noqa: inferlint`. Prose such as `# inferlint says` does not.
 */
const beginning = [
  String.raw`inferlint[^\S\n]*[:=[(]`,
  String.raw`inferlint[^\S\n]*[-_][^\S\n]*(?:${verbs})`,
  String.raw`inferlint[^\S\n]+(?:${verbs})(?![a-z])`,
  String.raw`no[-_]?inferlint(?![a-z])`,
  String.raw`(?:noqa|nolint)[^\S\n]*:[^\S\n]*inferlint(?![a-z])`,
].join("|");

/** Such a comment anywhere in a text. */
export const suppressionComment: RegExp = new RegExp(String.raw`#[^\S\n]*(?:${beginning})`, "i");

const wholeComment = new RegExp(String.raw`^#\s*(?:${beginning})`, "i");

/** Whether a comment is meant for inferlint, or may be. @param comment from `#` on */
export function isForInferlint(comment: string): boolean {
  return wholeComment.test(comment);
}
