import type { EnrichedBuild } from "../../src/domain/build/enriched-build.ts";
import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import type { RepositoryFacts, SuccessorFacts } from "../../src/domain/image/image-facts.ts";
import type { ImageReference } from "../../src/domain/image/image-reference.ts";
import { valueOf } from "../../src/domain/image/known.ts";
import { endingRelease, usableSuccessor } from "../../src/domain/image/lifecycle.ts";
import type { FixOrReason } from "../../src/domain/rule/finding.ts";
import { notWanted, withoutFix } from "../../src/domain/rule/finding.ts";
import { withoutStop } from "../../src/domain/rule/message.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import { joinList } from "../../src/text/list.ts";
import {
  acceptsLatest,
  destinationKey,
  isElsewhere,
  ownDestination,
  successorDestination,
} from "./destination.ts";
import { condaMove } from "./advice/advice.ts";
import { condaClause } from "./advice/conda-lines.ts";
import { isMissing, noWheel } from "./advice/installation.ts";
import { documentedMove } from "./advice/moves.ts";
import { unpinning } from "./recommendation.ts";
import type { Swap } from "./reference-edits.ts";
import { editReference, tailSwaps } from "./reference-edits.ts";
import { isMicrosofts } from "./registry.ts";
import { environmentFix, noOtherEnvironment } from "./environment-fix.ts";
import { nameOf, tailOf } from "./written-reference.ts";
import { rulesAgainst } from "./rules-against.ts";

const isTemplate = withoutFix("the tag is a template");
const isUnknown = withoutFix("a part of the reference has no value");

/**
 * Another tag of the same repository: a dated one that is proven to lie in the window, else `latest`; the successor if rules
 * report every tag of the image. The digest, which would take precedence, is removed. Safe where nothing but the age of the
 * image changes: a tag without a digest, on Microsoft's registry, since a mirror may lack the tag.
 */
export function tagFix(
  build: EnrichedBuild,
  image: InferenceImage,
  context: RuleContext,
): FixOrReason {
  if (!context.wantsFixes) return notWanted;
  if (image.environment !== undefined) return environmentFix(image, context);
  const reference = writtenReference(image);
  if (!reference) return isUnknown;
  if (reference.templated) return isTemplate;
  const { newestTag, tagDate } = image.facts;
  const { tag, digest } = reference;
  const against = rulesAgainst(image, context.asOf);
  if (against.length > 0) return fixByMoving(build, image, context, against);
  const destination = ownDestination(image, context);
  const { proven } = destination;
  const to = proven?.tag ?? destination.tag;
  if (to === null) return withoutFix(noTag);
  const isNewest = newestTag !== null && tagDate.kind === "dated" && tagDate.date >= newestTag.date;
  if (digest === null && (isNewest || tag === to || tag === "latest"))
    return withoutFix("no newer tag of this image is known");
  const isMirrored = !isMicrosofts(reference);
  const change = `${changeOf(reference, to)}${isMirrored ? ", if the mirror has it" : ""}.`;
  return editReference(build, image, {
    safe: proven !== null && digest === null && !isMirrored,
    description: digest === null ? change : unpinning(change),
    alternatives: tailSwaps(reference, to),
    result: `${nameOf(reference)}:${to}`,
    unpins: digest !== null,
    memo: context.memo,
  });
}

/** No tag of the image helps, so the image itself has to change. */
function fixByMoving(
  build: EnrichedBuild,
  image: InferenceImage,
  context: RuleContext,
  against: readonly string[],
): FixOrReason {
  const move = successorFix(build, image, context);
  if (move.fix !== null) return move;
  const why = `${joinList(against)} would report any other tag of this image, too`;
  return withoutFix(move.noFix === undefined ? why : `${why}, and ${move.noFix}`);
}

/**
 * The successor that Microsoft's own repositories moved to, on the registry or mirror that is written: never safe, since what
 * is in the image changes. A successor that is only inferred, or that has to be extended, is for people to choose.
 */
export function successorFix(
  build: EnrichedBuild,
  image: InferenceImage,
  context: RuleContext,
): FixOrReason {
  if (!context.wantsFixes) return notWanted;
  if (image.environment !== undefined) return noOtherEnvironment;
  const key = `successor fix ${destinationKey(image, context)}`;
  return context.memo(image, key, () => makeSuccessorFix(build, image, context));
}

