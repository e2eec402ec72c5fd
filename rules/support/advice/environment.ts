import type { InferenceImage } from "../../../src/domain/build/inference-images.ts";
import type { Remedy } from "../../../src/domain/rule/message.ts";
import { advice } from "../../../src/domain/rule/message.ts";
import type { RuleContext } from "../../../src/domain/rule/rule.ts";
import { acceptsLatest, ownDestination, versionText } from "../destination.ts";
import { caveatsOf, withCaveats } from "./caveats.ts";

/**
 * Another version of an environment: `latest`, and one whose image is proven to lie in the window. Null where the image is not named
 * by an environment.
 */
export function toNewerVersion(image: InferenceImage, context: RuleContext): Remedy | null {
  const name = image.environment?.name;
  if (name === undefined) return null;
  const { newestTag, tagDate, latest } = image.facts;
  const isNewer = tagDate.kind !== "dated" || (newestTag !== null && newestTag.date > tagDate.date);
  const { proven } = ownDestination(image, context);
  const other = isNewer ? (proven?.tag ?? null) : null;
  const mayBeLatest = acceptsLatest(context) && latest.kind !== "none";
  const text = versionText(name, mayBeLatest ? "latest" : other);
  const caveats = caveatsOf(image.facts, image, context.asOf);
  const isSecond = mayBeLatest && other !== null;
  const second = isSecond ? `, or ${name}:${other}, which is in the support window` : "";
  return {
    text: `Use environment ${withCaveats(text, caveats)}${second}.`,
    action: `environment ${text}`,
    details: [...(isSecond ? [`or ${name}:${other}`] : []), ...caveats],
  };
}

/** What to pin an environment to. */
export function toPinnedVersion(image: InferenceImage, context: RuleContext): Remedy {
  const { proven } = ownDestination(image, context);
  return advice(
    proven === null
      ? "Pin a version of the environment that is in the support window"
      : `Pin version ${proven.tag} of the environment, the newest that is known`,
  );
}
