import type { Exemption, ExemptionList } from "../../domain/rule/exemption.ts";
import { daysBetween } from "../../text/calendar-date.ts";
import { compareText } from "../../text/compare-text.ts";
import type { LintRequest } from "../lint.ts";
import { lint } from "../lint.ts";
import type { RegistrySession } from "../registry-session.ts";
import { RunLog } from "../run-log.ts";

export interface ExemptionRequest extends LintRequest {
  readonly session: RegistrySession | null;
  /** As of `ExemptionList`. */
  readonly expiring: number | null;
}

/** Checks as `lint` does, and lists what holds findings back. */
export async function listExemptions(request: ExemptionRequest): Promise<ExemptionList> {
  const { asOf, tool, session, expiring } = request;
  const { result, exemptions } = await lint({
    ...request,
    ...{ wantsExemptions: true, wantsFingerprints: true, wantsFixes: false, wantsOrigins: "never" },
  });
  const log = new RunLog();
  session?.conclude(log, asOf);
  return {
    ...{ asOf, tool, expiring, exemptions },
    endingSoon: expiring === null ? [] : endingWithin(exemptions, asOf, expiring),
    notifications: [...result.notifications, ...log.notifications],
    isIncomplete: result.isIncomplete || log.isIncomplete || session?.isIncomplete() === true,
  };
}

function endingWithin(
  exemptions: readonly Exemption[],
  asOf: ExemptionList["asOf"],
  days: number,
): readonly Exemption[] {
  return exemptions
    .filter(
      ({ status, until }) =>
        status === "accepted" && until !== null && daysBetween(asOf, until) <= days,
    )
    .sort((a, b) => compareText(a.until ?? "", b.until ?? ""));
}
