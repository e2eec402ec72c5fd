/** Placeholder for a value that is not known in an expanded text. A lone surrogate, which decoded text never contains. */
export const unresolvedPart = "\uD800";
