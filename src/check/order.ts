import { compareRegions } from "../domain/build/region.ts";
import type { Finding } from "../domain/rule/finding.ts";
import { messageText } from "../domain/rule/message.ts";
import { compareText } from "../text/compare-text.ts";

/** By place, then by rule. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.path, b.path) ||
    compareRegions(a.region, b.region) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(messageText(a.message), messageText(b.message))
  );
}
