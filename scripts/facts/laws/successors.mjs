import { dropsFramework } from "../build/framework.mjs";
import { grammar, isSource } from "./grammar.mjs";

/** The problems of what an image names instead of itself. */
export function* successorProblems({ successor, ...image }, repositories) {
  if (!successor) return;
  if (!grammar.basis.test(successor.basis)) yield `basis ${successor.basis}`;
  if (!isSource(successor)) yield "successor without source";
  const target = repositories[successor.repository];
  if (target) yield* targetProblems(successor, image, target);
  else if (!grammar.external.test(successor.repository))
    yield `successor ${successor.repository} is unknown`;
}

function* targetProblems({ repository, basis }, image, target) {
  if (target.family === "unverified") yield "the successor is not evidenced to exist";
  if (target.support === "dropped" || target.withdrawn) yield "the successor is gone itself";
  if (!target.processor || target.processor !== image.processor)
    yield "the successor is for another processor";
  if ((image.family === "base") !== (target.family === "base"))
    yield `the successor ${repository} is of another family`;
  if (basis !== "extend" && dropsFramework(image.framework, target.framework))
    yield `the successor drops ${image.framework}`;
}
