import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import type { Processor, SuccessorFacts } from "../../src/domain/image/image-facts.ts";
import { valueOf } from "../../src/domain/image/known.ts";
import { endingRelease, isCurrent } from "../../src/domain/image/lifecycle.ts";
import type { Remedy } from "../../src/domain/rule/message.ts";
import { advice } from "../../src/domain/rule/message.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import { destinationText, successorDestination } from "./destination.ts";

/** Where no successor is known: the current images without a framework, the listed ones first. */
export function alternatives(image: InferenceImage, context: RuleContext): Remedy {
  const { facts } = image;
  const { asOf } = context;
  // Triton is its own server: no other image serves the same models.
  if (facts.framework?.split(" ")[0] === "triton")
    return advice("Move to a release of nvcr.io/nvidia/tritonserver, NVIDIA's own Triton image");
  // Inference images replace inference images: a training job or a base image needs other things.
  if (facts.family !== "inference")
    return advice(
      "Choose an image with a supported release: Microsoft names no successor of this one",
    );
  const images = facts.alternatives.filter(
    (other) =>
      other.repository !== facts.repository &&
      isCurrent(other, asOf) &&
      endingRelease(other, asOf) === null,
  );
  const current = (["cpu", "gpu"] as const)
    .map((processor) => ({ processor, names: namesFor(processor, images, image, context) }))
    .filter(({ names }) => names.length > 0);
  const [action] = current.flatMap(({ names }) => names);
  if (action === undefined)
    return advice(`Choose an image with newer releases from ${facts.list.name}`);
  const install = facts.framework === null ? "" : `install ${facts.framework} there`;
  const choices = current.map(({ processor, names }) => {
    const what = `${processor.toUpperCase()} image${names.length === 1 ? "" : "s"}`;
    return `to ${names.join(" or ")}, Microsoft's current ${what}`;
  });
  const others = current.flatMap(({ processor, names }) =>
    names.filter((name) => name !== action).map((name) => `${name} (${processor.toUpperCase()})`),
  );
  const details = [
    ...(others.length > 0 ? [`or ${others.join(", ")}`] : []),
    ...(install === "" ? [] : [install]),
  ];
  return {
    text: `Move ${choices.join(", or ")}${install === "" ? "" : `, and ${install}`}.`,
    action,
    detail: details.length === 0 ? null : details.join("; "),
  };
}

function namesFor(
  processor: Processor,
  images: readonly SuccessorFacts[],
  image: InferenceImage,
  context: RuleContext,
): readonly string[] {
  const own = images.filter((other) => valueOf(other.facts.processor) === processor);
  return [...own.filter(isListed), ...own.filter((other) => !isListed(other))].map((other) =>
    destinationText(successorDestination(image, other, context)),
  );
}

function isListed({ facts }: SuccessorFacts): boolean {
  return valueOf(facts.support) === "listed";
}
