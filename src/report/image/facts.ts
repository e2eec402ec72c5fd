import type { EnrichedImage } from "../../domain/build/enriched-build.ts";
import type { ImageFacts, LatestDate } from "../../domain/image/image-facts.ts";
import type { Confidence, Known, Source } from "../../domain/image/known.ts";
import { valueOf } from "../../domain/image/known.ts";
import { cycleName } from "../../domain/image/lifecycle.ts";
import { publishedText } from "../../domain/image/tag-age.ts";
import type { ReleaseCycle } from "../../domain/image/release-cycle.ts";
import { safeText } from "../safe-text.ts";
import type { Style } from "../style.ts";
import type { JsonFactV1 } from "./schema.ts";

/** A value with its source, or why it is unknown. */
interface ShownFact {
  readonly fact: string;
  readonly value: string | null;
  /** Null where nothing states it, or where the value itself shows it. */
  readonly source: Source | null;
  readonly confidence: Confidence;
  readonly why: string | null;
}

/** All facts about an image, known and unknown. */
function factsOf(image: EnrichedImage): readonly ShownFact[] {
  const { facts } = image;
  if (!facts) return [];
  return [
    ...kindOf(facts),
    ...withOther("operating system", facts.os),
    ...endOf(facts.osCycle),
    factLine("Python", facts.python),
    ...endOf(facts.pythonCycle),
    ...(valueOf(facts.processor) === "cpu" ? [] : withOther("CUDA", facts.cuda)),
    factLine("processor", facts.processor),
    factLine("default user", facts.defaultUser),
    variables(facts.env),
    factLine("support", facts.support),
    ...(facts.preview && facts.support.known
      ? [knownFact("preview", "Microsoft tags it as a preview", facts.support.source)]
      : []),
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

function knownFact(
  fact: string,
  value: string,
  source: Source,
  confidence: Confidence = "high",
): ShownFact {
  return { fact, value, source, confidence, why: null };
}

function unknownFact(fact: string, why: string): ShownFact {
  return { fact, value: null, source: null, confidence: "high", why };
}

function factLine(name: string, fact: Known<string | null>): ShownFact {
  return fact.known
    ? knownFact(name, fact.value ?? "none", fact.source, fact.confidence)
    : unknownFact(name, fact.why);
}

/** With what another source states instead. */
function withOther(name: string, fact: Known<string | null>): readonly ShownFact[] {
  const other = fact.known ? fact.other : undefined;
  return [
    factLine(name, fact),
    ...(other ? [knownFact(`${name} elsewhere`, other.value ?? "none", other.source)] : []),
  ];
}

/** What kind of image it is if it is no inference image, and whether anything shows that it was published. */
function kindOf({ family, evidenced }: ImageFacts): readonly ShownFact[] {
  return [
    ...(family === "inference"
      ? []
      : [{ ...unknownFact("kind", ""), value: `${family}, not an inference image`, why: null }]),
    ...(evidenced
      ? []
      : [unknownFact("publication", "nothing shows that this image was ever published")]),
  ];
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
  const { endOfLife, other } = cycle;
  if (endOfLife === null) return [unknownFact(name, "not in any source")];
  const another = other?.endOfLife ?? null;
  return [
    knownFact(name, endOfLife, cycle.source),
    ...(other && another !== null && another !== endOfLife
      ? [knownFact(`${name} elsewhere`, another, other.source)]
      : []),
  ];
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
      return [knownFact("date", publishedText(date), date.source, date.confidence)];
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

/** The facts with their sources, as lines for a terminal. */
export function factLines(image: EnrichedImage, style: Style): readonly string[] {
  const facts = factsOf(image);
  const width = Math.max(...facts.map(({ fact }) => fact.length));
  return facts.map(({ fact, value, source, confidence, why }) => {
    const label = style.bold(fact.padEnd(width));
    if (value === null) return `  ${label}  unknown: ${safeText(why ?? "")}`;
    const details = [
      ...(source ? [sourceText(source)] : []),
      ...(confidence === "high" ? [] : [`${confidence} confidence`]),
    ].join("; ");
    return `  ${label}  ${safeText(value)}${details === "" ? "" : style.dim(` (${safeText(details)})`)}`;
  });
}

function sourceText({ name, asOf, answeredAt }: Source): string {
  const when = answeredAt ?? asOf;
  return when === null ? name : `${name}, ${when}`;
}

/** The facts with their sources, as in `inferlint.image/1`. */
export function factsJson(image: EnrichedImage): readonly JsonFactV1[] {
  return factsOf(image).map(({ fact, value, source, confidence, why }) => ({
    fact,
    value,
    ...(value === null ? {} : { confidence }),
    ...(source
      ? {
          source: source.name,
          asOf: source.asOf,
          ...(source.answeredAt === undefined ? {} : { answeredAt: source.answeredAt }),
        }
      : {}),
    ...(why === null ? {} : { why }),
  }));
}
