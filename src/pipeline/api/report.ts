import type { JsonReportV1 } from "../../report/json/schema.ts";
import { toJson } from "../../report/json/index.ts";
import type { LintRequest } from "../lint.ts";
import { lint } from "../lint.ts";
import type { RegistrySession } from "../registry-session.ts";
import { runFailOn } from "../run-fail-on.ts";
import { RunLog } from "../run-log.ts";
import { tool } from "../tool.ts";

export interface ReportRequest extends Omit<LintRequest, "tool" | "forceExclude"> {
  readonly session: RegistrySession | null;
}

/** Runs the linter; the report is the JSON of the command line, parsed. Closes the session. */
export async function reportOf(request: ReportRequest): Promise<JsonReportV1> {
  const { session, asOf } = request;
  try {
    const ran = { ...request, tool, forceExclude: false, wantsSupportEnds: true };
    const outcome = await lint(ran);
    const { result } = outcome;
    const log = new RunLog();
    session?.conclude(log, asOf);
    const notifications = [...result.notifications, ...log.notifications];
    const isIncomplete = result.isIncomplete || log.isIncomplete;
    const failOn = runFailOn(outcome, result);
    const run = { ...result, notifications, isIncomplete, failOn };
    return JSON.parse(toJson(run)) as JsonReportV1;
  } finally {
    await session?.close();
  }
}
