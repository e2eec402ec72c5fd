import type { CalendarDate } from "./calendar-date.ts";
import { minusMonths } from "./calendar-date.ts";
import type { ImageFacts, SuccessorFacts } from "./image-facts.ts";
import { microsoftRegistry } from "./image-policy.ts";
import { valueOf } from "./known.ts";
import { cycleEnded, isCurrent, isSupported, usableSuccessor } from "./lifecycle.ts";

/** The window Microsoft supports tags in, in months. */
const supportedMonths = 6;

/**
 * The one way out for an image, whatever rule asks: another image where this one cannot be kept, else a newer tag of it. A
 * suggestion never crosses CPU and GPU and never drops a framework without saying so.
 */
export function wayOut(facts: ImageFacts, asOf: CalendarDate): string {
  const mustLeave =
    !isSupported(facts) || cycleEnded(facts.osCycle, asOf) || cycleEnded(facts.pythonCycle, asOf);
  const successor = mustLeave ? usableSuccessor(facts, asOf) : null;
  if (successor) return toSuccessor(facts, successor);
  if (isSupported(facts)) return toNewerTag(facts, asOf);
  return facts.nearest.length > 0 ? toNearest(facts) : toAlternatives(facts, asOf);
}

/** `latest`, and a dated tag only where it is proven to lie in the window. */
export function toNewerTag(
  { repository, newestTag, tagDate }: ImageFacts,
  asOf: CalendarDate,
): string {
  const name = fullName(repository);
  const isProven = newestTag !== null && newestTag.date >= minusMonths(asOf, supportedMonths);
  const isNewer = tagDate.kind !== "dated" || (newestTag !== null && newestTag.date > tagDate.date);
  return isProven && isNewer
    ? `Use ${name}:latest, or ${newestTag.tag}, which lies within the window.`
    : `Use ${name}:latest.`;
}

/** `mcr.microsoft.com/azureml/…`. */
export function fullName(repository: string): string {
  return `${microsoftRegistry}/${repository}`;
}

function toSuccessor(facts: ImageFacts, successor: SuccessorFacts): string {
  const name = `${fullName(successor.repository)}:latest`;
  const changes = changesOf(facts, successor);
  switch (successor.basis) {
    case "documented": {
      const when = successor.source.asOf === null ? "" : ` on ${successor.source.asOf}`;
      return `Move to ${name}, as Microsoft's examples did${when}${changes}.`;
    }
    case "inferred":
      return `Move to ${name}, the nearest published image by name (inferred)${changes}.`;
    case "extend":
      return `No ${facts.framework ?? "such"} image is published any more: build on ${name} and install ${facts.framework ?? "what is missing"} there${changes}.`;
  }
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

function toNearest({ nearest }: ImageFacts): string {
  return `Check the name: the nearest known ones are ${nearest.map(fullName).join(", ")}.`;
}

function toAlternatives(facts: ImageFacts, asOf: CalendarDate): string {
  const names = facts.alternatives
    .filter((image) => image.repository !== facts.repository && isCurrent(image, asOf))
    .map(({ repository }) => fullName(repository));
  const [processor, framework] = [valueOf(facts.processor), facts.framework];
  const missing = framework === null ? "" : `; they come without ${framework}`;
  return names.length === 0
    ? `Choose an image of Microsoft's current list (${facts.list.name}).`
    : `Microsoft supports these ${processor === null ? "" : `${processor.toUpperCase()} `}images: ${names.join(", ")}${missing}.`;
}
