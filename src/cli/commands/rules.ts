import type { Rule } from "../../domain/rule/rule.ts";

/** `inferlint rules`: id, default level and summary of each rule. */
export function rulesTable(rules: readonly Rule[]): string {
  const idWidth = Math.max(...rules.map(({ id }) => id.length));
  const levelWidth = Math.max(...rules.map(({ level }) => level.length));
  return rules
    .map(
      ({ id, level, summary }) =>
        `${id.padEnd(idWidth)}  ${level.padEnd(levelWidth)}  ${summary}\n`,
    )
    .join("");
}
