import type { CalendarDate } from "../text/calendar-date.ts";
import type { EnrichedImage } from "../domain/build/enriched-build.ts";
import type { ImageFacts, LatestDate } from "../domain/image/image-facts.ts";
import { referenceText } from "../domain/build/inference-images.ts";
import type { Known, Source } from "../domain/image/known.ts";
import { valueOf } from "../domain/image/known.ts";
import { cycleName } from "../domain/image/lifecycle.ts";
import type { ReleaseCycle } from "../domain/image/release-cycle.ts";
import type { Tool } from "../domain/rule/run.ts";
import { logSafeJson } from "./log-safe-json.ts";
import { safeText } from "./safe-text.ts";
import { styleOf } from "./style.ts";

/** One line of `inferlint facts show`: a value with its source, or why there is none. */
interface ShownFact {
  readonly fact: string;
  readonly value: string | null;
  readonly source: Source | null;
  readonly why: string | null;
}

/** Everything that is known of an image, and what is not. */
function factsOf(image: EnrichedImage): readonly ShownFact[] {
  const { facts } = image;
  if (!facts) return [];
  return [
    known("operating system", facts.os),
    ...endOf(facts.osCycle),
    known("Python", facts.python),
    ...endOf(facts.pythonCycle),
    ...(valueOf(facts.processor) === "cpu" ? [] : [known("CUDA", facts.cuda)]),
    known("processor", facts.processor),
    known("default user", facts.defaultUser),
    known("support", facts.support),
    ...(facts.successor
      ? [told("successor", facts.successor.repository, facts.successor.source)]
      : []),
    existence(facts),
    ...(facts.published
      ? [told("digest", facts.published.image.digest, facts.published.source)]
      : []),
    ...tagDate(facts),
    latestDate(facts.latest),
    // Where latest is known, the newest tag that the catalogue happens to know says no more.
    ...(facts.newestTag && facts.latest.kind !== "exact"
      ? [told("newest known tag", facts.newestTag.tag, facts.newestTag.source)]
      : []),
  ];
}

function told(fact: string, value: string, source: Source): ShownFact {
  return { fact, value, source, why: null };
}

function unanswered(fact: string, why: string): ShownFact {
  return { fact, value: null, source: null, why };
}

function known(name: string, fact: Known<string | null>): ShownFact {
  return fact.known ? told(name, fact.value ?? "none", fact.source) : unanswered(name, fact.why);
}

function endOf(cycle: ReleaseCycle | null): readonly ShownFact[] {
  if (!cycle) return [];
  const name = `end of ${cycleName(cycle)}`;
  return cycle.endOfLife === null
    ? [unanswered(name, "no source states it")]
    : [told(name, cycle.endOfLife, cycle.source)];
}

function existence({ existence: state }: ImageFacts): ShownFact {
  switch (state.kind) {
    case "absent":
      return told("existence", `no such ${state.what}`, state.source);
    case "present":
      return told("existence", "there is such an image", state.source);
    case "unknown":
      return unanswered("existence", "no registry was asked, or none answered");
  }
}

function tagDate({ tagDate: date }: ImageFacts): readonly ShownFact[] {
  switch (date.kind) {
    case "dated":
      return [told("date", `${date.date}${date.upperBound ? " or earlier" : ""}`, date.source)];
    case "unknown":
      return [unanswered("date", date.why)];
    case "none":
      return [];
  }
}

function latestDate(latest: LatestDate): ShownFact {
  switch (latest.kind) {
    case "exact":
      return told("date of latest", latest.date, latest.source);
    case "none":
      return unanswered("date of latest", "the registry has no latest");
    case "between": {
      const since = latest.earliest === null ? "" : `${latest.earliest} or later, `;
      return unanswered("date of latest", `${since}${latest.why ?? "no registry was asked"}`);
    }
  }
}

/** For people: one line a fact. */
export function factsText(image: EnrichedImage, colors: boolean): string {
  const style = styleOf(colors);
  const facts = factsOf(image);
  const width = Math.max(...facts.map(({ fact }) => fact.length));
  const lines = facts.map(({ fact, value, source, why }) => {
    const label = style.bold(fact.padEnd(width));
    if (value === null) return `  ${label}  unknown: ${safeText(why ?? "")}`;
    return `  ${label}  ${safeText(value)}${source ? style.dim(` (${safeText(sourceText(source))})`) : ""}`;
  });
  return `${style.bold(safeText(referenceText(image)))}\n${lines.join("\n")}\n`;
}

function sourceText({ name, asOf, answeredAt }: Source): string {
  const when = answeredAt ?? asOf;
  return when === null ? name : `${name}, ${when}`;
}

/** The same for machines. */
export function* factsJsonPieces(
  image: EnrichedImage,
  { tool, asOf }: { readonly tool: Tool; readonly asOf: CalendarDate },
): Iterable<string> {
  yield* logSafeJson({
    schema: "inferlint.facts-of-image/1",
    tool: { name: tool.name, version: tool.version },
    asOf,
    image: referenceText(image),
    facts: factsOf(image).map(({ fact, value, source, why }) => ({
      fact,
      value,
      ...(source
        ? {
            source: source.name,
            asOf: source.asOf,
            ...(source.answeredAt === undefined ? {} : { answeredAt: source.answeredAt }),
          }
        : {}),
      ...(why === null ? {} : { why }),
    })),
  });
}
