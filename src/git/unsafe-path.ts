/**
 * Why a path of a tree must not be written to a file system: a clause, null where it can be. A tree can hold any names, so that
 * one could lead outside, or into the directory of git (git's verify_path, with the names that NTFS and HFS+ take for `.git`).
 * @param bytes relative, with `/`, one character per byte
 * @param isWindows whether the names that Windows reads in another way are rejected, too
 */
export function unsafePath(bytes: string, isWindows: boolean): string | null {
  if (bytes.length > maxPathLength) return `it is longer than ${maxPathLength} bytes`;
  if (!isWindows && plain.test(bytes)) return null;
  for (const name of bytes.split("/")) {
    if (name === "") return "it has an empty name in it";
    if (name === "." || name === "..") return `it has ${name} in it`;
    if (name.includes("\0")) return "it has a NUL in it";
    if (namesGitDirectory(name)) return "it has a name in it that stands for .git";
    const why = isWindows ? rejectedByWindows(name) : null;
    if (why !== null) return why;
  }
  return null;
}

/** Nearly all paths, in a tenth of the time: no name begins with a dot, or has a character that is special somewhere. */
const plain = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/;

/** In bytes; no system opens a longer one. */
const maxPathLength = 4096;

/** What HFS+ leaves out of names. */
const ignoredByHfs = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

function namesGitDirectory(name: string): boolean {
  // Windows takes a backslash for a slash, and leaves out dots, blanks and streams at the end of a name.
  for (const part of name.split("\\"))
    if (/^(?:\.git|git~1)[ .]*(?::.*)?$/is.test(part)) return true;
  const text = Buffer.from(name, "latin1").toString().replace(ignoredByHfs, "");
  return text.toLowerCase() === ".git";
}

function rejectedByWindows(name: string): string | null {
  // eslint-disable-next-line no-control-regex -- Windows has them in no name.
  if (/[\x00-\x1f<>:"|?*\\]/.test(name))
    return "it has a character in it that Windows does not allow";
  if (/[ .]$/.test(name)) return "it has a name in it that ends in a dot or a blank";
  if (/^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9])(?:\.|$)/i.test(name))
    return "it has the name of a device in it";
  return null;
}
