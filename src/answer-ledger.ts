import type {
  Answer,
  RegistrySource,
  RepositoryAddress,
  Unanswered,
} from "./domain/registry-source.ts";
import type { RunLog } from "./run-log.ts";

/** What of a registry's answers went wrong, and for which repositories. */
interface Entry {
  readonly registry: string;
  readonly what: Unanswered["kind"] | "expired" | "missing";
  readonly why: string;
  readonly repositories: Set<string>;
  questions: number;
  /** Another source answered instead. */
  readonly isReplaced: boolean;
}

/**
 * Asks registries, then kept facts, and keeps account of every question that stayed open, so that a run can say so once for
 * each registry instead of once for each image.
 */
export class AnswerLedger {
  private readonly entries = new Map<string, Entry>();
  /** By repository: nothing else of it was answered since. */
  private readonly deniedLists = new Map<
    string,
    { readonly address: RepositoryAddress; readonly why: string }
  >();

  /** @param facts answers where the registry does not, or where none is asked */
  over(registry: RegistrySource | null, facts: RegistrySource | null): RegistrySource {
    const ask =
      <Arguments extends readonly unknown[], T>(
        of: (
          source: RegistrySource,
        ) => (address: RepositoryAddress, ...question: Arguments) => Promise<Answer<T> | null>,
      ) =>
      async (address: RepositoryAddress, ...question: Arguments): Promise<Answer<T> | null> => {
        const isOnline = registry?.covers(address.registry) === true;
        const answer = isOnline ? await of(registry)(address, ...question) : null;
        if (answer?.kind === "found" || answer?.kind === "absent") {
          this.deniedLists.delete(nameOf(address));
          return answer;
        }
        const kept = facts ? await of(facts)(address, ...question) : null;
        // Many who may pull may not list; what the list was asked for, the image itself can answer.
        if (answer?.kind === "denied" && question.length === 0 && !kept)
          this.deniedLists.set(nameOf(address), { address, why: answer.why });
        else if (answer) this.note(address, answer.kind, answer.why, kept !== null);
        else if (!kept) this.note(address, "missing", "the facts do not have it", false);
        return kept ?? answer;
      };
    return {
      covers: (name) => registry?.covers(name) === true || facts?.covers(name) === true,
      tags: ask((source) => source.tags),
      digest: ask((source) => source.digest),
      image: ask((source) => source.image),
    };
  }

  /** An answer of the past was used, since the registry gave none. */
  expired(address: RepositoryAddress, answeredAt: string): void {
    this.note(address, "expired", answeredAt, false);
  }

  get hasOpenQuestions(): boolean {
    if (this.deniedLists.size > 0) return true;
    return [...this.entries.values()].some(({ isReplaced }) => !isReplaced);
  }

  /**
   * One notification for each registry and reason.
   * @param strict an open question is a failure
   * @param isJudged something else decides instead
   */
  conclude(log: RunLog, strict: boolean, isJudged: boolean): void {
    for (const { address, why } of this.deniedLists.values())
      this.note(address, "denied", why, false);
    this.deniedLists.clear();
    const entries = [...this.entries].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, entry] of entries) {
      const { what, isReplaced } = entry;
      if (what === "missing" && !strict) continue;
      const id = what === "missing" ? "facts-missing" : `registry-${what}`;
      const message = messageOf(entry, isJudged);
      if (strict && !isReplaced) log.fail(id, null, `${message} --strict wants every answer.`);
      else log.warn(id, null, message);
    }
  }

  private note(
    { registry, repository }: RepositoryAddress,
    what: Entry["what"],
    why: string,
    isReplaced: boolean,
  ): void {
    // Of old answers the oldest is the one to know of; reasons stay apart.
    const reason = what === "expired" ? "" : why;
    const key = JSON.stringify([registry, what, isReplaced, reason]);
    const entry = this.entries.get(key) ?? {
      ...{ registry, what, why, isReplaced },
      repositories: new Set<string>(),
      questions: 0,
    };
    entry.questions++;
    entry.repositories.add(repository);
    this.entries.set(key, why < entry.why ? { ...entry, why } : entry);
  }
}

function nameOf({ registry, repository }: RepositoryAddress): string {
  return `${registry}/${repository}`;
}

function messageOf(
  { registry, what, why, repositories, questions, isReplaced }: Entry,
  isJudged: boolean,
): string {
  const asked = `${plural(questions, "question")} about ${plural(repositories.size, "repository", "repositories")}`;
  switch (what) {
    case "missing":
      return `The facts leave ${asked} of ${registry} open.`;
    case "expired":
      return `${registry} did not answer ${asked}, so answers from the cache count, the oldest of ${why}.`;
    case "denied":
    case "throttled":
    case "unreachable": {
      const instead = isReplaced ? "the facts of --facts" : "the catalogue";
      const rest = isJudged ? `: ${instead} answered as far as possible` : "";
      return `${registry} did not answer ${asked}, since ${why}${rest}.`;
    }
  }
}

function plural(count: number, noun: string, nouns: string = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}
