import type {
  Answer,
  OnUnresolved,
  UnresolvedLookup,
  RegistrySource,
  RepositoryAddress,
} from "../domain/image/registry-source.ts";
import { answersHoldForDays } from "../domain/image/registry-source.ts";
import type { Source } from "../domain/image/known.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import { plusDays } from "../text/calendar-date.ts";

/** Registries, and what records the questions they leave open. */
export interface Registries {
  readonly source: RegistrySource;
  readonly onUnresolved: OnUnresolved;
}

/** Null where a facts file or a cache does not have the answer. */
export type MaybeAnswer<T> = Answer<T> | null;

/** Whether an answer settles the question; one that does not is recorded. */
export function isSettled<T>(
  answer: MaybeAnswer<T>,
  address: RepositoryAddress,
  question: string,
  onUnresolved: OnUnresolved,
): answer is Exclude<Answer<T>, UnresolvedLookup> {
  if (answer?.kind === "found" || answer?.kind === "absent") return true;
  onUnresolved(address, question, answer ?? { kind: "missing", why: "the facts do not have it" });
  return false;
}

/** Whether an answer is recent enough to show what exists now; one that is not is recorded. */
export function isCurrent(
  source: Source,
  asOf: CalendarDate,
  address: RepositoryAddress,
  question: string,
  onUnresolved: OnUnresolved,
): boolean {
  if (isRecent(source, asOf)) return true;
  onUnresolved(address, question, { kind: "outdated", why: source.asOf ?? "" });
  return false;
}

/** The same, where nothing has to be recorded. */
export function isRecent({ asOf: answered }: Source, asOf: CalendarDate): boolean {
  return answered === null || answered >= plusDays(asOf, -answersHoldForDays);
}
