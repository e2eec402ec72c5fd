import type { NamedEnvironment } from "../../src/domain/build/image-run.ts";
import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import { takesRuntime } from "../../src/domain/build/taken-paths.ts";
import type { DatedTag, SuccessorFacts } from "../../src/domain/image/image-facts.ts";
import { nameBeside } from "../../src/domain/image/image-matcher.ts";
import { microsoftRegistry } from "../../src/domain/image/image-policy.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import { minusMonths } from "../../src/text/calendar-date.ts";
import { nameOf, referenceOf } from "./written-reference.ts";

/** An image that a remedy or a fix leads to, and which of its tags no rule reports. */
export interface Destination {
  /** Registry and repository, on the mirror that is used. */
  readonly name: string;
  /** Null where no tag is known that may be written. */
  readonly tag: string | null;
  /** The environment to write in place of one; null where none has the image. Absent where an image is written. */
  readonly environment?: string | null;
  /** The mirror that is used does not cover it, so the name is that on Microsoft's registry. */
  readonly isUncovered: boolean;
}

type Context = Pick<RuleContext, "asOf" | "images" | "optionsOf" | "supportWindow">;

/** The image to move to, with the tag to write. */
export function successorDestination(
  image: InferenceImage,
  {
    repository,
    newestTag,
    environment,
  }: Pick<SuccessorFacts, "repository" | "newestTag" | "environment">,
  context: Context,
): Destination {
  const isProven = isInWindow(newestTag, context.asOf, context);
  const pinned = isProven ? newestTag.tag : null;
  return {
    ...nameFor(image, repository, context),
    ...(image.environment
      ? { environment: besideEnvironment(image.environment, environment) }
      : {}),
    tag: acceptsLatest(context) ? "latest" : pinned,
  };
}

/** Another tag of an image: `latest` where it may be written, and the newest known tag where that is proven to be in the window. */
export function ownDestination(
  image: InferenceImage,
  context: Context,
): Destination & { readonly proven: DatedTag | null } {
  const { newestTag, latest, repository } = image.facts;
  const isExact = context.supportWindow.from === "latest" && latest.kind === "exact";
  const isProven = isInWindow(newestTag, isExact ? latest.date : context.asOf, context);
  const proven = isProven ? newestTag : null;
  const mayBeLatest = acceptsLatest(context) && latest.kind !== "none";
  return {
    ...nameFor(image, repository, context),
    tag: mayBeLatest ? "latest" : (proven?.tag ?? null),
    proven,
  };
}

/** Whether an image is named with its registry, since that is not Microsoft's. */
export function isElsewhere(repository: string): boolean {
  return /^[^/]*[.:][^/]*\//.test(repository);
}

/** `latest` may be written unless floating-tag reports it. */
export function acceptsLatest({ optionsOf }: Pick<RuleContext, "optionsOf">): boolean {
  return optionsOf("floating-tag") === null;
}

/** What to write: a reference, or a name and what to pin it to; in place of an environment another one. */
export function destinationText({
  name,
  tag,
  environment,
}: Pick<Destination, "name" | "tag" | "environment">): string {
  if (environment !== undefined && environment !== null)
    return `environment ${versionText(environment, tag)}`;
  const reference = tag === null ? `${name} (pin a tag in the support window)` : `${name}:${tag}`;
  return environment === null ? `an environment with the image ${reference}` : reference;
}

/** A version of an environment: the tag of its image. */
export function versionText(name: string, tag: string | null): string {
  if (tag === null) return `${name} (pin a version in the support window)`;
  return tag === "latest" ? `${name}@latest` : `${name}:${tag}`;
}

/** With `AzureML-` in front where the other one has it: a workspace knows no other name. */
function besideEnvironment({ name }: NamedEnvironment, other: string | null = null): string | null {
  const [prefix = ""] = /^azureml-/i.exec(name) ?? [];
  return other === null ? null : prefix + other;
}

/** What a destination depends on besides the facts of the image. */
export function destinationKey(image: InferenceImage, context: Context): string {
  const { months, from } = context.supportWindow;
  const { name } = nameFor(image, image.facts.repository, context);
  const environment = image.environment?.name ?? "";
  return `${environment} ${name} ${months} ${from} ${String(acceptsLatest(context))} ${String(takesRuntime(image))} ${String(image.conda === null)}`;
}

function isInWindow(
  tag: DatedTag | null,
  measuredFrom: RuleContext["asOf"],
  { supportWindow }: Context,
): tag is DatedTag {
  return tag !== null && tag.date >= minusMonths(measuredFrom, supportWindow.months);
}

function nameFor(
  image: InferenceImage,
  repository: string,
  { images }: Context,
): Pick<Destination, "name" | "isUncovered"> {
  const reference = referenceOf(image);
  const name = reference && nameBeside(nameOf(reference), reference, repository, images);
  const isUncovered = reference !== null && name === null;
  return { name: name ?? `${microsoftRegistry}/${repository}`, isUncovered };
}
