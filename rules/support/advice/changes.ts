import type { ImageFacts, SuccessorFacts } from "../../../src/domain/image/image-facts.ts";
import { valueOf } from "../../../src/domain/image/known.ts";
import type { Destination } from "../destination.ts";

/** What else changes with the image: Python, OS, CUDA, framework and the path of the conda environment, where both are known. */
export function changesOf(
  from: ImageFacts,
  { facts: to }: SuccessorFacts,
  { isUncovered }: Pick<Destination, "isUncovered">,
): string {
  const change = (what: string, before: string | null, after: string | null): string[] =>
    before !== null && after !== null && before !== after ? [`${what}${before} → ${after}`] : [];
  return [
    ...change("Python ", valueOf(from.python), valueOf(to.python)),
    ...change("", valueOf(from.os), valueOf(to.os)),
    ...change("CUDA ", valueOf(from.cuda), valueOf(to.cuda)),
    ...(to.repository === from.repository ? change("", from.framework, to.framework) : []),
    ...change("conda ", from.condaPath, to.condaPath),
    ...(isUncovered ? ["the registry, since the mirror does not cover it"] : []),
  ].join(", ");
}
