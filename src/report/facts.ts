import type { CalendarDate } from "../text/calendar-date.ts";
import type { EnrichedImage } from "../domain/build/enriched-build.ts";
import type { DateBound, ImageFacts, LatestDate } from "../domain/image/image-facts.ts";
import { referenceText } from "../domain/build/inference-images.ts";
import type { Known, Source } from "../domain/image/known.ts";
import { valueOf } from "../domain/image/known.ts";
import { cycleName } from "../domain/image/lifecycle.ts";
import type { ReleaseCycle } from "../domain/image/release-cycle.ts";
import type { Tool } from "../domain/rule/run.ts";
import { logSafeJson } from "./log-safe-json.ts";
import { safeText } from "./safe-text.ts";
import { styleOf } from "./style.ts";

/** One line of `inferlint facts show`: a value with its source, or why it is unknown. */
interface ShownFact {
  readonly fact: string;
  readonly value: string | null;
  readonly source: Source | null;
  readonly why: string | null;
}

/** All facts about an image, known and unknown. */
function factsOf(image: EnrichedImage): readonly ShownFact[] {
  const { facts } = image;
  if (!facts) return [];
  return [
    ...factLines("operating system", facts.os),
    ...endOf(facts.osCycle),
    factLine("Python", facts.python),
    ...endOf(facts.pythonCycle),
    ...(valueOf(facts.processor) === "cpu" ? [] : factLines("CUDA", facts.cuda)),
    factLine("processor", facts.processor),
    factLine("default user", facts.defaultUser),
    variables(facts.env),
    factLine("support", facts.support),
    ...(facts.successor
      ? [knownFact("successor", facts.successor.repository, facts.successor.source)]
      : []),
    existence(facts),
    ...(facts.published
      ? [knownFact("digest", facts.published.image.digest, facts.published.source)]
      : []),
    ...tagDate(facts),
    latestDate(facts.latest),
    // With the exact date of latest, the newest tag in the catalogue adds nothing.
    ...(facts.newestTag && facts.latest.kind !== "exact"
      ? [knownFact("newest known tag", facts.newestTag.tag, facts.newestTag.source)]
      : []),
  ];
}

function knownFact(fact: string, value: string, source: Source): ShownFact {
  return { fact, value, source, why: null };
}

function unknownFact(fact: string, why: string): ShownFact {
  return { fact, value: null, source: null, why };
}

function factLine(name: string, fact: Known<string | null>): ShownFact {
  return fact.known
    ? knownFact(name, fact.value ?? "none", fact.source)
    : unknownFact(name, fact.why);
}

/** With what another source states instead. */
function factLines(name: string, fact: Known<string | null>): readonly ShownFact[] {
  const other = fact.known ? fact.other : undefined;
  return [
    factLine(name, fact),
    ...(other ? [knownFact(`${name} elsewhere`, other.value ?? "none", other.source)] : []),
  ];
}

function beyond(bound: DateBound): string {
  if (bound === "exact") return "";
  return bound === "latest" ? " or earlier" : " or later";
}

function variables(env: ImageFacts["env"]): ShownFact {
  if (!env.known) return unknownFact("variables", env.why);
  const { names, complete } = env.value;
  const list = names.length === 0 ? "none" : names.join(", ");
  return knownFact("variables", complete ? list : `${list}, and possibly others`, env.source);
}

function endOf(cycle: ReleaseCycle | null): readonly ShownFact[] {
  if (!cycle) return [];
  const name = `end of ${cycleName(cycle)}`;
  return cycle.endOfLife === null
    ? [unknownFact(name, "not in any source")]
    : [knownFact(name, cycle.endOfLife, cycle.source)];
}

function existence({ existence: state }: ImageFacts): ShownFact {
  switch (state.kind) {
    case "absent":
      return knownFact("existence", `no such ${state.what}`, state.source);
    case "present":
      return knownFact("existence", "the image exists", state.source);
    case "unknown":
      return unknownFact("existence", "no registry was asked, or it did not answer");
  }
}

function tagDate({ tagDate: date }: ImageFacts): readonly ShownFact[] {
  switch (date.kind) {
    case "dated":
      return [knownFact("date", `${date.date}${beyond(date.bound)}`, date.source)];
    case "unknown":
      return [unknownFact("date", date.why)];
    case "none":
      return [];
  }
}

function latestDate(latest: LatestDate): ShownFact {
  switch (latest.kind) {
    case "exact":
      return knownFact("date of latest", latest.date, latest.source);
    case "none":
      return unknownFact("date of latest", "the registry has no tag latest");
    case "between": {
      const since = latest.earliest === null ? "" : `${latest.earliest} or later, `;
      return unknownFact("date of latest", `${since}${latest.why ?? "no registry was asked"}`);
    }
  }
}

/** The facts as text for a terminal, one line each. */
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

/** The facts as JSON, schema `inferlint.facts-of-image/1`. */
export function factsJson(
  image: EnrichedImage,
  { tool, asOf }: { readonly tool: Tool; readonly asOf: CalendarDate },
): string {
  return logSafeJson({
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
