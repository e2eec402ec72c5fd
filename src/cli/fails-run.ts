import type { Finding } from "../domain/rule/finding.ts";
import { isReported, levels } from "../domain/rule/finding.ts";
import type { Settings } from "../domain/settings/settings.ts";

/** Whether a finding has a level that fails the run, by the configuration of its file. */
export function failsRun(
  findings: readonly Finding[],
  failOnOf: (path: string) => Settings["failOn"],
): boolean {
  return findings.some((finding) => {
    if (!isReported(finding)) return false;
    const failOn = failOnOf(finding.path);
    return failOn !== "never" && levels.indexOf(finding.level) <= levels.indexOf(failOn);
  });
}
