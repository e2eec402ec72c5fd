import type { EnrichedBuild, EnrichedImage } from "../../src/domain/build/enriched-build.ts";
import { isInferenceImage } from "../../src/domain/build/inference-images.ts";
import { withoutDefaultPort } from "../../src/domain/image/registry-host.ts";
import type { FixOrReason } from "../../src/domain/rule/finding.ts";
import { notWanted, withoutFix } from "../../src/domain/rule/finding.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import { editReference } from "../support/reference-edits.ts";

/**
 * Adds the digest that the registry has for a tag. Safe for a tag that Microsoft never moves: what is built stays the same.
 */
export function digestFix(
  build: EnrichedBuild,
  image: EnrichedImage,
  { wantsFixes, memo }: RuleContext,
): FixOrReason {
  if (!wantsFixes) return notWanted;
  const { reading, withoutArgs, environment } = image;
  if (environment) return withoutFix("an environment cannot have a digest");
  if (withoutArgs !== null || reading.kind !== "reference" || !isInferenceImage(image))
    return withoutFix("the digest is not known");
  const { registry, repository, tag, tagWritten, text } = reading.reference;
  const published = image.facts.published;
  // The digest of the image that a mirror is said to copy may be another one there.
  if (published?.source.name !== withoutDefaultPort(registry ?? "docker.io"))
    return withoutFix("the digest is not known; --online or --facts may show it");
  const { digest } = published.image;
  const last = repository.slice(repository.lastIndexOf("/") + 1);
  const swap = tagWritten
    ? ({ part: "tag", text: tag ?? "", by: `${tag ?? ""}@${digest}` } as const)
    : ({ part: "image", text: last, by: `${last}@${digest}` } as const);
  return editReference(build, image, {
    safe: tagWritten && tag !== "latest",
    description: `Add the digest that ${published.source.name} has for ${tag ?? "latest"}.`,
    alternatives: [[swap]],
    result: `${text}@${digest}`,
    unpins: false,
    memo,
  });
}
