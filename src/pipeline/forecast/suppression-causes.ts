import { readSuppression } from "../../check/index.ts";
import type { Comment } from "../../domain/build/dockerfile.ts";
import type { Exception, Settings } from "../../domain/settings/settings.ts";
import { endingDays } from "../../domain/rule/suppression.ts";
import type { DatedCause } from "../../domain/rule/cause.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { plusDays } from "../../text/calendar-date.ts";
import { formerIds, ruleset } from "../ruleset.ts";
import type { Period } from "./period.ts";

type Limit = Pick<Settings, "maxExceptionDays">;

const ruleIds = ruleset.map(({ id }) => id);

/** The days on which suppression comments begin or cease to count. */
export function commentCauses(
  comments: readonly Comment[],
  { asOf }: Period,
  limit: Limit,
): readonly DatedCause[] {
  return comments.flatMap((comment) => {
    const { until, region } = readSuppression(comment, ruleIds, asOf, formerIds);
    return until === null ? [] : causesOf("comment-ended", until, region, limit);
  });
}

/** The days on which exceptions begin or cease to count. */
export function exceptionCauses(
  exceptions: readonly Exception[],
  limit: Limit,
): readonly DatedCause[] {
  return exceptions.flatMap(({ until, location }) =>
    until === null ? [] : causesOf("exception-ended", until, location.region, limit),
  );
}

function causesOf(
  kind: "comment-ended" | "exception-ended",
  until: CalendarDate,
  region: DatedCause["region"],
  { maxExceptionDays: maxDays }: Limit,
): readonly DatedCause[] {
  const ended: DatedCause = { day: plusDays(until, 1), region, cause: { kind, until } };
  const isNear = { kind: "suppression-ending", until } as const;
  const ending: DatedCause = { day: plusDays(until, -endingDays), region, cause: isNear };
  if (maxDays === null) return [ending, ended];
  const cause = { kind: "suppression-allowed", until, maxDays } as const;
  return [{ day: plusDays(until, -maxDays), region, cause }, ending, ended];
}

/** Exceptions that count on any day of a period, as far as they can cover a file with these images. */
export function exceptionsFor(
  settings: Settings,
  file: string,
  repositories: readonly (string | null)[],
  { until }: Period,
): readonly Exception[] {
  // A policy rejects fewer the nearer their end is, so that on the last day it rejects the fewest.
  return settings
    .onDay(until)
    .exceptions.filter((exception) =>
      exception.rules.some((rule) =>
        [null, ...repositories].some((repository) => exception.covers(file, rule, repository)),
      ),
    );
}
