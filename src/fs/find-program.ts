import { constants } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join, sep } from "node:path";

/**
 * The absolute path of a program; null if there is none. Searches absolute directories only: a relative one would be in the
 * repository that is checked.
 * @param program without the extension that Windows needs
 * @param path `PATH`
 * @param isAllowed is passed the path of a program, then its own path with the links on the way followed
 */
export async function findProgram(
  program: string,
  path: string,
  isAllowed: (file: string) => boolean = () => true,
): Promise<string | null> {
  const name = sep === "\\" ? `${program}.exe` : program;
  for (const directory of path.split(delimiter)) {
    if (!isAbsolute(directory)) continue;
    const file = join(directory, name);
    try {
      await access(file, constants.X_OK);
      const isProgram = (await stat(file)).isFile();
      if (isProgram && isAllowed(file) && isAllowed(await realpath(file))) return file;
    } catch {
      // Not in this directory.
    }
  }
  return null;
}
