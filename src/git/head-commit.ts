import { join } from "node:path";
import type { ReadFile } from "./git-directory.ts";
import { commonDirectory, gitDirectory } from "./git-directory.ts";

/** In bytes; real files hold one line. */
const refCap = 64 * 1024;
/** In bytes; enough for half a million refs. */
const packedCap = 64 * 1024 * 1024;
/** As many as git follows. */
const maxSymbolic = 5;

/**
 * The commit that HEAD of a repository names, by its full id; null where there is none yet, and for what cannot be read, as refs in
 * the format reftable. Starts no program.
 * @param root absolute; holds `.git`
 */
export function headCommit(root: string, read: ReadFile): string | null {
  try {
    const directory = gitDirectory(root, read);
    const common = commonDirectory(directory, read);
    let text = read(join(directory, "HEAD"), refCap)?.toString("latin1") ?? "";
    for (let followed = 0; followed < maxSymbolic; followed++) {
      const name = /^ref:[ \t]*(\S+)\s*$/.exec(text)?.[1];
      if (name === undefined) return idIn(text);
      // A name with `..` would lead out of the directory.
      if (!/^refs\/[^\0]+$/.test(name) || name.split("/").includes("..")) return null;
      const loose = read(join(directory, name), refCap) ?? read(join(common, name), refCap);
      if (loose === null) return packedId(read(join(common, "packed-refs"), packedCap), name);
      text = loose.toString("latin1");
    }
    return null;
  } catch {
    return null;
  }
}

const id = /(?:[0-9a-f]{64}|[0-9a-f]{40})$/;

function idIn(text: string): string | null {
  const line = text.trimEnd();
  return id.exec(line)?.[0] === line ? line : null;
}

/** In `packed-refs`, a line is an id and a name. */
function packedId(packed: Buffer | null, name: string): string | null {
  const end = packed?.indexOf(` ${name}\n`, 0, "latin1") ?? -1;
  if (!packed || end === -1) return null;
  const start = packed.lastIndexOf("\n", end - 1) + 1;
  return idIn(packed.toString("latin1", start, end));
}
