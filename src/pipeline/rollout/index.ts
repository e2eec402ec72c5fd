import { resolve } from "node:path";
import type { RepositoryRollout, Rollout } from "../../domain/rule/rollout.ts";
import type { Tool } from "../../domain/rule/run.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { daysLater } from "../forecast/period.ts";
import { configLoader } from "../load-settings.ts";
import { ruleset } from "../ruleset.ts";
import { policyOrigin } from "../run-origins.ts";
import { namedPolicy } from "../../config/index.ts";
import type { NamedReport } from "../reports/open-report.ts";
import { openReport } from "../reports/open-report.ts";
import { readReport } from "./read-report.ts";
import { reportedRoot } from "./restored-settings.ts";
import { tryPolicy } from "./try-policy.ts";

export interface RolloutRequest {
  readonly tool: Tool;
  /** Absolute. */
  readonly cwd: string;
  /** The file of the policy, relative to `cwd`. */
  readonly policy: string;
  readonly reports: readonly NamedReport[];
  readonly asOf: CalendarDate;
  /** How many days after the as-of date are looked at. */
  readonly days: number;
}

/**
 * Tries a policy on repositories by their reports, one after the other.
 * @throws ConfigError for a policy that is missing or invalid
 */
export async function rollout({
  tool,
  cwd,
  reports,
  asOf,
  days,
  ...request
}: RolloutRequest): Promise<Rollout> {
  const load = configLoader(cwd, ruleset);
  const policy = await load(resolve(cwd, request.policy), {
    ...{ root: reportedRoot, role: "policy" },
    isLocal: false,
  });
  const until = daysLater(asOf, days);
  const repositories: RepositoryRollout[] = [];
  for (const report of reports)
    repositories.push(
      await tryPolicy(report.repository, readReport(openReport(cwd, report)), {
        ...{ policy, asOf, until },
      }),
    );
  return { tool, asOf, until, policy: await policyOrigin(namedPolicy(policy)), repositories };
}
