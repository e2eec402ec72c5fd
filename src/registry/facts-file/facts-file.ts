import type { CalendarDate } from "../../text/calendar-date.ts";
import type { Source } from "../../domain/image/known.ts";
import type {
  Answer,
  RegistrySource,
  RepositoryAddress,
} from "../../domain/image/registry-source.ts";
import { readFactsJson } from "./facts-json.ts";
import { readTable } from "./facts-schema.ts";
import type { FactsTable, ImageAnswer, RepositoryAnswers } from "./facts-table.ts";
import { dayOfMoment } from "./facts-messages.ts";
import { isSettledAbsent } from "./settled-absence.ts";

/** The answers in a facts file. What is not in it is null, never a guess. */
export interface FactsFile extends RegistrySource {
  /** The day of the newest answer; null for a file without any. */
  readonly newest: CalendarDate | null;
}

/** Something wrong in a facts file. */
export interface FactsProblem {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 code units. */
  readonly column: number;
  /** A part of a sentence: what is wrong and what to do, without capital or full stop. */
  readonly message: string;
}

export type FactsReading =
  | { readonly kind: "facts"; readonly facts: FactsFile }
  /** In the order of the file, at most 100. */
  | { readonly kind: "not"; readonly problems: readonly FactsProblem[] };

/** Whoever has more of them writes the file anew. */
const maxProblems = 100;

/**
 * Reads a facts file (schema/inferlint.facts.v1.json). One problem, and nothing of it counts. Never throws.
 * @param options today: the day by the clock; answers of more than a day later are refused. platform: what is built for;
 * the configs of a file for another one are not looked at
 */
export function readFacts(
  text: string,
  options: { readonly today: CalendarDate; readonly platform: string },
): FactsReading {
  const problems: { readonly at: number; readonly message: string }[] = [];
  const report = (at: number, message: string): void => {
    if (problems.length < maxProblems) problems.push({ at, message });
  };
  const source = text.replace(/^\uFEFF/, "");
  const root = readFactsJson(source, report);
  const facts = root === null ? null : readTable(root, options.today, report);
  if (facts === null || problems.length > 0)
    return { kind: "not", problems: locationsOf(source, problems) };
  return { kind: "facts", facts: openFacts(facts.table, facts.platform === options.platform) };
}

function openFacts(table: FactsTable, isOfPlatform: boolean): FactsFile {
  const groups = [...table.values()].flatMap((registries) => [...registries]);
  const registries = new Set(groups.map(([registry]) => registry));
  const days = groups
    .map(([, { answeredAt }]) => dayOfMoment(answeredAt))
    .filter((day) => day !== null);
  days.sort();
  /** Looks into what is there of a repository; null where that is nothing. */
  const ask = <T>(
    { registry, repository }: RepositoryAddress,
    look: (answers: RepositoryAnswers) => { readonly found: T } | "absent" | null,
  ): Promise<Answer<T> | null> => {
    const answers = table.get(repository)?.get(registry);
    const seen = answers ? look(answers) : null;
    if (!answers || seen === null) return Promise.resolve(null);
    const source = sourceOf(registry, answers);
    return Promise.resolve(
      seen === "absent" ? { kind: "absent", source } : { kind: "found", value: seen.found, source },
    );
  };
  return {
    newest: days.at(-1) ?? null,
    covers: (registry) => registries.has(registry),
    tags: (address) =>
      ask(address, ({ tags }) => (tags === null || tags === "absent" ? tags : { found: tags })),
    digest: (address, reference) =>
      ask(address, (answers) => {
        const image = imageIn(answers, address, reference);
        return image === null || image === "absent" ? image : { found: image.digest };
      }),
    image: (address, reference) =>
      ask(address, (answers) => {
        const image = imageIn(answers, address, reference);
        if (image === null || image === "absent") return image;
        if (!isOfPlatform) return null;
        const { digest } = image;
        const config = image.config ?? configOf(answers.images.get(digest));
        return config && { found: { digest, ...config } };
      }),
  };
}

function imageIn(
  answers: RepositoryAnswers,
  { registry }: RepositoryAddress,
  reference: string,
): ImageAnswer | null {
  const image = answers.images.get(reference);
  return image ?? (isSettledAbsent(registry, answers, reference) ? "absent" : null);
}

/** The same digest is the same image, by whatever tag it was asked for. */
function configOf(image: ImageAnswer | undefined): Extract<ImageAnswer, object>["config"] {
  return image === undefined || image === "absent" ? null : image.config;
}

function sourceOf(registry: string, { answeredAt }: RepositoryAnswers): Source {
  return { name: `${registry}, by --facts`, asOf: dayOfMoment(answeredAt), answeredAt };
}

/** One walk through the text for all of them, whose lines are not kept: there may be millions. */
function locationsOf(
  text: string,
  problems: readonly { readonly at: number; readonly message: string }[],
): readonly FactsProblem[] {
  let [line, lineStart] = [1, 0];
  let next = text.indexOf("\n");
  return [...problems]
    .sort((a, b) => a.at - b.at)
    .map(({ at, message }) => {
      for (; next >= 0 && next < at; next = text.indexOf("\n", lineStart))
        [line, lineStart] = [line + 1, next + 1];
      return { line, column: at - lineStart + 1, message };
    });
}
