import type { Region } from "../domain/build/region.ts";
import { whyNotThatMany, whyNotThatReason } from "../domain/settings/exception-rules.ts";
import type { Settings } from "../domain/settings/settings.ts";
import type { InlineSuppression } from "./read-suppression.ts";

/** Why a comment may not suppress a rule. */
export type Rejection =
  | "no comments"
  | "policy"
  | "policy, for that long"
  | "policy, for that reason"
  | "policy, that many";

/** What is above the number of suppressions that the policy lets a repository have at a time. */
export interface OpenLimit {
  /**
   * @param path as that of findings, of the file that a comment or exception is written in
   * @param text of the comment, or the reason of the exception
   */
  readonly isOver: (path: string, region: Region, text: string) => boolean;
}

/** The settings that decide whether a comment counts. */
export type SuppressionSettings = Pick<
  Settings,
  "inlineIgnores" | "maySuppress" | "exceptionRules"
>;

/** @param limit null where nothing is above it */
export function rejectionOf(
  ruleId: string,
  { until, reason, region, text }: Pick<InlineSuppression, "until" | "reason" | "region" | "text">,
  path: string,
  { inlineIgnores, maySuppress, exceptionRules }: SuppressionSettings,
  limit: OpenLimit | null,
): Rejection | null {
  if (!inlineIgnores) return "no comments";
  if (exceptionRules?.allowsReason(reason) === false) return "policy, for that reason";
  if (!maySuppress(ruleId, until)) return until === null ? "policy" : "policy, for that long";
  return limit?.isOver(path, region, text) === true ? "policy, that many" : null;
}

/** As a clause without capital and full stop. @param count of the rules that it does not suppress for this reason */
export function rejectionText(
  rejection: Rejection,
  { exceptionRules }: Pick<Settings, "exceptionRules">,
  count: number,
): string {
  const these = count === 1 ? "this rule" : "these rules";
  const demanded = exceptionRules ?? { reasons: [], allowsReason: () => true, maxOpen: null };
  switch (rejection) {
    case "no comments":
      return "comments suppress nothing in this run (--no-inline-ignores)";
    case "policy":
      return `the policy does not let the repository suppress ${these}`;
    case "policy, for that long":
      return `the policy does not let the repository suppress ${these}, or not for that long`;
    case "policy, for that reason":
      return whyNotThatReason(demanded);
    case "policy, that many":
      return whyNotThatMany(demanded);
  }
}
