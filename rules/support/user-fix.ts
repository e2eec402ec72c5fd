import type { EnrichedStage } from "../../src/domain/build/enriched-build.ts";
import type { Fix } from "../../src/domain/rule/finding.ts";
import { stageLabel } from "../../src/domain/build/inference-images.ts";
import { isRootUser } from "../../src/domain/build/user.ts";

/** What useradd takes for a name, so that nothing else gets into a Dockerfile. */
const userName = /^[a-z_][a-z0-9_-]{0,31}$/i;

/** Ends a stage with a user of the image. Never safe: it changes what may be done at run time. */
export function userFix(stage: EnrichedStage, user: string): Fix | null {
  const { userInsertion: location } = stage;
  if (!location || !userName.test(user) || isRootUser(user)) return null;
  const { line, column, indent, lowerCase } = location;
  const region = { startLine: line, startColumn: column, endLine: line, endColumn: column };
  const text = `\n${indent}${lowerCase ? "user" : "USER"} ${user}`;
  return {
    safe: false,
    description: `End stage '${stageLabel(stage)}' with USER ${user}, the image's default user.`,
    edits: [{ region, text }],
  };
}
