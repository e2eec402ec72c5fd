/** Extensions of other files whose names look like those of Dockerfiles. */
const otherEndings = (
  "dockerignore md rst adoc txt html json yaml yml toml xml py ipynb js ts go rs java cs c cpp sh " +
  "ps1 tf bicep lock log sarif orig rej bak"
).split(" ");

// The first group alone rejects nearly every name in a large tree, so it comes first.
const namePattern =
  String.raw`(?=(?:docker|container)file(?:[._-]|$)|[^/]*\.(?:docker|container)file$)` +
  String.raw`(?![^/]*\.(?:${otherEndings.join("|")})$)[^/]*$`;

/** The `files` pattern of the pre-commit hook: the same names in Python's syntax, at the end of a path with `/`. */
export const hookFilesPattern: string = "(?i)(^|/)".concat(namePattern);

const wholeName = new RegExp(`^${namePattern}`, "i");

/** Whether discovery includes files of this name (the last path segment). */
export function isDockerfileName(name: string): boolean {
  return wholeName.test(name);
}
