/**
 * Parts of a schema's messages that are filled in when an issue is described (see `describeIssue`). As constants, so that a
 * misspelt one fails at compile time.
 */

/** The path of the setting: `exceptions[0].until`. */
export const path = "{path}";
/** The path of the mapping or list around it. */
export const parent = "{parent}";
/** The value, as text or by its kind. */
export const value = "{value}";
/** The text of a value that is a name. */
export const name = "{name}";
/** ` (did you mean X?)`, or nothing. */
export const suggestion = "{suggestion}";

export type Placeholder = "path" | "parent" | "value" | "name" | "suggestion";

/** Replaces the placeholders of a message. */
export function fillIn(
  message: string,
  values: Readonly<Record<Placeholder, () => string>>,
): string {
  return message.replace(/\{(path|parent|value|name|suggestion)\}/g, (_, key: Placeholder) =>
    values[key](),
  );
}
