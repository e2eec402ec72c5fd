import type { Level } from "../domain/finding.ts";
import type { OptionKind, OptionValue } from "../domain/rule.ts";

/** From the most lenient to the strictest. */
const levelOrder: readonly (Level | "off")[] = ["off", "note", "warning", "error"];
const failOnOrder: readonly (Level | "never")[] = ["never", "error", "warning", "note"];

export function isLooserLevel(level: Level | "off", floor: Level | "off"): boolean {
  return levelOrder.indexOf(level) < levelOrder.indexOf(floor);
}

/** Who fails from notes on fails more often than who fails from errors on. */
export function isLooserFailOn(failOn: Level | "never", floor: Level | "never"): boolean {
  return failOnOrder.indexOf(failOn) < failOnOrder.indexOf(floor);
}

export function isLooserOption(kind: OptionKind, value: OptionValue, floor: OptionValue): boolean {
  if (kind.kind === "choice")
    return kind.choices.indexOf(String(value)) < kind.choices.indexOf(String(floor));
  return kind.stricter === "less" ? value > floor : value < floor;
}
