import type { BuildInput } from "./generate.ts";

/** How many smaller builds are tried for one counter-example. */
const maxTries = 400;

/**
 * A smaller build with the same fault: lines, then ever shorter parts of the text are left out as long as the fault stays.
 * @param isFaulty whether a build has the fault
 */
export async function minimize(
  input: BuildInput,
  isFaulty: (input: BuildInput) => Promise<boolean>,
): Promise<BuildInput> {
  let best = input;
  let tries = 0;
  const improve = async (smaller: BuildInput): Promise<boolean> => {
    if (tries++ >= maxTries || !(await isFaulty(smaller))) return false;
    best = smaller;
    return true;
  };
  const { dockerfile, buildArgs, target } = input;
  if (buildArgs) await improve(target === undefined ? { dockerfile } : { dockerfile, target });
  if (target !== undefined) {
    const { buildArgs: kept } = best;
    await improve(kept ? { dockerfile, buildArgs: kept } : { dockerfile });
  }
  for (const split of [linesOf, Array.from<string>])
    for (let size = 16; size >= 1; size = size >> 1) {
      let parts = split(best.dockerfile);
      for (let at = 0; at < parts.length;) {
        const fewer = parts.toSpliced(at, size);
        if (await improve({ ...best, dockerfile: fewer.join("") })) parts = fewer;
        else at += size;
      }
    }
  return best;
}

function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}
