import type { EnrichedStage } from "../../src/domain/build/enriched-build.ts";
import type { FixOrReason } from "../../src/domain/rule/finding.ts";
import { withoutFix } from "../../src/domain/rule/finding.ts";
import { stageLabel } from "../../src/domain/build/inference-images.ts";
import { isRootUser } from "../../src/domain/build/user.ts";

/** What useradd takes for a name, or a number, each also for the group; so that nothing else gets into a Dockerfile. */
const userName = /^(?:[a-z_][a-z0-9_-]{0,31}|\d{1,10})(?::(?:[a-z_][a-z0-9_-]{0,31}|\d{1,10}))?$/i;

/** Ends a stage with a user of the image. Never safe: it changes what may be done at run time. */
export function userFix(stage: EnrichedStage, user: string | null): FixOrReason {
  const { userInsertion: location } = stage;
  if (user === null || isRootUser(user) || !userName.test(user))
    return withoutFix("no user of the image is known that is not root");
  if (!location)
    return withoutFix(
      "where the stage ends depends on a template, or the file ends within an instruction",
    );
  const { line, column, indent, lowerCase } = location;
  const region = { startLine: line, startColumn: column, endLine: line, endColumn: column };
  const text = `\n${indent}${lowerCase ? "user" : "USER"} ${user}`;
  return {
    fix: {
      safe: false,
      description: `End stage '${stageLabel(stage)}' with USER ${user}, the image's default user.`,
      edits: [{ region, text }],
    },
  };
}
