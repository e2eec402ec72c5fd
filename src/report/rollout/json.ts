import type { Finding } from "../../domain/rule/finding.ts";
import type { RepositoryRollout, Rollout } from "../../domain/rule/rollout.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { jsonChange } from "../forecast/json.ts";
import { jsonNotification, jsonRegion } from "../json/items.ts";
import { listMark, StreamedList } from "../log-safe-json.ts";
import type { RolloutReportV1, RolloutRepositoryV1 } from "./schema.ts";
import { exitCodeOf, failsFrom, summaryOf } from "./verdict.ts";

/** `inferlint.rollout/1`, repository by repository. */
export function* rolloutJson(rollout: Rollout): Iterable<string> {
  const { tool, asOf, until, policy, repositories } = rollout;
  const list = new StreamedList();
  const start: Omit<RolloutReportV1, "repositories" | "summary"> = {
    schema: "inferlint.rollout/1",
    tool: { name: tool.name, version: tool.version },
    ...{ asOf, until },
    policy: policy && { name: policy.name, digest: policy.digest },
  };
  yield list.begin({ ...start, repositories: listMark });
  for (const one of repositories) yield list.add(list.item(jsonRepository(one, asOf)));
  yield list.end({ repositories: listMark, summary: summaryOf(rollout) });
}

function jsonRepository(one: RepositoryRollout, asOf: CalendarDate): RolloutRepositoryV1 {
  const { repository } = one;
  const exitCode = exitCodeOf(one);
  if (one.kind === "untried")
    return { repository, exitCode, why: one.why, failing: [], coming: [], notifications: [] };
  const { reported, until, failing, changes, notifications } = one;
  const from = failsFrom(one, asOf);
  return {
    ...{ repository, exitCode, reported, until },
    ...(from === null ? {} : { failsFrom: from }),
    failing: failing.map(jsonFailing),
    coming: changes.map(jsonChange),
    notifications: notifications.map(jsonNotification),
  };
}

function jsonFailing({
  ruleId,
  level,
  message,
  path,
  region,
  image,
}: Finding): RolloutRepositoryV1["failing"][number] {
  return {
    ...{ ruleId, level, message: message.long, remedy: message.remedy.text, path },
    region: jsonRegion(region),
    ...(image === null ? {} : { image }),
  };
}
