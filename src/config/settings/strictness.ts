import type { SupportWindow } from "../../domain/image/tag-age.ts";
import type { Level } from "../../domain/rule/finding.ts";
import type { OptionKind, OptionValue } from "../../domain/rule/rule.ts";

/** From the most lenient to the strictest. */
const levelOrder: readonly (Level | "off")[] = ["off", "note", "warning", "error"];
const failOnOrder: readonly (Level | "never")[] = ["never", "error", "warning", "note"];
const windowStartOrder: readonly SupportWindow["from"][] = ["latest", "today"];

export function isLooserLevel(level: Level | "off", limit: Level | "off"): boolean {
  return levelOrder.indexOf(level) < levelOrder.indexOf(limit);
}

/** To fail on notes is stricter than to fail on errors only. */
export function isLooserFailOn(failOn: Level | "never", limit: Level | "never"): boolean {
  return failOnOrder.indexOf(failOn) < failOnOrder.indexOf(limit);
}

export function isLooserOption(kind: OptionKind, value: OptionValue, limit: OptionValue): boolean {
  if (kind.kind === "choice")
    return kind.choices.indexOf(String(value)) < kind.choices.indexOf(String(limit));
  return kind.stricter === "less" ? value > limit : value < limit;
}

/** `latest` is never later than today, so that counting back from today is stricter. */
export function isLooserWindowStart(
  from: SupportWindow["from"],
  limit: SupportWindow["from"],
): boolean {
  return windowStartOrder.indexOf(from) < windowStartOrder.indexOf(limit);
}
