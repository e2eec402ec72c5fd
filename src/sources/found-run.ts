import { isRootUser } from "../domain/build/user.ts";
import type { FoundRun, Value } from "./source-reading.ts";
import { knownText } from "./value.ts";

/** A run of which the file says nothing more. */
export const plainRun: FoundRun = {
  serves: false,
  conda: null,
  user: null,
  forbidsRoot: false,
  userSetting: null,
};

/**
 * Two runs of one image as one: what is to be found in either of them is found. Where one of them runs the image without a conda
 * environment, its own Python and user are checked.
 */
export function bothRuns(a: FoundRun, b: FoundRun): FoundRun {
  return {
    serves: a.serves || b.serves,
    conda: a.conda && b.conda ? a.conda : null,
    user: bothUsers(a.user, b.user),
    forbidsRoot: a.forbidsRoot && b.forbidsRoot,
    userSetting: a.userSetting ?? b.userSetting,
  };
}

function bothUsers(a: Value | null, b: Value | null): Value | null {
  const root = [a, b].find((user) => {
    const known = knownText(user);
    return known !== null && isRootUser(known);
  });
  if (root) return root;
  if (!a || !b) return null;
  return a.unknown.length > 0 ? a : b;
}
