import type { Level } from "../../domain/rule/finding.ts";
import type { OptionKind, OptionValue } from "../../domain/rule/rule.ts";

/** From the most lenient to the strictest. */
const levelOrder: readonly (Level | "off")[] = ["off", "note", "warning", "error"];
const failOnOrder: readonly (Level | "never")[] = ["never", "error", "warning", "note"];

export function isLooserLevel(level: Level | "off", limits: Level | "off"): boolean {
  return levelOrder.indexOf(level) < levelOrder.indexOf(limits);
}

/** Who fails from notes on fails more often than who fails from errors on. */
export function isLooserFailOn(failOn: Level | "never", limits: Level | "never"): boolean {
  return failOnOrder.indexOf(failOn) < failOnOrder.indexOf(limits);
}

export function isLooserOption(kind: OptionKind, value: OptionValue, limits: OptionValue): boolean {
  if (kind.kind === "choice")
    return kind.choices.indexOf(String(value)) < kind.choices.indexOf(String(limits));
  return kind.stricter === "less" ? value > limits : value < limits;
}
