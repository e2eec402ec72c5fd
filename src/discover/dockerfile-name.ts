/** Extensions of other files whose names look like those of Dockerfiles. */
const otherEndings = (
  "dockerignore md rst adoc txt html json yaml yml toml xml py ipynb js ts go rs java cs c cpp sh " +
  "ps1 tf bicep lock log sarif orig rej bak"
).split(" ");

// The first group alone rejects nearly every name in a large tree, so it comes first.
const ofDockerfile = new RegExp(
  String.raw`^(?=(?:docker|container)file(?:[._-]|$)|[^/]*\.(?:docker|container)file$)` +
    String.raw`(?![^/]*\.(?:${otherEndings.join("|")})$)[^/]*$`,
  "i",
);

/** The Kelvin sign (U+212A) counts as a k, as it does in the pattern of the hook, since Python ignores case by Unicode. */
const similarName = /(?:doc[k\u212A]er|container)file|\.(?:doc[k\u212A]er|df)$/i;

/** Whether discovery takes files of this name (the last path segment) whatever their text. */
export function isDockerfileName(name: string): boolean {
  return ofDockerfile.test(name);
}

/** What makes discovery take a file of this name: the name, or its text if that is a Dockerfile; null for neither. */
export function takenBy(name: string): "name" | "text" | null {
  if (!similarName.test(name)) return null;
  return isDockerfileName(name) ? "name" : "text";
}
