import type { FactSource } from "../domain/image/fact-source.ts";
import type { ImageFacts, TagFormFacts } from "../domain/image/image-facts.ts";
import type { TagForms } from "../domain/image/tag-form.ts";
import { hasForm } from "../domain/image/tag-form.ts";
import type { ImageRequest } from "./query-registry.ts";

/** Whether the tag is written as the tags of its repository are. */
export async function tagFormOf(
  request: Pick<ImageRequest, "reference" | "repository" | "location">,
  answered: Pick<ImageFacts, "existence" | "published">,
  sources: readonly FactSource[],
): Promise<TagFormFacts> {
  const forms = await formsOf(request.repository, sources);
  const tag = tagToCheck(request, answered);
  if (tag === null || forms === null) return { kind: "unknown", forms };
  return { kind: hasForm(tag, forms) ? "expected" : "unexpected", forms };
}

/**
 * Null where the form says nothing: beside a digest, which alone is pulled; on a mirror, which may have tags of its own; and
 * where a registry says whether the image exists.
 */
function tagToCheck(
  { reference, location }: Pick<ImageRequest, "reference" | "location">,
  { existence, published }: Pick<ImageFacts, "existence" | "published">,
): string | null {
  const { tag, digest, templated, tagUnresolved } = reference;
  if (templated || tagUnresolved || digest !== null || tag === "latest") return null;
  if (location.isMirrored || location.isCopy) return null;
  return existence.kind === "unknown" && published === null ? tag : null;
}

async function formsOf(
  repository: string,
  sources: readonly FactSource[],
): Promise<TagForms | null> {
  for (const source of sources) {
    const forms = await source.tagForms(repository);
    if (forms) return forms;
  }
  return null;
}
