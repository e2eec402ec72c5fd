import { errorCode, systemErrorText } from "./problem.ts";
import { readBytes } from "./read-bytes.ts";

/** Many times what people write. */
const configCap = 256 * 1024;

/** Opens a configuration, links followed: its bytes, or why there are none, without a full stop. */
export function readConfigBytes(
  absolute: string,
):
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  | { readonly kind: "problem"; readonly message: string } {
  try {
    const read = readBytes(absolute, configCap, { follow: true });
    if (read.kind === "bytes") return read;
    const why = read.kind === "too-large" ? "is larger than 256 KiB" : "is not a regular file";
    return { kind: "problem", message: `it ${why}` };
  } catch (error) {
    const message =
      errorCode(error) === "ENOENT"
        ? "there is no such file"
        : `it cannot be read (${systemErrorText(error)})`;
    return { kind: "problem", message };
  }
}
