/** Bytes; more than any configuration needs. */
const maxSize = 256 * 1024;

/** The text of a file without its byte order mark, or why it is not text. */
export function configText(
  bytes: Uint8Array,
):
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "invalid"; readonly message: string } {
  const invalid = (message: string) => ({ kind: "invalid", message }) as const;
  if (bytes.length > maxSize)
    return invalid(`the file is larger than 256 KiB (${bytes.length} bytes)`);
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return invalid("the file is UTF-16: save it as UTF-8");
  if (bytes.includes(0)) return invalid("the file contains NUL bytes: save it as UTF-8 text");
  try {
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return invalid("the file is not UTF-8: save it as UTF-8");
  }
}
