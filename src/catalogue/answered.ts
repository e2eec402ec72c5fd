import { calendarDate } from "../text/calendar-date.ts";
import type { RepositoryFacts } from "../domain/image/image-facts.ts";
import { known, type Known, type Source } from "../domain/image/known.ts";
import type { AnsweredFacts, ImagesData } from "./catalogue-data.ts";

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

/** The registry as the source of its tags: as of the day on which it was asked. */
export function registryOf({ sources }: ImagesData): Source {
  const day = sources[registry]?.asOf;
  return { name: registry, asOf: day === undefined ? null : calendarDate(day) };
}

export const isAnswered = ({ name }: Source): boolean => name === registry;

function sourceOf(asOf: string): Source {
  return { name: registry, asOf: calendarDate(asOf) };
}
