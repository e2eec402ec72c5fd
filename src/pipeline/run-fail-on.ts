import type { FailOn } from "../domain/rule/fail-on.ts";
import { failOnOf } from "../domain/rule/fail-on.ts";
import type { Run } from "../domain/rule/run.ts";
import type { LintOutcome } from "./lint-request.ts";

/** From which level on the findings of a run fail it, by the settings of their files. */
export function runFailOn(
  { folders: [{ settings }], settingsOf }: Pick<LintOutcome, "folders" | "settingsOf">,
  { findings }: Pick<Run, "findings">,
): FailOn {
  const paths = new Set(findings.map(({ path }) => path));
  return failOnOf(
    settings.failOn,
    Array.from(paths, (path) => [path, settingsOf(path).failOn] as const),
  );
}
