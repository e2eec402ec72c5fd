import type { Need } from "../domain/rule/rule.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import { checkedReading } from "../domain/build/build.ts";
import type { EnrichedBuild, EnrichedImage } from "../domain/build/enriched-build.ts";
import type { ImageFacts } from "../domain/image/image-facts.ts";
import { microsoftRegistry } from "../domain/image/image-policy.ts";
import type { ImageReference } from "../domain/image/image-reference.ts";
import { unresolvedPart } from "../shell/unresolved.ts";
import { targetLineage } from "../domain/build/inference-images.ts";
import type { SupportWindow } from "../domain/image/tag-age.ts";
import { evaluateTagAge, needsConfig } from "../domain/image/tag-age.ts";
import { hasTemplate } from "../shell/template.ts";
import { isRootUser } from "../domain/build/user.ts";
import { withoutDefaultPort } from "../domain/image/registry-host.ts";

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
export function isConclusive(
  build: EnrichedBuild,
  images: readonly EnrichedImage[],
  needs: readonly Need[],
  context: DecisionContext,
): boolean {
  if (build.unread) return false;
  return needs.every((need) =>
    need === "user"
      ? isUserConclusive(build, context.asOf)
      : images.every((image) => isAnswered(image, need, context)),
  );
}

function isAnswered(
  image: EnrichedImage,
  need: Exclude<Need, "user">,
  { asOf, window }: DecisionContext,
): boolean {
  if (image.inference === "possible") return false;
  if (dependsOnBuildArgs(image)) return false;
  if (image.inference === "no" || need === "registry name") return true;
  const { facts } = image;
  const { reading, expansion } = checkedReading(image);
  if (!facts || reading.kind !== "reference") return false;
  switch (need) {
    case "os":
      return facts.osCycle !== null;
    case "python":
      return facts.pythonCycle !== null;
    case "support":
      return facts.support.known;
    case "tag":
      return expansion.unresolved.length === 0 && !reading.reference.templated;
    case "no registry":
      return isOfNoRegistry(facts) && !mayBeAsked(reading.reference, asOf);
    case "existence":
      return facts.existence.kind !== "unknown";
    case "tag age": {
      if (expansion.unresolved.length > 0 || reading.reference.templated) return false;
      if (facts.published === null && mayBeAsked(reading.reference, asOf)) return false;
      const age = evaluateTagAge(facts.tagDate, facts.latest, window, asOf).kind;
      const offline = evaluateTagAge(
        facts.offline.tagDate,
        facts.offline.latest,
        window,
        asOf,
      ).kind;
      // Without a registry it could be found where there is nothing with one.
      const isSame = offline === age || offline === "undecided" || offline === "unknown";
      return age !== "undecided" && age !== "unknown" && isSame;
    }
  }
}

/** Another run may be given another build argument, or none. */
function dependsOnBuildArgs({ expansion }: EnrichedImage): boolean {
  return expansion.provenance.some(({ given }) => given !== null);
}

function isUserConclusive(build: EnrichedBuild, asOf: CalendarDate): boolean {
  const stages = targetLineage(build);
  const [target, foundation] = [stages[0], stages.at(-1)];
  if (!target || !foundation) return true;
  const { base } = foundation;
  const image = base.kind === "image" || base.kind === "unresolved" ? base.image : null;
  if (!image) return base.kind === "scratch";
  if (dependsOnBuildArgs(image) || image.inference === "possible") return false;
  if (image.inference === "no") return true;
  if (target.user.kind === "inherited") {
    const { reading } = checkedReading(image);
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
  return !text.includes(unresolvedPart) && !hasTemplate(text) && undeclared.length === 0;
}

/** Whether another run may ask a registry or a mirror for the config, whose word beats the catalogue's. */
function mayBeAsked(reference: ImageReference, asOf: CalendarDate): boolean {
  const isMirror = withoutDefaultPort(reference.registry ?? "") !== microsoftRegistry;
  return needsConfig(reference, isMirror, asOf);
}

function isOfNoRegistry({ published, latest, existence, tagDate }: ImageFacts): boolean {
  const isAsked = tagDate.kind === "unknown" && tagDate.isAsked;
  const isOffline = latest.kind === "between" && latest.why === null;
  return published === null && isOffline && existence.kind === "unknown" && !isAsked;
}
