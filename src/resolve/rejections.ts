import type { Problem, Rejection } from "../domain/build/dockerfile.ts";
import type { WordError } from "../shell/word-error.ts";
import type { ExpandedText } from "./scope.ts";

/** What BuildKit rejects while it expands variables and connects stages (frontend/dockerfile/dockerfile2llb). */

/** Longer values are shortened in messages: the location shows the rest. */
const maxShownLength = 80;

function shortened(value: string): string {
  return value.length > maxShownLength ? `${value.slice(0, maxShownLength)}…` : value;
}

/** @param stage the index, as written */
export function unknownStage(stage: string): Rejection {
  return { code: "unknown-stage", message: `stage ${stage} does not exist` };
}

export function circularStages(): Rejection {
  return { code: "circular-stages", message: "circular dependency between stages" };
}

/** @param stage the name, else the index */
export function stageUsedTooEarly(stage: string): Rejection {
  return { code: "stage-used-too-early", message: `stage ${stage} is used before it is defined` };
}

/** @param max the number of triggers that are followed */
export function tooManyTriggers(max: number): Rejection {
  return {
    code: "too-many-triggers",
    message: `more than ${max} ONBUILD triggers in this file: the others were not checked`,
  };
}

export function tooManyCopies(): Rejection {
  return {
    code: "too-many-copies",
    message: "too many ways of copying between stages in this file: not all were checked",
  };
}

export function variableInCopyFrom(): Rejection {
  const message = "variable in --from: add a stage FROM that image and use the stage name";
  return { code: "variable-in-copy-from", message };
}

/** @param reference the expanded reference, or the text as written if that is empty @param why a clause */
export function invalidReference(reference: string, why: string): Rejection {
  const message = `invalid image reference "${shortened(reference)}": ${why}`;
  return { code: "invalid-reference", message };
}

/** @param port as expanded */
export function invalidPort(port: string): Rejection {
  const message = `invalid port "${shortened(port)}" in EXPOSE: write PORT or PORT/PROTOCOL, such as 5001/tcp`;
  return { code: "invalid-port", message };
}

/** @param signal as expanded */
export function invalidSignal(signal: string): Rejection {
  const message = `invalid signal "${shortened(signal)}" in STOPSIGNAL: write a name or a number, such as SIGTERM`;
  return { code: "invalid-signal", message };
}

export function emptyVolume(): Rejection {
  return { code: "empty-volume", message: "empty path in VOLUME after expansion" };
}

export function emptyPlatform(): Rejection {
  return { code: "empty-platform", message: "empty value of flag --platform" };
}

/** @param platform as written */
export function invalidPlatform(platform: string): Rejection {
  const message = `invalid value of flag --platform=${platform}: write OS/ARCH, such as linux/amd64`;
  return { code: "invalid-platform", message };
}

/** An image name with a part that is not known: `argument` is the ARG without a value, null for a template. */
export function unresolvedImage(argument: string | null): Rejection {
  return argument === null
    ? { code: "template-in-image", message: "the image name contains a template" }
    : { code: "unset-argument", message: `ARG ${argument} has no value` };
}

/** A syntax error in a word, as a problem for which BuildKit rejects the file with any values of its variables. */
export function syntaxProblem({ code, message }: WordError, region: Problem["region"]): Problem {
  return { code, message, region, unconditional: true };
}

/**
 * The variables that a word requires (`${name:?…}`) and that have no value, as problems.
 * @param ofImage whether the image may set them
 */
export function requiredProblems(
  { required }: ExpandedText,
  region: Problem["region"],
  ofImage: boolean,
): readonly Problem[] {
  return required.map((message) => ({
    code: "required-variable",
    message,
    region,
    unconditional: false,
    ofImage,
  }));
}
