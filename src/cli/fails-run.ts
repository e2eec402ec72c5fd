import type { Finding } from "../domain/rule/finding.ts";
import { failsAt, isReported } from "../domain/rule/finding.ts";
import type { Settings } from "../domain/settings/settings.ts";

/** Whether a finding has a level that fails the run, by the configuration of its file. */
export function failsRun(
  findings: readonly Finding[],
  failOnOf: (path: string) => Settings["failOn"],
): boolean {
  return findings.some(
    (finding) => isReported(finding) && failsAt(finding.level, failOnOf(finding.path)),
  );
}
