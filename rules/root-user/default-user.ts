import type { OpenQuestion } from "../support/questions.ts";
import { unknownFact } from "../support/questions.ts";

/** That nothing says which user an image starts as. @param why no source states it */
export function defaultUserQuestion(why: string): OpenQuestion {
  return {
    unknown: "fact",
    reason: "default user",
    because: null,
    decidedBy: "end the target stage with a USER that is not root",
    evidence: [unknownFact("default user", why)],
  };
}
