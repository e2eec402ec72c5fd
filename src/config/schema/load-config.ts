import type { Rule } from "../../domain/rule/rule.ts";
import { formerIdsOf } from "../../domain/rule/rule-names.ts";
import type { SettingLocation } from "../../domain/settings/settings.ts";
import type { Span } from "../../text/line-index.ts";
import { LineIndex } from "../../text/line-index.ts";
import type { PendingProblem } from "../source/config-error.ts";
import { ConfigError, listProblems } from "../source/config-error.ts";
import { configText } from "../source/config-text.ts";
import type { ConfigNode } from "../source/config-tree.ts";
import { plainValue, valueAt } from "../source/config-tree.ts";
import { readJson } from "../source/json-tree.ts";
import { readYaml } from "../source/yaml-tree.ts";
import type { ConfigLocation } from "./config-entries.ts";
import { configFile } from "./config-entries.ts";
import type { ConfigFile } from "./config-file.ts";
import { configSchema } from "./config-schema.ts";
import type { Issue } from "./describe-issue.ts";
import { requirementsSet, unknownRequirements } from "./named-requirements.ts";
import { describedRequirement } from "./rule-schema.ts";
import { describeIssues } from "./describe-issue.ts";
import { withCurrentIds } from "./former-ids.ts";
import { unmetVersion } from "./required-version.ts";

/**
 * Reads a configuration or a policy: JSON if the name ends in `.json`, else YAML.
 * @throws ConfigError with all problems, in the order of the file
 */
export function loadConfig(
  bytes: Uint8Array,
  where: ConfigLocation,
  rules: readonly Rule[],
): ConfigFile {
  const { path } = where;
  const decoded = configText(bytes);
  if (decoded.kind === "invalid")
    throw new ConfigError([{ path, region: null, message: decoded.message }]);
  const { text } = decoded;
  const lines = new LineIndex(text);
  const { root: written, problems } = /\.json$/i.test(path) ? readJson(text) : readYaml(text);
  const located = ({ span, message }: Issue): PendingProblem => ({
    region: lines.range(span),
    message,
  });
  const unmet =
    written && where.role === "policy" && where.version !== undefined
      ? unmetVersion(written, where.version)
      : null;
  if (unmet) throw new ConfigError(listProblems(path, [located(unmet)]));
  const current = written && withCurrentIds(written, formerIdsOf(rules));
  const root = current?.root ?? null;
  const pending: readonly PendingProblem[] = [
    ...problems.map(({ span, message }) => ({
      region: span && lines.range(span),
      message: () => message,
    })),
    ...(current ? [...current.issues, ...schemaIssues(current.root, where, rules)] : []).map(
      located,
    ),
  ];
  if (root === null || pending.length > 0) throw new ConfigError(listProblems(path, pending));
  const locationOf = (span: Span): SettingLocation => ({ path, region: lines.range(span) });
  const renamed = (current?.found ?? []).map(({ former, id, span }) => ({
    ...{ former, id, location: locationOf(span) },
  }));
  return { ...configFile(root, text, where, locationOf), renamed };
}

function schemaIssues(
  root: ConfigNode,
  { role }: ConfigLocation,
  rules: readonly Rule[],
): readonly Issue[] {
  const named = requirementsSet(root).map(describedRequirement);
  const described = named.length === 0 ? rules : [...rules, ...named];
  const { error } = configSchema(described).safeParse(plainValue(root));
  const issues = error ? describeIssues(root, error.issues, rules) : [];
  if (role === "policy") return [...issues, ...unknownRequirements(root)];
  return [...issues, ...policyOnly(root)];
}

/** What a repository may not decide about itself. */
function policyOnly(root: ConfigNode): readonly Issue[] {
  return [
    ...policyKey(root, "name", "name"),
    ...policyKey(root, "requires", "requires"),
    ...policyKey(root, "enforce", "enforce"),
    ...policyKey(root, "allowLocal", "allowLocal"),
    ...policyKey(root, "maxExceptionDays", "maxExceptionDays"),
    ...policyKey(root, "exceptionRules", "exceptionRules"),
    ...policyKey(valueAt(root, "files"), "gitignore", "files.gitignore"),
  ];
}

function policyKey(mapping: ConfigNode | null, key: string, name: string): readonly Issue[] {
  const entry = mapping?.kind === "mapping" ? mapping.entries.get(key) : undefined;
  if (!entry) return [];
  const message = (): string =>
    `${name} can only be set in a policy (--policy FILE), which binds the repository: remove it here`;
  return [{ span: entry.key, message }];
}
