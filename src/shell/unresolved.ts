import { templateMark } from "./template.ts";

/** Placeholder for a value that is not known in an expanded text. A lone surrogate, which decoded text never contains. */
export const unresolvedPart = "\uD800";

/** Whether a part of an expanded text is not known, be it a value or a masked template. */
export function isUnknown(text: string): boolean {
  return text.includes(unresolvedPart) || text.includes(templateMark);
}

/** A report names a few ARGs without values; a list of thousands would only cost memory. */
export const maxUnresolved = 32;
