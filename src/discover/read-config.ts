import { errorCode, systemErrorText } from "./problem.ts";
import { readBytes } from "../fs/read-bytes.ts";

/** Many times what people write. */
const configCap = 256 * 1024;
/** Over a million tags. */
const factsCap = 16 * 1024 * 1024;
/** Some three hundred thousand findings. */
const baselineCap = 64 * 1024 * 1024;

/** The bytes of a file, or why there are none: a sentence without a full stop. */
type Opened =
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  | { readonly kind: "missing" | "problem"; readonly message: string };

/** Opens a file of facts, links followed. */
export function readFactsBytes(absolute: string): Opened {
  return open(absolute, factsCap, "16 MiB");
}

/** Opens a configuration, links followed. */
export function readConfigBytes(absolute: string): Opened {
  return open(absolute, configCap, "256 KiB");
}

/** Opens a baseline, links followed. */
export function readBaselineBytes(absolute: string): Opened {
  return open(absolute, baselineCap, "64 MiB");
}

/** Whatever stands there by that name in a repository: a device or a FIFO would never end. */
function open(absolute: string, cap: number, capText: string): Opened {
  try {
    const read = readBytes(absolute, cap, { follow: true });
    if (read.kind === "bytes") return read;
    const why = read.kind === "too-large" ? `is larger than ${capText}` : "is not a regular file";
    return { kind: "problem", message: `it ${why}` };
  } catch (error) {
    return errorCode(error) === "ENOENT"
      ? { kind: "missing", message: "there is no such file" }
      : { kind: "problem", message: `it cannot be read (${systemErrorText(error)})` };
  }
}
