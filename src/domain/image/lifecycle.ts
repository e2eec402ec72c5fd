import type { CalendarDate } from "../../text/calendar-date.ts";
import { plusDays } from "../../text/calendar-date.ts";
import { compareText } from "../../text/compare-text.ts";
import type { ImageFacts, RepositoryFacts, SuccessorFacts } from "./image-facts.ts";
import { valueOf } from "./known.ts";
import type { ReleaseCycle } from "./release-cycle.ts";
import { hasEnded } from "./release-cycle.ts";

/** Which support counts: the vendor's standard support, or the paid one behind it (Ubuntu ESM needs Ubuntu Pro). */
export type SupportKind = "standard" | "extended";

/** The last supported day of a cycle, or null where none is published. */
export function lastDay(cycle: ReleaseCycle | null, support: SupportKind): CalendarDate | null {
  if (support === "extended") return cycle?.endOfExtendedLife ?? cycle?.endOfLife ?? null;
  return cycle?.endOfLife ?? null;
}

export function cycleEnded(
  cycle: ReleaseCycle | null,
  asOf: CalendarDate,
  support: SupportKind = "standard",
): boolean {
  const end = lastDay(cycle, support);
  return end !== null && hasEnded(end, asOf);
}

/** A successor that Microsoft supports, and whose own OS and Python are not known to have ended. */
export function usableSuccessor(
  { successor }: Pick<ImageFacts, "successor">,
  asOf: CalendarDate,
): SuccessorFacts | null {
  if (!successor || !isCurrent(successor, asOf)) return null;
  return successor.facts.support.known && !isSupported(successor.facts) ? null : successor;
}

/** How many days before it an end of support is reported, unless the configuration says otherwise. */
export const endingWithinDays = 90;

/** How many days before it a recommendation mentions an end of support: an image that ends sooner than that is moved to once more. */
export const endingMentionedDays = 365;

/** The first release of an image whose support ends within these days; null if none does. */
export function endingRelease(
  { osCycle, pythonCycle }: Pick<SuccessorFacts, "osCycle" | "pythonCycle">,
  asOf: CalendarDate,
  days: number = endingWithinDays,
): { readonly release: string; readonly end: CalendarDate } | null {
  const horizon = plusDays(asOf, days);
  const endings = [osCycle, pythonCycle].flatMap((cycle) => {
    const end = lastDay(cycle, "standard");
    return cycle && end !== null && end <= horizon ? [{ release: cycleName(cycle), end }] : [];
  });
  return endings.sort((a, b) => compareText(a.end, b.end))[0] ?? null;
}

export function isCurrent(
  { osCycle, pythonCycle }: Pick<SuccessorFacts, "osCycle" | "pythonCycle">,
  asOf: CalendarDate,
): boolean {
  return !cycleEnded(osCycle, asOf) && !cycleEnded(pythonCycle, asOf);
}

/**
 * Whether the end of a release is checked. Of azureml images Python only where they are inference images: which one others have
 * is not known, since the Dockerfiles of base images say another version than published images have
 * (Azure/AzureML-Containers#170, #232). Images that only carry files for others run nothing.
 */
export function checksRelease(
  { family, repository }: Pick<RepositoryFacts, "family" | "repository">,
  release: "os" | "python",
): boolean {
  if (release === "os") return family !== "assets";
  return family === "inference" || !repository.startsWith("azureml/");
}

/** Whether Microsoft's window of six months is about the image: its article promises it for inference images. */
export function hasSupportWindow({ family }: Pick<RepositoryFacts, "family">): boolean {
  return family === "inference";
}

/** Microsoft supports the image today. */
export function isSupported(facts: Pick<RepositoryFacts, "support">): boolean {
  const support = valueOf(facts.support);
  return support === "listed" || support === "published";
}

/**
 * Whether the user can act on an end of life: the image is not one that Microsoft supports, or there is a replacement. To
 * extend a minimal image is not a replacement.
 */
export function canAct(facts: ImageFacts, asOf: CalendarDate): boolean {
  const successor = usableSuccessor(facts, asOf);
  return !isSupported(facts) || (successor !== null && successor.basis !== "extend");
}

/** `Ubuntu 20.04`, `Python 3.8`. */
export function cycleName({ product, cycle }: ReleaseCycle): string {
  const names = {
    ubuntu: "Ubuntu",
    debian: "Debian",
    "azure-linux": "Azure Linux",
    python: "Python",
  };
  return `${names[product]} ${cycle}`;
}
