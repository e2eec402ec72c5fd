import { checkedReading } from "../../src/domain/build/build.ts";
import type { EnrichedImage } from "../../src/domain/build/enriched-build.ts";
import { isDigest, isTag } from "../../src/domain/image/distribution-grammar.ts";
import { nameOfPattern } from "../../src/domain/image/image-matcher.ts";
import type { ReferenceReading } from "../../src/domain/image/image-reference.ts";
import { dayInTag } from "../../src/domain/image/tag-age.ts";
import type { Requirement, TagKind } from "../../src/domain/rule/requirement.ts";
import { isUnknown } from "../../src/shell/unresolved.ts";
import { messages } from "./messages.ts";
import type { Open, Violated } from "./verdict.ts";

/** Tag and digest; null where there is none, `unknown` where it depends on an unknown part. */
interface Pin {
  /** `latest` where neither is written. */
  readonly tag: string | null;
  readonly digest: string | null;
  readonly isOpen: boolean;
}

const names: Readonly<Record<TagKind, string>> = {
  floating: "the tag latest",
  dated: "a dated tag or a digest",
  digest: "a digest",
};

const actions: Readonly<Record<TagKind, string>> = {
  floating: "Use latest",
  dated: "Pin a dated tag, or a digest",
  digest: "Pin the digest that docker buildx imagetools inspect shows",
};

/** Whether an image is pinned as demanded. */
export function tagVerdict(
  image: EnrichedImage,
  match: "yes" | "possible",
  { tag: required }: Requirement,
): readonly (Violated | Open)[] {
  if (required === null) return [];
  const { reading } = checkedReading(image);
  // Versions of an environment that are no tags of its image.
  if (image.environment && reading.kind === "reference" && reading.reference.tagUnresolved)
    return [];
  const pin = pinOf(reading);
  if (!pin) return [];
  const answer = answerOf(pin, image, required);
  if (answer === true) return [];
  if (answer === null || match === "possible")
    return [{ kind: "open", what: `have ${names[required]}` }];
  const actual = pinText(pin, reading);
  return [
    {
      kind: "violated",
      message: (about, reference, remedy) =>
        messages.tag({ about, reference, actual, required: names[required] }, remedy),
      action: actions[required],
      evidence: [],
      confidence: "high",
      ...(required === "digest" ? { wantsDigest: true } : {}),
    },
  ];
}

/** Whether a pin is of a kind; null where an unknown part decides. */
function answerOf(
  { tag, digest, isOpen }: Pin,
  image: EnrichedImage,
  required: TagKind,
): boolean | null {
  // A digest decides what is pulled, whatever the tag is.
  if (digest !== null) return required !== "floating";
  if (isOpen) return null;
  if (required === "floating") return tag === "latest";
  if (required === "digest" || tag === null || tag === "latest") return false;
  return dayInTag(tag) !== null || isDated(image);
}

/** A tag without a day of which a source knows the day, such as the number of a curated environment. */
function isDated({ facts }: EnrichedImage): boolean {
  return facts?.tagDate.kind === "dated" && facts.tagDate.bound === "exact";
}

function pinOf(reading: ReferenceReading): Pin | null {
  if (reading.kind === "invalid") return null;
  if (reading.kind === "reference") {
    const { tag, digest, templated, tagUnresolved } = reading.reference;
    const isKnown = digest === null ? tag === null || isTag(tag) : isDigest(digest);
    return {
      tag,
      digest: digest !== null && isDigest(digest) ? digest : null,
      isOpen: (templated || tagUnresolved) && !isKnown,
    };
  }
  const name = nameOfPattern(reading.pattern);
  const tail = reading.pattern.slice(name.length);
  const [, tag, digest] = /^(?::([^@]*))?(?:@(.*))?$/s.exec(tail) ?? [];
  if (digest !== undefined && isDigest(digest)) return { tag: null, digest, isOpen: false };
  if (digest !== undefined || (tag !== undefined && !isTag(tag)))
    return { tag: null, digest: null, isOpen: true };
  // An unknown part at the end can have a tag of its own.
  if (tag === undefined && isUnknown(name.slice(-1)))
    return { tag: null, digest: null, isOpen: true };
  return { tag: tag ?? "latest", digest: null, isOpen: false };
}

function pinText({ tag, digest }: Pin, reading: ReferenceReading): string {
  if (digest !== null) return "a digest";
  const isWritten = reading.kind !== "reference" || reading.reference.tagWritten;
  return isWritten ? `the tag ${tag ?? ""}` : "neither tag nor digest";
}