function makeSuccessorFix(
  build: EnrichedBuild,
  image: InferenceImage,
  context: RuleContext,
): FixOrReason {
  const { facts } = image;
  const reference = writtenReference(image);
  if (!reference) return isUnknown;
  const successor = usableSuccessor(facts, context.asOf);
  if (!successor) return withoutFix("no successor is known that is supported");
  const why = whyNot(facts, successor, context);
  if (why !== null) return withoutFix(why);
  const to = successorDestination(image, successor, context);
  const paths = differingPaths(facts.repository, successor.repository);
  const name = nameOf(reference);
  // A mirror of some part of the path can lack the part that the successor is in.
  if (to.isUncovered || !name.endsWith(`/${paths.from}`))
    return withoutFix(`the mirror does not cover ${successor.repository}`);
  if (to.tag === null) return withoutFix(noTag);
  const tail = tailOf(reference);
  const newTail =
    acceptsLatest(context) && (tail === "" || keepsTag(reference)) ? tail : `:${to.tag}`;
  if (reference.templated && newTail !== tail) return isTemplate;
  const path: Swap = { part: "image", text: paths.from, by: paths.to };
  const whole: Swap = { ...path, text: paths.from + tail, by: paths.to + newTail };
  const alternatives =
    tail === newTail ? [[path]] : tailSwaps(reference, to.tag).map((swaps) => [path, ...swaps]);
  const newName = name.slice(0, -paths.from.length) + paths.to;
  const isUnpinned = reference.digest !== null;
  const conda = condaClause(build, image, condaMove(facts, successor));
  const move = documentedMove(newName + newTail, image, successor, to, context).text;
  const text = conda === null ? move : `${withoutStop(move)}; ${conda}.`;
  return editReference(build, image, {
    safe: false,
    description: isUnpinned ? unpinning(text) : text,
    alternatives: tail === newTail ? alternatives : [[whole], ...alternatives],
    result: newName + newTail,
    unpins: isUnpinned,
    memo: context.memo,
  });
}

/** Why people have to choose, or null. */
function whyNot(
  facts: RepositoryFacts,
  successor: SuccessorFacts,
  { asOf }: RuleContext,
): string | null {
  const { basis, repository, wheel } = successor;
  if (isElsewhere(repository)) return `${repository} is on another registry, with tags of its own`;
  const ending = endingRelease(successor, asOf);
  if (ending !== null)
    return `support for ${ending.release} in ${repository} ends on ${ending.end}`;
  if (basis === "extend" && isMissing(wheel)) return noWheel(wheel);
  if (basis === "extend")
    return `${facts.framework ?? "what is missing"} has to be installed on ${repository}`;
  if (basis === "inferred") return `${repository} is a successor by its name only (inferred)`;
  return isSameKind(facts, successor.facts)
    ? null
    : `${repository} has another processor or framework`;
}

const noTag =
  "floating-tag does not accept latest, and no tag is known to be in the support window";

/** From what to what. */
function changeOf({ tag, tagWritten, digest }: ImageReference, to: string): string {
  if (digest === null) return `Change the tag ${tag ?? ""} to ${to}`;
  if (!tagWritten) return `Change the digest to the tag ${to}`;
  return tag === to
    ? `Remove the digest and let the tag ${to} decide`
    : `Change the tag ${tag ?? ""} and its digest to ${to}`;
}

/** The reference where it is known in full and written in the file or in a build argument; null if a part of it is unknown. */
function writtenReference(image: InferenceImage): ImageReference | null {
  const { reading, withoutArgs } = image;
  if (withoutArgs !== null || reading.kind !== "reference") return null;
  return reading.reference.tagUnresolved ? null : reading.reference;
}

/** `latest` means the newest of any image, and so does the template of azureml-assets that names it. */
function keepsTag({ tag, digest }: ImageReference): boolean {
  return digest === null && /^(?:latest|\{\{ *latest-image-tag *\}\})$/.test(tag ?? "");
}

/** What is left of two paths without the folders that they have in common. */
function differingPaths(from: string, to: string): { from: string; to: string } {
  const [own, other] = [from.split("/"), to.split("/")];
  let common = 0;
  while (common < own.length - 1 && common < other.length - 1 && own[common] === other[common])
    common++;
  return { from: own.slice(common).join("/"), to: other.slice(common).join("/") };
}

/** A fix never crosses CPU and GPU and never drops a framework. */
function isSameKind(own: RepositoryFacts, other: RepositoryFacts): boolean {
  const processor = valueOf(own.processor);
  const product = ({ framework }: RepositoryFacts): string | undefined => framework?.split(" ")[0];
  return (
    processor !== null && processor === valueOf(other.processor) && product(own) === product(other)
  );
}
