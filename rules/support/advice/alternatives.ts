import type { InferenceImage } from "../../../src/domain/build/inference-images.ts";
import type { SuccessorFacts } from "../../../src/domain/image/image-facts.ts";
import { valueOf } from "../../../src/domain/image/known.ts";
import { endingRelease, isCurrent, isSupported } from "../../../src/domain/image/lifecycle.ts";
import type { Remedy } from "../../../src/domain/rule/message.ts";
import { advice } from "../../../src/domain/rule/message.ts";
import type { RuleContext } from "../../../src/domain/rule/rule.ts";
import type { CalendarDate } from "../../../src/text/calendar-date.ts";
import { destinationText, successorDestination } from "../destination.ts";
import type { Advice } from "./advice.ts";
import { condaMove, plainAdvice } from "./advice.ts";
import { caveatsOf, withCaveats } from "./caveats.ts";
import { changesOf } from "./changes.ts";
import { clauses, thisChanges } from "./clauses.ts";
import { installing, isMissing, portAndBuild, wheelEvidence } from "./installation.ts";

/** An image to choose, and what to know of it. */
interface Choice {
  readonly to: SuccessorFacts;
  readonly reference: string;
  /** The image itself, to build on. */
  readonly base: string;
  readonly caveats: readonly string[];
}

/** Where no successor is known: the current images without a framework, the listed ones first. */
export function alternatives(image: InferenceImage, context: RuleContext): Advice {
  const { facts } = image;
  const { asOf } = context;
  // Triton is its own server: no other image serves the same models.
  if (facts.framework?.split(" ")[0] === "triton")
    return plainAdvice(toReleaseOf("nvcr.io/nvidia/tritonserver"));
  // Inference images replace inference images: a training job or a base image needs other things.
  if (facts.family !== "inference") return newestVersion(image, context);
  const images = facts.alternatives.filter((other) => isChoice(other, image, asOf));
  const withWheel = images.filter(({ wheel }) => !isMissing(wheel));
  const all = withWheel.length > 0 ? withWheel : images;
  const byProcessor = (["cpu", "gpu"] as const)
    .map((processor) => ({
      processor: processor.toUpperCase(),
      choices: listedFirst(all.filter((other) => valueOf(other.facts.processor) === processor)).map(
        (to): Choice => {
          const { environment, ...base } = successorDestination(image, to, context);
          // A framework is installed on an image, whoever names it.
          const other = environment === undefined || facts.framework === null ? environment : null;
          return {
            to,
            reference: destinationText(
              other === undefined ? base : { ...base, environment: other },
            ),
            base: destinationText(base),
            caveats: caveatsOf({ ...to, ...to.facts }, image, asOf),
          };
        },
      ),
    }))
    .filter(({ choices }) => choices.length > 0);
  const first = byProcessor[0]?.choices[0];
  if (first === undefined)
    return plainAdvice(advice(`Choose an image with newer releases from ${facts.list.name}`));
  const { wheel } = first.to;
  return {
    remedy: isMissing(wheel)
      ? portAndBuild(`no ${facts.framework ?? "such"} image is published`, wheel, {
          ...first,
          reference: first.base,
        })
      : moveToOne(byProcessor, first, facts.framework),
    evidence: wheelEvidence(wheel),
    conda: condaMove(facts, first.to),
  };
}

/** The newest version of the same image, if its operating system is supported; else nothing that anybody names. */
function newestVersion(image: InferenceImage, context: RuleContext): Advice {
  const { facts } = image;
  const { asOf } = context;
  const newest = facts.alternatives.find(
    (other) =>
      other.osCycle !== null &&
      isCurrent(other, asOf) &&
      endingRelease(other, asOf) === null &&
      (!other.facts.support.known || isSupported(other.facts)),
  );
  if (newest === undefined)
    return plainAdvice(
      advice("Choose an image with a supported release: Microsoft names no successor of this one"),
    );
  const to = successorDestination(image, newest, context);
  const written = destinationText(to);
  const caveats = caveatsOf({ ...newest, ...newest.facts }, image, asOf);
  const changes = changesOf(facts, newest, to);
  const basis = "the newest version of this image";
  return {
    remedy: {
      text: `Use ${withCaveats(written, caveats)}, ${basis}${thisChanges(changes)}.`,
      action: written,
      details: clauses(basis, changes, ...caveats),
    },
    evidence: [],
    conda: condaMove(facts, newest),
  };
}

/** Whether another image is worth moving to: one whose support does not end soon. */
export function isChoice(
  other: SuccessorFacts,
  { facts }: InferenceImage,
  asOf: CalendarDate,
): boolean {
  return (
    other.repository !== facts.repository &&
    isCurrent(other, asOf) &&
    endingRelease(other, asOf) === null
  );
}

/** To a release of an image on another registry that Microsoft's examples use. */
export function toReleaseOf(repository: string): Remedy {
  const action = `Move to a release of ${repository}`;
  const basis = "as Microsoft's example does";
  return { text: `${action}, ${basis}.`, action, details: [basis] };
}

interface ChoicesOf {
  readonly processor: string;
  readonly choices: readonly Choice[];
}

function moveToOne(
  byProcessor: readonly ChoicesOf[],
  first: Choice,
  framework: string | null,
): Remedy {
  const install = framework === null ? [] : [installing(framework, first.to)];
  const targets = byProcessor.map(({ processor, choices }) => {
    const names = choices.map(({ reference, caveats }) => withCaveats(reference, caveats));
    const what = `${processor} image${names.length === 1 ? "" : "s"}`;
    return `to ${names.join(" or ")}, Microsoft's current ${what}`;
  });
  const others = byProcessor.flatMap(({ processor, choices }) =>
    choices
      .filter((choice) => choice !== first)
      .map(({ reference, caveats }) => withCaveats(reference, [processor, ...caveats])),
  );
  const details = [
    ...first.caveats,
    ...(others.length > 0 ? [`or ${others.join(", ")}`] : []),
    ...install,
  ];
  return {
    text: `Move ${[targets.join(", or "), ...install.map((what) => `and ${what}`)].join(", ")}.`,
    action: first.reference,
    details,
  };
}

function listedFirst(images: readonly SuccessorFacts[]): readonly SuccessorFacts[] {
  return [...images.filter(isListed), ...images.filter((image) => !isListed(image))];
}

function isListed({ facts }: SuccessorFacts): boolean {
  return valueOf(facts.support) === "listed";
}
