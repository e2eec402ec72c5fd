/** No image sets more variables than this. */
export const maxVariables = 1_000;

/** Longer than any name, and short enough for a message. */
export const maxVariableLength = 256;

/**
 * Everything that a Dockerfile can refer to, and more: which characters are letters depends on the version of Unicode, and a
 * facts file must be valid for every one. Blanks never are.
 */
const namePattern = /^[^\p{Cc}\p{Cs}\s=]{1,256}$/u;

/** Whether a variable of an image can have this name: `AML_APP_ROOT`. */
export function isVariableName(text: string): boolean {
  return namePattern.test(text);
}

/** Whether a list can be the names of the variables that an image sets. */
export function areVariableNames(names: readonly string[]): boolean {
  return names.length <= maxVariables && names.every(isVariableName);
}
