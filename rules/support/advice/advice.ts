import type { ImageFacts, SuccessorFacts } from "../../../src/domain/image/image-facts.ts";
import type { Evidence } from "../../../src/domain/rule/finding.ts";
import type { Remedy } from "../../../src/domain/rule/message.ts";

/** Where two images keep their conda environments. */
export interface CondaMove {
  readonly from: string;
  /** Null where no source states it of the recommended image. */
  readonly to: string | null;
}

/** A remedy with what it rests on and what it leads to. */
export interface Advice {
  readonly remedy: Remedy;
  readonly evidence: readonly Evidence[];
  /** Null where the environment stays where it is, or where none is known. */
  readonly conda: CondaMove | null;
}

/** Advice that rests on nothing but the finding. */
export function plainAdvice(remedy: Remedy): Advice {
  return { remedy, evidence: [], conda: null };
}

/** Where the environment of an image goes when another image takes its place; null where it stays or is not known. */
export function condaMove(
  { condaPath: from }: Pick<ImageFacts, "condaPath">,
  { facts: { condaPath: to } }: Pick<SuccessorFacts, "facts">,
): CondaMove | null {
  return from === null || from === to ? null : { from, to };
}
