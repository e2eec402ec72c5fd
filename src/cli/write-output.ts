import { writeWhole } from "../fs/atomic-write.ts";
import { UsageError } from "../domain/settings/usage-error.ts";

/**
 * Writes a report to a file, whole or not at all.
 * @param option the option that names the file, for the message
 * @throws UsageError if the file cannot be written
 */
export function writeReport(
  option: string,
  file: string,
  pieces: Iterable<string>,
  unique: string,
): void {
  try {
    writeWhole(file, pieces, unique);
  } catch (error) {
    throw new UsageError(`${option} ${file} ${error instanceof Error ? error.message : ""}`);
  }
}
