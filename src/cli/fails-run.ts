import type { FailOn } from "../domain/rule/fail-on.ts";
import { failOnIn } from "../domain/rule/fail-on.ts";
import type { Finding } from "../domain/rule/finding.ts";
import { failsAt, isReported } from "../domain/rule/finding.ts";

/** Whether a finding has a level that fails the run, by the configuration of its file. */
export function failsRun(findings: readonly Finding[], failOn: FailOn): boolean {
  return findings.some(
    (finding) => isReported(finding) && failsAt(finding.level, failOnIn(failOn, finding.path)),
  );
}
