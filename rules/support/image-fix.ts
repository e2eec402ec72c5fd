import type { CalendarDate } from "../../src/text/calendar-date.ts";
import { minusMonths } from "../../src/text/calendar-date.ts";
import type { EnrichedBuild } from "../../src/domain/build/enriched-build.ts";
import type { Edit, Fix } from "../../src/domain/rule/finding.ts";
import type { RepositoryFacts } from "../../src/domain/image/image-facts.ts";
import type { ImageReference } from "../../src/domain/image/image-reference.ts";
import { readReference } from "../../src/domain/image/image-reference.ts";
import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import { valueOf } from "../../src/domain/image/known.ts";
import { usableSuccessor } from "../../src/domain/image/lifecycle.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import { documentedMove } from "./recommendation.ts";
import type { Fragment } from "./source-fragment.ts";
import { findFragment } from "./source-fragment.ts";
import { isMicrosofts } from "./registry.ts";

/** A fragment and its replacement. */
interface Swap extends Fragment {
  readonly by: string;
}

/**
 * Another tag of the same repository: a dated one that is proven to lie in the window, else `latest`. The digest, which
 * would take precedence, is removed. Safe where nothing but the age of the image changes: a tag without a digest, on
 * Microsoft's registry, since a mirror may lack the tag.
 */
export function tagFix(
  build: EnrichedBuild,
  image: InferenceImage,
  { asOf, supportWindow: { months, from }, wantsFixes, memo }: RuleContext,
): Fix | null {
  if (!wantsFixes) return null;
  const reference = writtenReference(image);
  if (!reference || reference.templated) return null;
  const { newestTag, latest, tagDate } = image.facts;
  const { tag, digest } = reference;
  const measuredFrom = from === "latest" && latest.kind === "exact" ? latest.date : asOf;
  const isProven = newestTag !== null && newestTag.date >= minusMonths(measuredFrom, months);
  if (!isProven && latest.kind === "none") return null;
  const isNewest = newestTag !== null && tagDate.kind === "dated" && tagDate.date >= newestTag.date;
  const to = isProven ? newestTag.tag : "latest";
  if (digest === null && (isNewest || tag === to || tag === "latest")) return null;
  const isMirrored = !isMicrosofts(reference);
  const unproven = isMirrored ? ", if the mirror has it" : "";
  return fixOf(build, image, {
    safe: isProven && digest === null && !isMirrored,
    description: `${changeOf(reference, to)}${unproven}.`,
    alternatives: tailSwaps(reference, to),
    result: `${nameOf(reference)}:${to}`,
    memo,
  });
}

/**
 * The successor that Microsoft's own repositories moved to, on the registry or mirror that is written: never safe, since what
 * is in the image changes. A successor that is only inferred, or that has to be extended, is for people to choose.
 */
export function successorFix(
  build: EnrichedBuild,
  image: InferenceImage,
  { asOf, memo, wantsFixes }: RuleContext,
): Fix | null {
  return wantsFixes
    ? memo(image, "successor fix", () => makeSuccessorFix(build, image, asOf, memo))
    : null;
}

function makeSuccessorFix(
  build: EnrichedBuild,
  image: InferenceImage,
  asOf: CalendarDate,
  memo: RuleContext["memo"],
): Fix | null {
  const successor = usableSuccessor(image.facts, asOf);
  const reference = writtenReference(image);
  if (successor?.basis !== "documented" || !reference || !isSameKind(image.facts, successor.facts))
    return null;
  const paths = differingPaths(image.facts.repository, successor.repository);
  const name = nameOf(reference);
  // A mirror of some part of the path can lack the part that the successor is in.
  if (!name.endsWith(`/${paths.from}`)) return null;
  const tail = tailOf(reference);
  const newTail = tail === "" || keepsTag(reference) ? tail : ":latest";
  if (reference.templated && newTail !== tail) return null;
  const path: Swap = { part: "image", text: paths.from, by: paths.to };
  const whole: Swap = { ...path, text: paths.from + tail, by: paths.to + newTail };
  const alternatives =
    tail === newTail ? [[path]] : tailSwaps(reference, "latest").map((swaps) => [path, ...swaps]);
  const result = name.slice(0, -paths.from.length) + paths.to + newTail;
  return fixOf(build, image, {
    safe: false,
    description: documentedMove(result, image.facts, successor).text,
    alternatives: tail === newTail ? alternatives : [[whole], ...alternatives],
    result,
    memo,
  });
}

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

function nameOf({ text, tag, tagWritten, digest }: ImageReference): string {
  return text.slice(0, text.length - tailOf({ tag, tagWritten, digest }).length);
}

/** Tag and digest as written. */
function tailOf({
  tag,
  tagWritten,
  digest,
}: Pick<ImageReference, "tag" | "tagWritten" | "digest">) {
  return `${tagWritten ? `:${tag ?? ""}` : ""}${digest === null ? "" : `@${digest}`}`;
}

/** `latest` means the newest of any image, and so does the template of azureml-assets that names it. */
function keepsTag({ tag, digest }: ImageReference): boolean {
  return digest === null && /^(?:latest|\{\{ *latest-image-tag *\}\})$/.test(tag ?? "");
}

/** Alternative edits that replace tag and digest by a tag: in one piece, or tag and digest separately. */
function tailSwaps(
  { tag, tagWritten, digest }: ImageReference,
  to: string,
): readonly (readonly Swap[])[] {
  const at = digest === null ? "" : `@${digest}`;
  const noDigest: Swap = { part: "digest", text: at, by: "" };
  if (!tagWritten) return [[{ ...noDigest, by: `:${to}` }]];
  if (tag === to) return [[noDigest]];
  const own: Swap = { part: "tag", text: tag ?? "", by: to };
  if (digest === null) return [[own]];
  return [[{ ...own, text: `${own.text}${at}` }], [own, noDigest]];
}

/** The first alternative whose pieces are all found in the file; else a fix without edits that names the build argument, or null. */
function fixOf(
  build: EnrichedBuild,
  image: InferenceImage,
  plan: Pick<Fix, "safe" | "description"> & {
    readonly alternatives: readonly (readonly Swap[])[];
    readonly result: string;
    readonly memo: RuleContext["memo"];
  },
): Fix | null {
  const { safe, description, alternatives, result, memo } = plan;
  // Facts can come from a registry: what they make must be a reference and nothing else.
  if (readReference(result).kind !== "reference") return null;
  let outside: Fix | null = null;
  for (const swaps of alternatives) {
    const edits: Edit[] = [];
    for (const { part, text, by } of swaps) {
      const location = findFragment(build, image, { part, text }, memo);
      if (location?.kind === "written") edits.push({ region: location.region, text: by });
      else if (location?.kind === "build argument")
        outside ??= fixOutsideFile(part, location.argument, result);
    }
    if (edits.length === swaps.length) return { safe, description, edits, result };
  }
  return outside;
}

function fixOutsideFile(part: Fragment["part"], argument: string, result: string): Fix {
  const description = `The ${part} comes from the build argument ${argument}: change it there, to get ${result}.`;
  return { safe: false, description, edits: [] };
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
