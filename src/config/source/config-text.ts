/** More than any configuration needs. */
const maxSize = 256 * 1024;

/** The text of a file without its byte order mark, or why it is none. */
export function configText(
  bytes: Uint8Array,
):
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "not"; readonly why: string } {
  const not = (why: string) => ({ kind: "not", why }) as const;
  if (bytes.length > maxSize)
    return not(`it is larger than 256 KiB (${bytes.length} bytes): a configuration is short`);
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return not("it is UTF-16: save it as UTF-8");
  if (bytes.includes(0)) return not("it holds NUL bytes: save it as UTF-8 text");
  try {
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return not("it is not UTF-8: save it as UTF-8");
  }
}
