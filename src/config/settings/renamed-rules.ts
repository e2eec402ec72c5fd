import { renamedRule } from "../../domain/rule/rule-names.ts";
import type { Notification } from "../../domain/rule/run.ts";
import type { SettingSources } from "./setting-sources.ts";

/** The former ids of rules in options, policy and configuration: each once, where it stands first. */
export function renamedRules({
  policy,
  config,
  commandLine,
}: SettingSources): readonly Notification[] {
  const all = [
    ...[...commandLine.renamed].map(([former, id]) => ({ former, id, location: null })),
    ...(policy?.renamed ?? []),
    ...(config?.renamed ?? []),
  ];
  const first = new Map<string, Notification>();
  for (const { former, id, location } of all)
    if (!first.has(former)) first.set(former, renamedRule(former, id, location));
  return [...first.values()];
}
