import type { MessageFunction } from "../../src/domain/rule/message.ts";
import { defineMessage, sentenceCase } from "../../src/domain/rule/message.ts";
import type { Requirement } from "../../src/domain/rule/requirement.ts";

/** The first part of the messages of a requirement. */
export function aboutRequirement({ name, message }: Requirement): string {
  return message ?? `requirement ${name}`;
}

export const messages: {
  readonly fact: MessageFunction<"about" | "reference" | "fact" | "actual" | "required">;
  readonly tag: MessageFunction<"about" | "reference" | "actual" | "required">;
  readonly allow: MessageFunction<"about" | "reference" | "allowed">;
  readonly deny: MessageFunction<"about" | "reference" | "pattern">;
  readonly open: MessageFunction<"about" | "reference" | "what" | "why">;
} = {
  fact: defineMessage(
    "fact",
    ["about", "reference", "fact", "actual", "required"],
    ({ about, fact, actual, required }) => `${about}: ${fact} ${actual}, not ${required}`,
    ({ about, reference, fact, actual, required }) =>
      `${sentenceCase(about)}: the ${fact} of '${reference}' is ${actual}, not ${required}.`,
  ),
  tag: defineMessage(
    "tag",
    ["about", "reference", "actual", "required"],
    ({ about, actual, required }) => `${about}: ${actual}, ${required} is required`,
    ({ about, reference, actual, required }) =>
      `${sentenceCase(about)}: '${reference}' has ${actual}, and ${required} is required.`,
  ),
  allow: defineMessage(
    "allow",
    ["about", "reference", "allowed"],
    ({ about }) => `${about}: not on the list of allowed images`,
    ({ about, reference, allowed }) =>
      `${sentenceCase(about)}: '${reference}' is not on the list of allowed images (${allowed}).`,
  ),
  deny: defineMessage(
    "deny",
    ["about", "reference", "pattern"],
    ({ about, pattern }) => `${about}: denied by '${pattern}'`,
    ({ about, reference, pattern }) =>
      `${sentenceCase(about)}: '${reference}' is denied by '${pattern}'.`,
  ),
  open: defineMessage(
    "open",
    ["about", "reference", "what", "why"],
    ({ about, what }) => `${about}: cannot be shown to ${what}`,
    ({ about, reference, what, why }) =>
      `${sentenceCase(about)}: '${reference}' cannot be shown to ${what}: ${why}.`,
  ),
};
