/** Stands for one value that is unknown, in otherwise expanded text. A lone surrogate: decoded text never contains one. */
export const unresolvedPart = "\uD800";
