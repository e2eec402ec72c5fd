import { errorCode } from "../fs/error-code.ts";
import { systemErrorText } from "./problem.ts";
import { readBytes } from "../fs/read-bytes.ts";

/** In bytes; far larger than real files. */
const configCap = 256 * 1024;
/** In bytes; enough for a million tags. */
const factsCap = 16 * 1024 * 1024;
/** In bytes; enough for some 300,000 findings. */
const baselineCap = 64 * 1024 * 1024;

/** In bytes; with what thousands of files refer to. */
const reportCap = 256 * 1024 * 1024;

/** The bytes of a file, or why there are none: a clause without a full stop. */
type Opened =
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  | { readonly kind: "missing" | "problem"; readonly message: string };

/** Reads a facts file; symbolic links are followed. */
export function readFactsBytes(absolute: string): Opened {
  return open(absolute, factsCap, "16 MiB");
}

/** Reads a configuration file; symbolic links are followed. */
export function readConfigBytes(absolute: string): Opened {
  return open(absolute, configCap, "256 KiB");
}

/** Reads a baseline file; symbolic links are followed. */
export function readBaselineBytes(absolute: string): Opened {
  return open(absolute, baselineCap, "64 MiB");
}

/** Reads a JSON report; symbolic links are followed. */
export function readReportBytes(absolute: string): Opened {
  return open(absolute, reportCap, "256 MiB");
}

/** Reads only regular files up to a limit: a device or a FIFO in a repository might never end. */
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
