import type {
  Answer,
  UnresolvedLookup,
  RegistrySource,
  RepositoryAddress,
} from "../domain/image/registry-source.ts";
import {
  expiredAnswersUsed,
  failedLookups,
  missingInFacts,
  outdatedAnswers,
  skippedLookups,
  strictRequires,
} from "./registry-messages.ts";
import type { ShardLookup } from "../domain/rule/shard-record.ts";
import type { RunLog } from "./run-log.ts";
import { compareText } from "../text/compare-text.ts";

type Reason = ShardLookup["reason"];

/** The lookups on one registry that have no current answer for the same reason. */
interface Entry {
  readonly registry: string;
  readonly reason: Reason;
  /** Part of a sentence; the oldest day or time for `outdated` and `expired`. */
  readonly why: string;
  /** The facts file had an answer instead. */
  readonly isReplaced: boolean;
  readonly repositories: Set<string>;
  /** Each once, however many images depend on it. */
  readonly lookups: Set<string>;
}

const failures: ReadonlySet<Reason> = new Set(["denied", "throttled", "unreachable", "expired"]);

/**
 * Collects lookups without a current answer, so that a run reports each registry and reason once instead of once for each
 * image.
 */
export class UnresolvedLookups {
  private readonly entries = new Map<string, Entry>();

  /**
   * A source that asks the registry first, then the facts file, and records the registry's failures that the file made up for.
   * @param facts answers where the registry does not, or where there is none
   */
  over(registry: RegistrySource | null, facts: RegistrySource | null): RegistrySource {
    const ask =
      <T>(
        methodOf: (
          source: RegistrySource,
        ) => (address: RepositoryAddress, reference: string) => Promise<Answer<T> | null>,
      ) =>
      async (address: RepositoryAddress, reference: string): Promise<Answer<T> | null> => {
        const isOnline = registry?.covers(address.registry) === true;
        const answer = isOnline ? await methodOf(registry)(address, reference) : null;
        if (answer?.kind === "found" || answer?.kind === "absent") return answer;
        const recorded = facts ? await methodOf(facts)(address, reference) : null;
        if (answer && recorded) this.record(address, reference, answer, true);
        return recorded ?? answer;
      };
    const tags = ask((source) => source.tags);
    return {
      covers: (name) => registry?.covers(name) === true || facts?.covers(name) === true,
      tags: (address) => tags(address, "tags"),
      digest: ask((source) => source.digest),
      image: ask((source) => source.image),
    };
  }

  /** Records that the registry failed and an expired response was used. */
  expired(address: RepositoryAddress, answeredAt: string): void {
    this.record(address, answeredAt, { kind: "expired", why: answeredAt }, false);
  }

  /** Records an unresolved lookup that a rule's result depends on. */
  add(address: RepositoryAddress, lookup: string, reason: UnresolvedLookup): void {
    this.record(address, lookup, reason, false);
  }

  /** All of them, as data. */
  recorded(): readonly ShardLookup[] {
    return [...this.entries.values()].map(({ repositories, lookups, ...entry }) => ({
      ...entry,
      ...{ repositories: [...repositories], lookups: [...lookups] },
    }));
  }

  /** Adds what another run recorded. */
  addRecorded({ repositories, lookups, ...entry }: ShardLookup): void {
    const known = this.entryOf(entry);
    for (const repository of repositories) known.repositories.add(repository);
    for (const lookup of lookups) known.lookups.add(lookup);
  }

  get hasUnresolved(): boolean {
    return [...this.entries.values()].some(({ isReplaced }) => !isReplaced);
  }

  /** Whether a registry that was asked gave no current answer. */
  get hasFailures(): boolean {
    return [...this.entries.values()].some(({ reason }) => failures.has(reason));
  }

  /**
   * Logs one notification for each registry and reason.
   * @param options strict: an unresolved lookup is an error. hasCatalogue: the catalogue answers instead of a registry that
   * fails
   */
  conclude(
    log: RunLog,
    { strict, hasCatalogue }: { readonly strict: boolean; readonly hasCatalogue: boolean },
  ): void {
    const entries = [...this.entries].sort(([a], [b]) => compareText(a, b));
    for (const [, entry] of entries) {
      const { reason, isReplaced } = entry;
      // Without --strict, findings report what is unknown; a failing registry is a warning nevertheless.
      if (!strict && !failures.has(reason)) continue;
      const id = reason === "missing" ? "facts-missing" : `registry-${reason}`;
      const message = messageOf(entry, hasCatalogue);
      if (strict && !isReplaced) log.fail(id, null, `${message} ${strictRequires}`);
      else log.warn(id, null, message);
    }
  }

  private record(
    { registry, repository }: RepositoryAddress,
    lookup: string,
    { kind: reason, why }: { readonly kind: Reason; readonly why: string },
    isReplaced: boolean,
  ): void {
    const entry = this.entryOf({ registry, reason, why, isReplaced });
    entry.lookups.add(`${repository} ${lookup}`);
    entry.repositories.add(repository);
  }

  /** Old answers share one entry, which shows the oldest; failures are separate by their cause. */
  private entryOf(own: Omit<Entry, "repositories" | "lookups">): Entry {
    const { registry, reason, why, isReplaced } = own;
    const cause = reason === "expired" || reason === "outdated" ? "" : why;
    const key = JSON.stringify([registry, reason, isReplaced, cause]);
    const known = this.entries.get(key);
    const entry = known ?? { ...own, repositories: new Set<string>(), lookups: new Set<string>() };
    const oldest = why < entry.why ? { ...entry, why } : entry;
    this.entries.set(key, oldest);
    return oldest;
  }
}

function messageOf(entry: Entry, hasCatalogue: boolean): string {
  const { reason, why } = entry;
  const counts = {
    registry: entry.registry,
    lookups: entry.lookups.size,
    repositories: entry.repositories.size,
  };
  switch (reason) {
    case "missing":
      return missingInFacts(counts);
    case "outdated":
      return outdatedAnswers(counts, why);
    case "elsewhere":
      return skippedLookups(counts, why);
    case "expired":
      return expiredAnswersUsed(counts, why);
    case "denied":
    case "throttled":
    case "unreachable": {
      const fallback = entry.isReplaced ? "the facts file" : "the catalogue";
      return failedLookups(counts, why, hasCatalogue ? fallback : null);
    }
  }
}
