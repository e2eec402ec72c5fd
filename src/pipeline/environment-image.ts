import { isTag } from "../domain/image/distribution-grammar.ts";
import type { EnvironmentImage, EnvironmentNames } from "../domain/image/environment-names.ts";
import { microsoftRegistry } from "../domain/image/image-policy.ts";
import type { ReferenceReading } from "../domain/image/image-reference.ts";
import { readReference } from "../domain/image/image-reference.ts";
import { unresolvedPart } from "../shell/unresolved.ts";
import type { CuratedName } from "../sources/index.ts";

/** What stands for a part that is not known, where no text of the file does. */
const unknown = "{unknown}";

/**
 * The reference to the image that a curated environment stands for; null for an unknown name, which is no image. A tag that is
 * not known is an unresolved one that is not written. A name with an unknown part can be any image.
 */
export function environmentReading(
  environment: CuratedName,
  names: EnvironmentNames,
): ReferenceReading | null {
  if (environment.name.includes(unresolvedPart)) return openReading(environment.name);
  const image = names.imageOf(environment.name);
  if (!image) return null;
  const name = `${microsoftRegistry}/${image.repository}`;
  const tag = tagOf(environment, image);
  if (tag === "none") return readReference(name);
  return tag === "unknown" ? withUnknownTag(name) : readReference(`${name}:${tag.known}`);
}

type Tag = { readonly known: string } | "none" | "unknown";

/** Without version and label an environment is its newest version, and so is the image without a tag. */
function tagOf({ version, label }: CuratedName, image: EnvironmentImage): Tag {
  if (image.oldestTag === null) return "unknown";
  if (label !== null)
    return version === null && label.toLowerCase() === "latest" ? { known: "latest" } : "unknown";
  if (version === null) return "none";
  const isOlder = /^\d+$/.test(version) && Number(version) < image.oldestTag;
  return isTag(version) && !isOlder ? { known: version } : "unknown";
}

function withUnknownTag(name: string): ReferenceReading {
  const reading = readReference(`${name}:${unresolvedPart}`, [unknown]);
  if (reading.kind !== "reference") return reading;
  return { kind: "reference", reference: { ...reading.reference, text: name, tagWritten: false } };
}

/** The image is called as the environment, below some folder. */
function openReading(name: string): ReferenceReading {
  const path = `${unresolvedPart}${name.replace(/^azureml-/i, "")}`;
  const parts = path.split(unresolvedPart).slice(1);
  return readReference(
    `${microsoftRegistry}/azureml/${path}`,
    parts.map(() => unknown),
  );
}
