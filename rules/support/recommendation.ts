import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import type { ImageFacts, SuccessorFacts } from "../../src/domain/image/image-facts.ts";
import { microsoftRegistry } from "../../src/domain/image/image-policy.ts";
import { valueOf } from "../../src/domain/image/known.ts";
import { endingRelease, isSupported, usableSuccessor } from "../../src/domain/image/lifecycle.ts";
import type { Remedy } from "../../src/domain/rule/message.ts";
import { advice, sentenceCase, withoutStop } from "../../src/domain/rule/message.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import { alternatives } from "./alternatives.ts";
import type { Destination } from "./destination.ts";
import {
  acceptsLatest,
  destinationKey,
  destinationText,
  ownDestination,
  successorDestination,
} from "./destination.ts";
import { isMicrosofts } from "./registry.ts";
import { referenceOf } from "./written-reference.ts";
import { rulesAgainst } from "./rules-against.ts";

/**
 * The remedy for an image, the same for every rule: another image where this one cannot be kept, else a newer tag of it. A
 * suggestion never crosses CPU and GPU, never drops a framework without saying so, and never leads to an image that a rule
 * would report.
 */
export function recommend(image: InferenceImage, context: RuleContext): Remedy {
  const key = `recommendation ${destinationKey(image, context)}`;
  return context.memo(image.facts, key, () => recommendation(image, context));
}

/** The same for an image that is going to lose its support. */
export function recommendSuccessor(image: InferenceImage, context: RuleContext): Remedy {
  const key = `successor ${destinationKey(image, context)}`;
  return context.memo(image.facts, key, () => withPin(image, toAnother(image, context)));
}

/** What a change from a digest to a tag does. */
const unpins = "this unpins the image";

/** A sentence about such a change, with what it does. */
export function unpinning(sentence: string): string {
  return `${withoutStop(sentence)}; ${unpins}.`;
}

function recommendation(image: InferenceImage, context: RuleContext): Remedy {
  const { facts } = image;
  // Of an image that no list is about, nothing says that it should not be used.
  if (
    rulesAgainst(image, context.asOf).length === 0 &&
    (isSupported(facts) || !facts.support.known)
  )
    return withPin(image, toNewerTag(image, context));
  return isSupported(facts) && usableSuccessor(facts, context.asOf) === null
    ? noReplacement(context)
    : withPin(image, toAnother(image, context));
}

/** Where support ended and there is nothing to move to. */
export function noReplacement(context: Pick<RuleContext, "optionsOf">): Remedy {
  const untilThen = acceptsLatest(context) ? ", and use latest until then" : "";
  return advice(`Watch Microsoft's list for a replacement${untilThen}`);
}

/** What is recommended has no digest: a remedy that leads away from one says so. */
function withPin(image: InferenceImage, remedy: Remedy): Remedy {
  const { text, action, detail } = remedy;
  // The text of an instruction begins with it; that of a reference does not.
  const isReference = !text.startsWith(action);
  if (!isReference || (referenceOf(image)?.digest ?? null) === null) return remedy;
  return {
    text: unpinning(text),
    action,
    detail: detail === null ? unpins : `${detail}; ${unpins}`,
  };
}

/** `latest`, and a dated tag only where it is proven to lie in the window. */
function toNewerTag(image: InferenceImage, context: RuleContext): Remedy {
  const { newestTag, tagDate, latest, repository } = image.facts;
  const { name, proven } = ownDestination(image, context);
  const isNewer = tagDate.kind !== "dated" || (newestTag !== null && newestTag.date > tagDate.date);
  if (latest.kind === "none")
    return newestTag === null || !isNewer
      ? advice(`Use a tag that ${microsoftRegistry} has: the repository has no latest`)
      : use(`${name}:${newestTag.tag}`, "the newest tag: the repository has no latest");
  const reference = referenceOf(image);
  // A tag that is latest already can only be old on a mirror.
  if (reference?.tag === "latest" && reference.digest === null && tagDate.kind === "dated")
    return advice(`Update ${name}:latest from ${microsoftRegistry}/${repository}:latest`);
  const unproven = reference && !isMicrosofts(reference) ? ", if the mirror has it" : "";
  if (!acceptsLatest(context)) {
    const detail = proven && isNewer ? `in the support window${unproven}` : null;
    return use(destinationText({ name, tag: proven && isNewer ? proven.tag : null }), detail);
  }
  return proven && isNewer
    ? {
        text: `Use ${name}:latest, or ${proven.tag}, which is in the support window${unproven}.`,
        action: `${name}:latest`,
        detail: `or ${name}:${proven.tag}${unproven}`,
      }
    : use(`${name}:latest`, null);
}

