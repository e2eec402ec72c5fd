import type { DatedTag } from "../../src/domain/image/image-facts.ts";
import { evidence } from "../../src/domain/rule/evidence.ts";
import type { Evidence } from "../../src/domain/rule/finding.ts";

/** The newest tag of a repository that is known, if there is one. */
export function newestKnownTag(newest: DatedTag | null): readonly Evidence[] {
  return newest
    ? [evidence("newest known tag", `${newest.tag} of ${newest.date}`, newest.source)]
    : [];
}
