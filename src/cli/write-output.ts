import { isAbsolute } from "node:path";
import { linkInRepository } from "../discover/index.ts";
import { UsageError } from "../domain/settings/usage-error.ts";
import { writeWhole } from "../fs/atomic-write.ts";
import { relativePath } from "../fs/relative-path.ts";
import type { Io } from "./io.ts";

/**
 * Writes a report to a file, whole or not at all.
 * @param option the option that names the file, for the message
 * @throws UsageError if the file cannot be written, or a link of a repository could lead anywhere
 */
export function writeReport(
  option: string,
  file: string,
  pieces: Iterable<string>,
  { cwd, unique }: Pick<Io, "cwd" | "unique">,
): void {
  // Not normalized: where `..` follows a link, the system goes up from the target.
  const path = isAbsolute(file) ? file : `${cwd}/${file}`;
  const link = linkInRepository(path);
  if (link !== null)
    throw new UsageError(
      `${option} ${file} was not written: ${relativePath(link, cwd)} is a symbolic link in a repository, which can lead anywhere; name its target instead`,
    );
  try {
    writeWhole(path, pieces, unique);
  } catch (error) {
    throw new UsageError(`${option} ${file} ${error instanceof Error ? error.message : ""}`);
  }
}
