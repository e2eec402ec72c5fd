import type { Evidence, RuleFinding } from "../../src/domain/rule/finding.ts";
import type { Message, Remedy } from "../../src/domain/rule/message.ts";

// What a condition of a requirement says of an image. A condition that is met says nothing.

/** The image does not have what is demanded. */
export interface Violated {
  readonly kind: "violated";
  /** @param about the first part of the message @param reference as messages name the image */
  readonly message: (about: string, reference: string, remedy: Remedy) => Message;
  /** What to do, without a full stop. */
  readonly action: string;
  readonly evidence: readonly Evidence[];
  readonly confidence: RuleFinding["confidence"];
  /** A digest would meet it. */
  readonly wantsDigest?: true;
}

/** The file leaves the reference open, so that it cannot be shown that it has what is demanded. */
export interface Open {
  readonly kind: "open";
  /** To follow `cannot be shown to `. */
  readonly what: string;
}

/** A fact that no source states. */
export interface Unknown {
  readonly kind: "unknown";
  /** `Python version` */
  readonly fact: string;
  readonly why: string;
  /** What is demanded of it. */
  readonly required: string;
}
