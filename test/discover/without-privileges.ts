import { chmodSync } from "node:fs";

/** The id of an unprivileged account. */
const nobody = 65_534;

/** Runs a function as an unprivileged user: root can read every file. */
export async function withoutPrivileges<T>(
  directory: string,
  skip: (why: string) => void,
  work: () => T | Promise<T>,
): Promise<T> {
  if (process.getuid?.() !== 0) return await work();
  chmodSync(directory, 0o755);
  try {
    process.seteuid?.(nobody);
  } catch {
    skip("root cannot become someone else in a thread");
  }
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
