import type { SettingLocation } from "../settings/settings.ts";
import type { Rule } from "./rule.ts";
import type { Notification } from "./run.ts";

/** What rules were called before: former id → id. */
export type FormerIds = ReadonlyMap<string, string>;

/** The former ids of rules. */
export function formerIdsOf(rules: readonly Pick<Rule, "id" | "aliases">[]): FormerIds {
  return new Map(
    rules.flatMap(({ id, aliases = [] }) => aliases.map((alias) => [alias, id] as const)),
  );
}

/**
 * That a former id still counts, and what to write. A run reports each id once, wherever it stands (see RunLog).
 * @param location null for the command line
 */
export function renamedRule(
  former: string,
  id: string,
  location: SettingLocation | null,
): Notification {
  const { path, region } = location ?? { path: null, region: null };
  const message = `${former} is now ${id}: write that.`;
  return { level: "warning", id: "renamed-rule", message, path, region };
}
