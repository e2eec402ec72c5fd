import type { CalendarDate } from "../../text/calendar-date.ts";
import { normalPlatform } from "../../domain/image/platform.ts";
import type { Source } from "../../domain/image/known.ts";
import type {
  Answer,
  RegistrySource,
  RepositoryAddress,
} from "../../domain/image/registry-source.ts";
import { readFactsJson } from "./facts-json.ts";
import { readTable } from "./facts-schema.ts";
import type { FactsTable, ImageAnswer, RepositoryAnswers } from "./facts-table.ts";
import { dayOfMoment } from "./facts-grammar.ts";
import { isSettledAbsent } from "./settled-absence.ts";

/** The answers in a facts file; null for lookups that it does not contain. */
export interface FactsFile extends RegistrySource {
  /** The day of the newest answer; null for a file without answers. */
  readonly newest: CalendarDate | null;
}

/** A fault in a facts file. */
export interface FactsProblem {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 code units. */
  readonly column: number;
  /** The fault and what to do, without capital at the start and full stop. */
  readonly message: string;
}

export type FactsReading =
  | { readonly kind: "facts"; readonly facts: FactsFile }
  /** In the order of the file, at most `maxProblems`. */
  | { readonly kind: "invalid"; readonly problems: readonly FactsProblem[] };

/** More do not help: such a file has to be written again. */
const maxProblems = 100;

/**
 * Reads a facts file (schema/inferlint.facts.v1.json). A file with any fault is rejected as a whole. Never throws.
 * @param options today: by the clock; answers more than a day later are a fault. platform: of the build;
 * the image configs of a file for another one are not used
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
    return { kind: "invalid", problems: withPositions(source, problems) };
  return {
    kind: "facts",
    facts: openFacts(facts.table, facts.platform === normalPlatform(options.platform)),
  };
}

function openFacts(table: FactsTable, isOfPlatform: boolean): FactsFile {
  const groups = [...table.values()].flatMap((registries) => [...registries]);
  const registries = new Set(groups.map(([registry]) => registry));
  const days = groups
    .map(([, { answeredAt }]) => dayOfMoment(answeredAt))
    .filter((day) => day !== null);
  days.sort();
  const lookup = <T>(
    { registry, repository }: RepositoryAddress,
    find: (answers: RepositoryAnswers) => { readonly found: T } | "absent" | null,
  ): Promise<Answer<T> | null> => {
    const answers = table.get(repository)?.get(registry);
    const answer = answers ? find(answers) : null;
    if (!answers || answer === null) return Promise.resolve(null);
    const source = sourceOf(registry, answers);
    return Promise.resolve(
      answer === "absent"
        ? { kind: "absent", source }
        : { kind: "found", value: answer.found, source },
    );
  };
  return {
    newest: days.at(-1) ?? null,
    covers: (registry) => registries.has(registry),
    tags: (address) =>
      lookup(address, ({ tags }) => (tags === null || tags === "absent" ? tags : { found: tags })),
    digest: (address, reference) =>
      lookup(address, (answers) => {
        const image = imageIn(answers, address, reference);
        return image === null || image === "absent" ? image : { found: image.digest };
      }),
    image: (address, reference) =>
      lookup(address, (answers) => {
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

/** The config that was recorded for a digest, which is the same for every tag that resolves to it. */
function configOf(image: ImageAnswer | undefined): Extract<ImageAnswer, object>["config"] {
  return image === undefined || image === "absent" ? null : image.config;
}

function sourceOf(registry: string, { answeredAt }: RepositoryAnswers): Source {
  return { name: `${registry}, by --facts`, asOf: dayOfMoment(answeredAt), answeredAt };
}

/** Adds lines and columns in one pass over the text, without an index of its lines, of which there may be millions. */
function withPositions(
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
