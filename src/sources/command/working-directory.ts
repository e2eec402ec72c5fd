import { unresolvedPart } from "../../shell/unresolved.ts";
import type { Value } from "../source-reading.ts";
import type { CommandWord } from "./command-word.ts";
import { valueOf } from "./command-word.ts";

/** Where a command runs. */
export interface WorkingDirectory {
  /** What `path` is relative to: the folder of the file, or any folder above it. */
  readonly folder: "file" | "any";
  /** Empty for that folder itself; a part that is not known is an `unresolvedPart`. */
  readonly path: Pick<Value, "text" | "unknown">;
}

/** Linux accepts no longer path. */
const maxLength = 4096;

/** Where a script starts: nothing says from where it is called. */
export const startDirectory: WorkingDirectory = {
  folder: "any",
  path: { text: "", unknown: [] },
};

/** The directory after `cd` to a path. */
export function changedTo(
  directory: WorkingDirectory,
  path: Pick<Value, "text" | "unknown">,
): WorkingDirectory {
  const joined = joinedPath(directory.path, path);
  const isKnown = joined.text.length <= maxLength;
  return { ...directory, path: isKnown ? joined : { text: unresolvedPart, unknown: ["…"] } };
}

/** A path of a command as one that is relative to the folder of its working directory. */
export function pathIn(directory: WorkingDirectory, word: CommandWord): Value {
  return { ...valueOf(word), ...joinedPath(directory.path, word) };
}

function joinedPath(
  base: Pick<Value, "text" | "unknown">,
  { text, unknown }: Pick<Value, "text" | "unknown">,
): Pick<Value, "text" | "unknown"> {
  // A path that begins with something unknown can be absolute.
  if (base.text === "" || text.startsWith("/") || text.startsWith(unresolvedPart))
    return { text, unknown };
  if (text === "." || text === "") return base;
  const separator = base.text.endsWith("/") ? "" : "/";
  return { text: base.text + separator + text, unknown: [...base.unknown, ...unknown] };
}
