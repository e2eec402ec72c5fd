import type {
  Answer,
  OpenQuestion,
  RegistrySource,
  RepositoryAddress,
} from "../domain/image/registry-source.ts";
import { answersHoldForDays } from "../domain/image/registry-source.ts";
import type { RunLog } from "./run-log.ts";

/** What went wrong with the answers of a registry. */
interface Entry {
  readonly registry: string;
  readonly what: OpenQuestion["kind"] | "expired";
  readonly why: string;
  /** Kept facts answered instead. */
  readonly isReplaced: boolean;
  readonly repositories: Set<string>;
  /** Each once, however many images depend on it. */
  readonly questions: Set<string>;
}

/**
 * Asks registries, then kept facts, and keeps account of every question that stayed open, so that a run can say so once for
 * each registry and reason instead of once for each image.
 */
export class UnresolvedLookups {
  private readonly entries = new Map<string, Entry>();

  /** @param facts answers where the registry does not, or where none is asked */
  over(registry: RegistrySource | null, facts: RegistrySource | null): RegistrySource {
    const ask =
      <T>(
        of: (
          source: RegistrySource,
        ) => (address: RepositoryAddress, reference: string) => Promise<Answer<T> | null>,
      ) =>
      async (address: RepositoryAddress, reference: string): Promise<Answer<T> | null> => {
        const isOnline = registry?.covers(address.registry) === true;
        const answer = isOnline ? await of(registry)(address, reference) : null;
        if (answer?.kind === "found" || answer?.kind === "absent") return answer;
        const kept = facts ? await of(facts)(address, reference) : null;
        if (answer && kept) this.note(address, reference, answer, true);
        return kept ?? answer;
      };
    const tags = ask((source) => source.tags);
    return {
      covers: (name) => registry?.covers(name) === true || facts?.covers(name) === true,
      tags: (address) => tags(address, "tags"),
      digest: ask((source) => source.digest),
      image: ask((source) => source.image),
    };
  }

  /** An answer of the past was used, since the registry gave none. */
  expired(address: RepositoryAddress, answeredAt: string): void {
    this.note(address, answeredAt, { kind: "expired", why: answeredAt }, false);
  }

  /** A verdict depends on it. */
  open(address: RepositoryAddress, question: string, open: OpenQuestion): void {
    this.note(address, question, open, false);
  }

  get hasOpenQuestions(): boolean {
    return [...this.entries.values()].some(({ isReplaced }) => !isReplaced);
  }

  /** Whether a registry that was asked gave no answer of today. */
  get hasFailures(): boolean {
    const failed = new Set<Entry["what"]>(["denied", "throttled", "unreachable", "expired"]);
    return [...this.entries.values()].some(({ what }) => failed.has(what));
  }

  /**
   * One notification for each registry and reason.
   * @param strict an open question is a failure
   * @param isJudged something else decides instead
   */
  conclude(log: RunLog, strict: boolean, isInferenceImage: boolean): void {
    const entries = [...this.entries].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, entry] of entries) {
      const { what, isReplaced } = entry;
      // Without --strict the rules say what is not known; a registry that fails is worth a word all the same.
      const isQuiet = what === "missing" || what === "outdated" || what === "elsewhere";
      if (isQuiet && !strict) continue;
      const id = what === "missing" ? "facts-missing" : `registry-${what}`;
      const message = messageOf(entry, isInferenceImage);
      if (strict && !isReplaced) log.fail(id, null, `${message} --strict wants every answer.`);
      else log.warn(id, null, message);
    }
  }

  private note(
    { registry, repository }: RepositoryAddress,
    question: string,
    { kind: what, why }: { readonly kind: Entry["what"]; readonly why: string },
    isReplaced: boolean,
  ): void {
    // Of old answers the oldest is the one to know of; reasons stay apart.
    const reason = what === "expired" || what === "outdated" ? "" : why;
    const key = JSON.stringify([registry, what, isReplaced, reason]);
    const entry = this.entries.get(key) ?? {
      ...{ registry, what, why, isReplaced },
      repositories: new Set<string>(),
      questions: new Set<string>(),
    };
    entry.questions.add(`${repository} ${question}`);
    entry.repositories.add(repository);
    this.entries.set(key, why < entry.why ? { ...entry, why } : entry);
  }
}

function messageOf(
  { registry, what, why, repositories, questions, isReplaced }: Entry,
  isInferenceImage: boolean,
): string {
  const about = plural(repositories.size, "repository", "repositories");
  const asked = `${plural(questions.size, "question")} about ${about}`;
  switch (what) {
    case "missing":
      return `The facts leave ${asked} of ${registry} open: inferlint facts update asks them.`;
    case "outdated":
      return `Answers of ${registry} leave ${asked} open, the oldest of ${why}: after ${answersHoldForDays} days they no longer say what is.`;
    case "elsewhere":
      return `${registry} was not asked ${asked}, since ${why}.`;
    case "expired":
      return `${registry} did not answer ${asked}, so answers from the cache count, the oldest of ${why}.`;
    case "denied":
    case "throttled":
    case "unreachable": {
      const instead = isReplaced ? "the facts of --facts" : "the catalogue";
      const rest = isInferenceImage ? `: ${instead} answered as far as possible` : "";
      return `${registry} did not answer ${asked}, since ${why}${rest}.`;
    }
  }
}

function plural(count: number, noun: string, nouns: string = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}
