import type { CalendarDate } from "../../src/text/calendar-date.ts";
import { minusMonths } from "../../src/text/calendar-date.ts";
import type { ImageFacts, Processor, SuccessorFacts } from "../../src/domain/image/image-facts.ts";
import { microsoftRegistry } from "../../src/domain/image/image-policy.ts";
import { valueOf } from "../../src/domain/image/known.ts";
import {
  cycleEnded,
  isCurrent,
  isSupported,
  usableSuccessor,
} from "../../src/domain/image/lifecycle.ts";

/** The window Microsoft supports tags in, in months. */
const supportedMonths = 6;

/**
 * The one way out for an image, whatever rule asks: another image where this one cannot be kept, else a newer tag of it. A
 * suggestion never crosses CPU and GPU and never drops a framework without saying so.
 */
export function recommend(facts: ImageFacts, asOf: CalendarDate): string {
  const before = worked.get(facts);
  if (before?.asOf === asOf) return before.text;
  const text = workOut(facts, asOf);
  worked.set(facts, { asOf, text });
  return text;
}

/** Every rule asks for the same image, and thousands of files may name it. */
const worked = new WeakMap<ImageFacts, { readonly asOf: CalendarDate; readonly text: string }>();

function workOut(facts: ImageFacts, asOf: CalendarDate): string {
  const mustLeave =
    !isSupported(facts) || cycleEnded(facts.osCycle, asOf) || cycleEnded(facts.pythonCycle, asOf);
  const successor = mustLeave ? usableSuccessor(facts, asOf) : null;
  if (successor) return toSuccessor(facts, successor);
  return isSupported(facts) ? toNewerTag(facts, asOf) : toAlternatives(facts, asOf);
}

/** `latest`, and a dated tag only where it is proven to lie in the window. */
function toNewerTag(
  { repository, newestTag, tagDate, latest }: ImageFacts,
  asOf: CalendarDate,
): string {
  const name = fullName(repository);
  const measuredFrom = latest.kind === "exact" ? latest.date : asOf;
  const isProven =
    newestTag !== null && newestTag.date >= minusMonths(measuredFrom, supportedMonths);
  const isNewer = tagDate.kind !== "dated" || (newestTag !== null && newestTag.date > tagDate.date);
  if (latest.kind === "none")
    return newestTag === null || !isNewer
      ? `Choose a tag that ${microsoftRegistry} has: there is no latest.`
      : `Use ${name}:${newestTag.tag}, the newest there is: there is no latest.`;
  return isProven && isNewer
    ? `Use ${name}:latest, or ${newestTag.tag}, which lies within the window.`
    : `Use ${name}:latest.`;
}

/** `mcr.microsoft.com/azureml/…`. */
function fullName(repository: string): string {
  return `${microsoftRegistry}/${repository}`;
}

function toSuccessor(facts: ImageFacts, successor: SuccessorFacts): string {
  const name = `${fullName(successor.repository)}:latest`;
  const changes = changesOf(facts, successor);
  switch (successor.basis) {
    case "documented":
      return moveTo(name, facts, successor);
    case "inferred":
      return `Move to ${name}, the nearest published image by name (inferred)${changes}.`;
    case "extend":
      return `No ${facts.framework ?? "such"} image is published any more: build on ${name} and install ${facts.framework ?? "what is missing"} there${changes}.`;
  }
}

/** The move to a documented successor, by the name that it has here. */
export function moveTo(name: string, from: ImageFacts, successor: SuccessorFacts): string {
  const { asOf } = successor.source;
  const when = asOf === null ? "" : ` on ${asOf}`;
  return `Move to ${name}, as Microsoft's examples did${when}${changesOf(from, successor)}.`;
}

/** What else changes with the image: Python, OS and the place of the conda environment, where both are known. */
function changesOf(from: ImageFacts, { facts: to }: SuccessorFacts): string {
  const change = (what: string, before: string | null, after: string | null): string[] =>
    before !== null && after !== null && before !== after ? [`${what}${before} → ${after}`] : [];
  const changes = [
    ...change("Python ", valueOf(from.python), valueOf(to.python)),
    ...change("", valueOf(from.os), valueOf(to.os)),
    ...change("CUDA ", valueOf(from.cuda), valueOf(to.cuda)),
    ...change("conda ", from.condaPath, to.condaPath),
  ];
  return changes.length === 0 ? "" : `; this changes ${changes.join(", ")}`;
}

/** What is left where no successor is known: the current images without a framework, the listed ones first. */
function toAlternatives(facts: ImageFacts, asOf: CalendarDate): string {
  const images = facts.alternatives.filter(
    (image) => image.repository !== facts.repository && isCurrent(image, asOf),
  );
  const named = (processor: Processor): string[] => {
    const own = images.filter((image) => valueOf(image.facts.processor) === processor);
    const names = [...own.filter(isListed), ...own.filter((image) => !isListed(image))];
    if (names.length === 0) return [];
    const choice = names.map(({ repository }) => `${fullName(repository)}:latest`).join(" or ");
    const what = `${processor.toUpperCase()} image${names.length === 1 ? "" : "s"}`;
    return [`to ${choice}, Microsoft's current ${what}`];
  };
  const ways = [...named("cpu"), ...named("gpu")];
  if (ways.length === 0) return `Choose an image on newer releases from ${facts.list.name}.`;
  const missing = facts.framework === null ? "" : `, and install ${facts.framework} there`;
  return `Move ${ways.join(", or ")}${missing}.`;
}

function isListed({ facts }: SuccessorFacts): boolean {
  return valueOf(facts.support) === "listed";
}
