import { calendarDate } from "../text/calendar-date.ts";
import type { RepositoryFacts } from "../domain/image/image-facts.ts";
import { known, type Known, type Source } from "../domain/image/known.ts";
import type { AnsweredFacts, NewestVersion } from "./catalogue-data.ts";

/** Facts that no document states, but the registry: it was asked when the catalogue was made. */
const registry = "mcr.microsoft.com";

/** What `latest` was when the registry was asked, it may no longer be: medium confidence. Null where it was not stated. */
export function answeredFact(
  answered: AnsweredFacts | null,
  name: "os" | "cuda" | "user",
): Known<string> | null {
  const value = answered?.[name];
  return answered && value !== undefined ? known(value, sourceOf(answered.asOf), "medium") : null;
}

/** The names of all variables that it sets; by now it may set others, too. */
export function answeredEnv(answered: AnsweredFacts | null): RepositoryFacts["env"] | null {
  if (!answered?.env) return null;
  return known({ names: answered.env, complete: false }, sourceOf(answered.asOf), "medium");
}

/** The source of the day of a version that no document describes. */
export function publicationOf({ day }: NonNullable<NewestVersion["published"]>): Source {
  return sourceOf(day);
}

export const isAnswered = ({ name }: Source): boolean => name === registry;

function sourceOf(asOf: string): Source {
  return { name: registry, asOf: calendarDate(asOf) };
}
