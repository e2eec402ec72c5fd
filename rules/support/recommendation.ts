import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import { microsoftRegistry } from "../../src/domain/image/image-policy.ts";
import { isSupported, usableSuccessor } from "../../src/domain/image/lifecycle.ts";
import type { Remedy } from "../../src/domain/rule/message.ts";
import { advice, withoutStop } from "../../src/domain/rule/message.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import type { Advice } from "./advice/advice.ts";
import { plainAdvice } from "./advice/advice.ts";
import { caveatsOf, withCaveats } from "./advice/caveats.ts";
import { toNewerVersion } from "./advice/environment.ts";
import { toAnother } from "./advice/moves.ts";
import { acceptsLatest, destinationKey, destinationText, ownDestination } from "./destination.ts";
import { isMicrosofts } from "./registry.ts";
import { referenceOf } from "./written-reference.ts";
import { rulesAgainst } from "./rules-against.ts";

/**
 * The remedy for an image, the same for every rule: another image where this one cannot be kept, else a newer tag of it. A
 * suggestion never crosses CPU and GPU, never drops a framework without saying so, and never leads to an image that a rule
 * would report.
 */
export function recommend(image: InferenceImage, context: RuleContext): Advice {
  const key = `recommendation ${destinationKey(image, context)}`;
  return context.memo(image.facts, key, () => recommendation(image, context));
}

/** The same for an image that is going to lose its support. */
export function recommendSuccessor(image: InferenceImage, context: RuleContext): Advice {
  const key = `successor ${destinationKey(image, context)}`;
  return context.memo(image.facts, key, () => withPin(image, toAnother(image, context)));
}

/** What a change from a digest to a tag does. */
const unpins = "this unpins the image";

/** A sentence about such a change, with what it does. */
export function unpinning(sentence: string): string {
  return `${withoutStop(sentence)}; ${unpins}.`;
}

function recommendation(image: InferenceImage, context: RuleContext): Advice {
  const { facts } = image;
  // Of an image that no list is about, nothing says that it should not be used.
  if (
    rulesAgainst(image, context.asOf).length === 0 &&
    (isSupported(facts) || !facts.support.known)
  )
    return withPin(
      image,
      plainAdvice(toNewerVersion(image, context) ?? toNewerTag(image, context)),
    );
  return isSupported(facts) && usableSuccessor(facts, context.asOf) === null
    ? plainAdvice(noReplacement(context))
    : withPin(image, toAnother(image, context));
}

/** Where support ended and there is nothing to move to. */
export function noReplacement(context: Pick<RuleContext, "optionsOf">): Remedy {
  const untilThen = acceptsLatest(context) ? ", and use latest until then" : "";
  return advice(`Watch Microsoft's list for a replacement${untilThen}`);
}

/** What is recommended has no digest: a remedy that leads away from one says so. */
function withPin(image: InferenceImage, own: Advice): Advice {
  const { text, action, details } = own.remedy;
  // The text of an instruction without a reference begins with it.
  const isReference = !text.startsWith(action);
  if (!isReference || (referenceOf(image)?.digest ?? null) === null) return own;
  const remedy = { text: unpinning(text), action, details: [...details, unpins] };
  return { ...own, remedy };
}

/** `latest`, and a dated tag only where it is proven to lie in the window. */
function toNewerTag(image: InferenceImage, context: RuleContext): Remedy {
  const { newestTag, tagDate, latest, repository } = image.facts;
  const { name, proven } = ownDestination(image, context);
  const caveats = caveatsOf(image.facts, image, context.asOf);
  const isNewer = tagDate.kind !== "dated" || (newestTag !== null && newestTag.date > tagDate.date);
  if (latest.kind === "none")
    return newestTag === null || !isNewer
      ? advice(`Use a tag that ${microsoftRegistry} has: the repository has no latest`)
      : use(`${name}:${newestTag.tag}`, ["the newest tag: the repository has no latest"], caveats);
  const reference = referenceOf(image);
  // A tag that is latest already can only be old on a mirror.
  if (reference?.tag === "latest" && reference.digest === null && tagDate.kind === "dated")
    return advice(`Update ${name}:latest from ${microsoftRegistry}/${repository}:latest`);
  const unproven = reference && !isMicrosofts(reference) ? ", if the mirror has it" : "";
  if (!acceptsLatest(context)) {
    const details = proven && isNewer ? [`in the support window${unproven}`] : [];
    const to = destinationText({ name, tag: proven && isNewer ? proven.tag : null });
    return use(to, details, caveats);
  }
  if (!proven || !isNewer) return use(`${name}:latest`, [], caveats);
  const latestText = withCaveats(`${name}:latest`, caveats);
  return {
    text: `Use ${latestText}, or ${proven.tag}, which is in the support window${unproven}.`,
    action: `${name}:latest`,
    details: [`or ${name}:${proven.tag}${unproven}`, ...caveats],
  };
}

function use(reference: string, details: readonly string[], caveats: readonly string[]): Remedy {
  return {
    text: `Use ${[withCaveats(reference, caveats), ...details].join(", ")}.`,
    action: reference,
    details: [...details, ...caveats],
  };
}
