import type { CalendarDate } from "./calendar-date.ts";
import { judgedReading } from "./build.ts";
import type { EnrichedBuild, EnrichedImage } from "./enriched-build.ts";
import type { ImageFacts } from "./image-facts.ts";
import { microsoftRegistry } from "./image-policy.ts";
import type { ImageReference } from "./image-reference.ts";
import { hole } from "./image-reference.ts";
import { targetLineage } from "./judged.ts";
import type { SupportWindow } from "./tag-age.ts";
import { judgeTagAge, needsConfig } from "./tag-age.ts";
import { hasTemplate } from "./template.ts";
import { isRootUser } from "./user.ts";

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
      return isOfNoRegistry(facts) && !mayBeAsked(reading.reference, asOf);
    case "existence":
      return facts.existence.kind !== "unknown";
    case "tag age": {
      if (expansion.holes.length > 0 || reading.reference.templated) return false;
      if (facts.published === null && mayBeAsked(reading.reference, asOf)) return false;
      const age = judgeTagAge(facts.tagDate, facts.latest, window, asOf).kind;
      const offline = judgeTagAge(facts.offline.tagDate, facts.offline.latest, window, asOf).kind;
      // Without a registry it could be found where there is nothing with one.
      const isSame = offline === age || offline === "undecided" || offline === "unknown";
      return age !== "undecided" && age !== "unknown" && isSame;
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
    const { published, defaultUser, offline } = image.facts;
    if (published === null) return !mayBeAsked(reading.reference, asOf);
    // Without a registry another user would count.
    return (
      !offline.defaultUser.known ||
      isRootUser(offline.defaultUser.value) === isRootUser(defaultUser.value)
    );
  }
  const { text, undeclared } = target.user.expansion;
  return !text.includes(hole) && !hasTemplate(text) && undeclared.length === 0;
}

/** Whether another run may ask a registry or a mirror for the config, whose word beats the catalogue's. */
function mayBeAsked(reference: ImageReference, asOf: CalendarDate): boolean {
  const isMirror = reference.registry?.replace(/:0*443$/, "") !== microsoftRegistry;
  return needsConfig(reference, isMirror, asOf);
}

function isOfNoRegistry({ published, latest, existence, tagDate }: ImageFacts): boolean {
  const isAsked = tagDate.kind === "unknown" && tagDate.isAsked;
  const isOffline = latest.kind === "between" && latest.why === null;
  return published === null && isOffline && existence.kind === "unknown" && !isAsked;
}
