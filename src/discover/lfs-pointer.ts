/** In bytes; Git LFS takes no larger file as a pointer. */
const maxLength = 1024;
const pointer =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\r?\n(?:[a-z0-9.-]+ [^\r\n]*\r?\n)*?oid [a-z0-9]+:[0-9a-f]+\r?\n(?:[a-z0-9.-]+ [^\r\n]*\r?\n)*?size ([0-9]{1,15})(?:\r?\n|$)/;

/** The size in bytes of the file that a Git LFS pointer stands for; null for any other text. */
export function lfsSize(bytes: Uint8Array): number | null {
  if (bytes.length > maxLength || bytes[0] !== versionLetter) return null;
  const size = pointer.exec(Buffer.from(bytes).toString("latin1"))?.[1];
  return size === undefined ? null : Number(size);
}

/** Of the first line; of nearly all files nothing more is looked at. */
const versionLetter = "v".charCodeAt(0);
