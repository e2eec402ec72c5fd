import type { CalendarDate } from "./calendar-date.ts";
import { judgedReading } from "./build.ts";
import type { EnrichedBuild, EnrichedImage } from "./enriched-build.ts";
import { microsoftRegistry } from "./image-policy.ts";
import { hole } from "./image-reference.ts";
import { targetLineage } from "./judged.ts";
import type { SupportWindow } from "./tag-age.ts";
import { judgeTagAge, needsConfig } from "./tag-age.ts";
import { hasTemplate } from "./template.ts";

/**
 * A fact that a rule decides by. Where it is unknown, the rule's silence says nothing. `no registry`: the rule
 * speaks where none was asked, so that its silence where one was says nothing.
 */
export type Need =
  | "os"
  | "python"
  | "support"
  | "tag"
  | "tag age"
  | "existence"
  | "user"
  | "registry name"
  | "no registry";

/** What a decision depends on besides the build. */
export interface DecisionContext {
  readonly asOf: CalendarDate;
  readonly window: SupportWindow;
}

/**
 * Whether a rule that needs these facts has decided about the images given: what it did not find is not there, and no other
 * source of facts would find it. A suppression is called unused, and an entry of a baseline gone, only then, so that a hook
 * without a network and a job with one never contradict each other.
 */
export function isDecided(
  build: EnrichedBuild,
  images: readonly EnrichedImage[],
  needs: readonly Need[],
  context: DecisionContext,
): boolean {
  if (build.unread) return false;
  return needs.every((need) =>
    need === "user"
      ? isUserDecided(build, context.asOf)
      : images.every((image) => isAnswered(image, need, context)),
  );
}

function isAnswered(
  image: EnrichedImage,
  need: Exclude<Need, "user">,
  { asOf, window }: DecisionContext,
): boolean {
  if (image.inference === "possible") return false;
  if (isGivenFromOutside(image)) return false;
  if (image.inference === "no" || need === "registry name") return true;
  const { facts } = image;
  const { reading, expansion } = judgedReading(image);
  if (!facts || reading.kind !== "reference") return false;
  switch (need) {
    case "os":
      return facts.osCycle !== null;
    case "python":
      return facts.pythonCycle !== null;
    case "support":
      return facts.support.known;
    case "tag":
      return expansion.holes.length === 0 && !reading.reference.templated;
    case "no registry":
      return facts.published === null && facts.latest.kind === "between";
    case "existence":
      return facts.existence.kind !== "unknown";
    case "tag age": {
      if (expansion.holes.length > 0 || reading.reference.templated) return false;
      const age = judgeTagAge(facts.tagDate, facts.latest, window, asOf).kind;
      return age !== "undecided" && age !== "unknown";
    }
  }
}

/** Another run may be given another build argument, or none. */
function isGivenFromOutside({ expansion }: EnrichedImage): boolean {
  return expansion.trail.some(({ given }) => given !== null);
}

function isUserDecided(build: EnrichedBuild, asOf: CalendarDate): boolean {
  const stages = targetLineage(build);
  const [target, foundation] = [stages[0], stages.at(-1)];
  if (!target || !foundation) return true;
  const { base } = foundation;
  const image = base.kind === "image" || base.kind === "unresolved" ? base.image : null;
  if (!image) return base.kind === "scratch";
  if (isGivenFromOutside(image) || image.inference === "possible") return false;
  if (image.inference === "no") return true;
  if (target.user.kind === "inherited") {
    const { reading } = judgedReading(image);
    if (image.facts?.defaultUser.known !== true || reading.kind !== "reference") return false;
    // Another run may ask a registry or a mirror for the config, whose word beats the catalogue's.
    const isMirror = reading.reference.registry?.replace(/:0*443$/, "") !== microsoftRegistry;
    const mayBeAsked = needsConfig(reading.reference, isMirror, asOf);
    return image.facts.published !== null || !mayBeAsked;
  }
  const { text, undeclared } = target.user.expansion;
  return !text.includes(hole) && !hasTemplate(text) && undeclared.length === 0;
}