function use(reference: string, detail: string | null): Remedy {
  return {
    text: `Use ${reference}${detail === null ? "" : `, ${detail}`}.`,
    action: reference,
    detail,
  };
}

/** Another image: the successor, unless it is going to lose its support as well; else what else there is. */
function toAnother(image: InferenceImage, context: RuleContext): Remedy {
  const { facts } = image;
  const successor = usableSuccessor(facts, context.asOf);
  if (!successor) return alternatives(image, context);
  const to = successorDestination(image, successor, context);
  const ending = endingRelease(successor, context.asOf);
  if (ending !== null) {
    const { action, text } = advice(`Choose an image with newer releases from ${facts.list.name}`);
    const detail = `support for ${ending.release} in ${to.name} ends on ${ending.end}`;
    return { text: `${withoutStop(text)}: ${detail}.`, action, detail };
  }
  return toSuccessor(facts, successor, to);
}

function toSuccessor(facts: ImageFacts, successor: SuccessorFacts, to: Destination): Remedy {
  const name = destinationText(to);
  const changes = changesOf(facts, successor, to);
  switch (successor.basis) {
    case "documented":
      return documentedMove(name, facts, successor, to);
    case "inferred":
      return {
        text: `Move to ${name}, the nearest published image by name (inferred)${thisChanges(changes)}.`,
        action: name,
        detail: joined("nearest published image by name (inferred)", changes),
      };
    case "extend": {
      const what = facts.framework ?? "what is missing";
      const noImage = `no ${facts.framework ?? "such"} image is published any more`;
      return {
        text: `${sentenceCase(noImage)}: build on ${name} and install ${what} there${thisChanges(changes)}.`,
        action: name,
        detail: joined(`${noImage}: install ${what} there`, changes),
      };
    }
  }
}

/** The move to a successor that Microsoft's repositories moved to. @param name the reference to write */
export function documentedMove(
  name: string,
  from: ImageFacts,
  successor: SuccessorFacts,
  to: Pick<Destination, "isUncovered">,
): Remedy {
  const { asOf } = successor.source;
  const basis = `as Microsoft's examples did${asOf === null ? "" : ` on ${asOf}`}`;
  const changes = changesOf(from, successor, to);
  return {
    text: `Move to ${name}, ${basis}${thisChanges(changes)}.`,
    action: name,
    detail: joined(basis, changes),
  };
}

function thisChanges(changes: string): string {
  return changes === "" ? "" : `; this changes ${changes}`;
}

function joined(basis: string, changes: string): string {
  return changes === "" ? basis : `${basis}; ${changes}`;
}

/** What else changes with the image: Python, OS, CUDA and the path of the conda environment, where both are known. */
function changesOf(
  from: ImageFacts,
  { facts: to }: SuccessorFacts,
  { isUncovered }: Pick<Destination, "isUncovered">,
): string {
  const change = (what: string, before: string | null, after: string | null): string[] =>
    before !== null && after !== null && before !== after ? [`${what}${before} → ${after}`] : [];
  return [
    ...change("Python ", valueOf(from.python), valueOf(to.python)),
    ...change("", valueOf(from.os), valueOf(to.os)),
    ...change("CUDA ", valueOf(from.cuda), valueOf(to.cuda)),
    ...change("conda ", from.condaPath, to.condaPath),
    ...(isUncovered ? ["the registry, since the mirror does not cover it"] : []),
  ].join(", ");
}
