import type { InferenceImage } from "../../../src/domain/build/inference-images.ts";
import type { SuccessorFacts } from "../../../src/domain/image/image-facts.ts";
import { endingRelease, usableSuccessor } from "../../../src/domain/image/lifecycle.ts";
import { evidence } from "../../../src/domain/rule/evidence.ts";
import type { Remedy } from "../../../src/domain/rule/message.ts";
import { advice, sentenceCase, withoutStop } from "../../../src/domain/rule/message.ts";
import type { RuleContext } from "../../../src/domain/rule/rule.ts";
import type { Destination } from "../destination.ts";
import { destinationText, isElsewhere, successorDestination } from "../destination.ts";
import type { Advice } from "./advice.ts";
import { condaMove, plainAdvice } from "./advice.ts";
import { alternatives, isChoice, toReleaseOf } from "./alternatives.ts";
import { caveatsOf, withCaveats } from "./caveats.ts";
import { changesOf } from "./changes.ts";
import { clauses, thisChanges } from "./clauses.ts";
import { installing, isMissing, portAndBuild, wheelEvidence } from "./installation.ts";

/** Another image: the successor, unless it is going to lose its support as well; else what else there is. */
export function toAnother(image: InferenceImage, context: RuleContext): Advice {
  const { facts } = image;
  const successor = usableSuccessor(facts, context.asOf);
  // Another image may have a wheel where the successor has none.
  const hasOther = facts.alternatives.some(
    (other) => other.wheel.kind === "available" && isChoice(other, image, context.asOf),
  );
  if (!successor || (isMissing(successor.wheel) && needsInstalling(successor) && hasOther))
    return alternatives(image, context);
  if (isElsewhere(successor.repository)) return toOtherRegistry(successor);
  const to = successorDestination(image, successor, context);
  const ending = endingRelease(successor, context.asOf);
  if (ending !== null) {
    const { action, text } = advice(`Choose an image with newer releases from ${facts.list.name}`);
    const detail = `support for ${ending.release} in ${to.name} ends on ${ending.end}`;
    return plainAdvice({ text: `${withoutStop(text)}: ${detail}.`, action, details: [detail] });
  }
  return {
    remedy: toSuccessor(image, successor, to, context),
    evidence: needsInstalling(successor) ? wheelEvidence(successor.wheel) : [],
    conda: condaMove(facts, successor),
  };
}

function needsInstalling({ basis }: SuccessorFacts): boolean {
  return basis === "extend";
}

/** An image that is not Microsoft's has tags of its own, and no mirror of Microsoft's images has it. */
function toOtherRegistry({ repository, source }: SuccessorFacts): Advice {
  const remedy = toReleaseOf(repository);
  return { remedy, evidence: [evidence("successor", repository, source)], conda: null };
}

function toSuccessor(
  image: InferenceImage,
  successor: SuccessorFacts,
  to: Destination,
  context: RuleContext,
): Remedy {
  const { facts } = image;
  const { basis, wheel } = successor;
  if (basis === "documented") return documentedMove(null, image, successor, to, context);
  const caveats = caveatsOf({ ...successor, ...successor.facts }, image, context.asOf);
  const written = destinationText(to);
  const name = withCaveats(written, caveats);
  const changes = changesOf(facts, successor, to);
  if (basis === "inferred")
    return {
      text: `Move to ${name}, the nearest published image by name (inferred)${thisChanges(changes)}.`,
      action: written,
      details: clauses("nearest by name (inferred)", changes, ...caveats),
    };
  // What is installed is installed on an image, whoever names it.
  const base = destinationText({ name: to.name, tag: to.tag });
  const noImage = `no ${facts.framework ?? "such"} image is published any more`;
  if (isMissing(wheel)) return portAndBuild(noImage, wheel, { reference: base, caveats, changes });
  const install = installing(facts.framework ?? "what is missing", successor);
  return {
    text: `${sentenceCase(noImage)}: build on ${withCaveats(base, caveats)} and ${install}${thisChanges(changes)}.`,
    action: base,
    details: clauses(`${noImage}: ${install}`, changes, ...caveats),
  };
}

/**
 * The move to a successor that Microsoft's repositories moved to.
 * @param written the reference where it is not that of the destination
 */
export function documentedMove(
  written: string | null,
  image: InferenceImage,
  successor: SuccessorFacts,
  to: Destination,
  { asOf: today }: Pick<RuleContext, "asOf">,
): Remedy {
  const { asOf } = successor.source;
  const basis = `as Microsoft's examples did${asOf === null ? "" : ` on ${asOf}`}`;
  const changes = changesOf(image.facts, successor, to);
  const caveats = caveatsOf({ ...successor, ...successor.facts }, image, today);
  const name = written ?? destinationText(to);
  return {
    text: `Move to ${withCaveats(name, caveats)}, ${basis}${thisChanges(changes)}.`,
    action: name,
    details: clauses(basis, changes, ...caveats),
  };
}
