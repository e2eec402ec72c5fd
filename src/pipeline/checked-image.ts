import type { ImageUse } from "../domain/build/build.ts";
import { mayBeRequired } from "../domain/image/required-images.ts";
import type { Settings } from "../domain/settings/settings.ts";
import type { Enrichers } from "./modules.ts";

type Identities = Pick<Enrichers, "identityOf">;

/** Whether an image is checked. */
export function isChecked({ reading, run }: ImageUse, { identityOf }: Identities): boolean {
  return identityOf(reading, run?.serves === true).inference === "yes";
}

/**
 * Whether a text that looks like a reference names an azureml image, may name one, or a copy of one: a path, an address or a name in
 * another registry can look the same.
 */
function isAzureml({ reading, run }: ImageUse, { identityOf }: Identities): boolean {
  const { inference, repository, looksLike } = identityOf(reading, run?.serves === true);
  return inference !== "no" || repository !== null || looksLike !== null;
}

/** Whether an image is checked, may be, or looks so; or whether a requirement may be about it. */
export function matters(
  image: ImageUse,
  {
    settings: { images },
    ...identities
  }: Identities & { readonly settings: Pick<Settings, "images"> },
): boolean {
  return isAzureml(image, identities) || mayBeRequired(image.reading, images);
}
