import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";

/** A folder that only this user can open. */
export interface TemporaryFolder {
  /** By its own path, without links. */
  readonly path: string;
  /** Removes it with all that is in it. Never throws, so that it can be called where the process ends, and more than once. */
  readonly remove: () => void;
}

/**
 * Creates a folder of a name that no other has, with mode 0700.
 * @param parent absolute; exists
 * @throws the system's error
 */
export function temporaryFolder(parent: string): TemporaryFolder {
  const path = realpathSync(mkdtempSync(join(parent, "inferlint-")));
  const remove = (): void => {
    try {
      rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // What cannot be removed stays in the folder for temporary files.
    }
  };
  return { path, remove };
}
