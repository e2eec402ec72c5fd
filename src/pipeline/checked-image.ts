import type { ImageUse } from "../domain/build/build.ts";
import type { ReferenceReading } from "../domain/image/image-reference.ts";
import { identify, inferenceNames } from "../enrich/index.ts";
import type { SourceContext } from "./source-context.ts";

type IdentityContext = Pick<SourceContext, "settings" | "catalogue">;

/** Whether an image is checked. */
export function isChecked({ reading, run }: ImageUse, context: IdentityContext): boolean {
  return isCheckedReading(reading, run?.serves === true, context);
}

/** Whether the image that a text names is checked. */
export function isCheckedReading(
  reading: ReferenceReading,
  serves: boolean,
  context: IdentityContext,
): boolean {
  return identityOf(reading, serves, context).inference === "yes";
}

/**
 * Whether a text that looks like a reference names an azureml image, may name one, or a copy of one: a path, an address or a name in
 * another registry can look the same.
 */
export function isAzureml({ reading, run }: ImageUse, context: IdentityContext): boolean {
  const serves = run?.serves === true;
  const { inference, repository, looksLike } = identityOf(reading, serves, context);
  return inference !== "no" || repository !== null || looksLike !== null;
}

function identityOf(
  reading: ReferenceReading,
  serves: boolean,
  { settings: { images }, catalogue }: IdentityContext,
): ReturnType<typeof identify> {
  const names = inferenceNames(images, catalogue.inferenceRepositories);
  return identify(reading, serves, images, names);
}
