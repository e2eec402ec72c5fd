import { compareRegions } from "../../domain/build/region.ts";
import type { Rule } from "../../domain/rule/rule.ts";
import type { ConfigProblem } from "../source/config-error.ts";
import { ConfigError } from "../source/config-error.ts";
import type { ConfigLocation } from "./config-entries.ts";
import { configFile } from "./config-entries.ts";
import type { ConfigFile } from "./config-file.ts";
import { configSchema } from "./config-schema.ts";
import { configText } from "../source/config-text.ts";
import type { ConfigNode, TreeReading } from "../source/config-tree.ts";
import { plainValue, regionsOf, valueAt } from "../source/config-tree.ts";
import type { Issue } from "./describe-issue.ts";
import { describeIssues } from "./describe-issue.ts";
import { readJson } from "../source/json-tree.ts";
import { readYaml } from "../source/yaml-tree.ts";

/** More than anyone mends at once; the rest is counted. */
const maxProblems = 100;

/** Reads a configuration or a policy. Throws ConfigError with everything that is wrong, in the order of the file. */
export function loadConfig(
  bytes: Uint8Array,
  where: ConfigLocation,
  rules: readonly Rule[],
): ConfigFile {
  const { path } = where;
  const decoded = configText(bytes);
  if (decoded.kind === "not") throw new ConfigError([{ path, region: null, message: decoded.why }]);
  const { text } = decoded;
  const regionOf = regionsOf(text);
  const { root, problems } = readTree(text, path);
  const whole = problems.filter(({ span }) => span === null);
  const positioned: Issue[] = problems.flatMap(({ span, message }) =>
    span === null ? [] : [{ span, message: () => message }],
  );
  if (root) positioned.push(...misfits(root, where, rules));
  const all = positioned
    .map(({ span, message }) => ({ region: regionOf(span), message }))
    .sort((a, b) => compareRegions(a.region, b.region));
  if (root === null || whole.length + all.length > 0)
    throw new ConfigError([
      ...whole.map(({ message }) => ({ path, region: null, message })),
      ...shown(path, all),
    ]);
  return configFile(root, text, where, (span) => ({ path, region: regionOf(span) }));
}

function readTree(text: string, path: string): TreeReading {
  if (!/\.json$/i.test(path)) return readYaml(text);
  if (text.trim() !== "") return readJson(text);
  return { root: null, problems: [{ span: null, message: "it is empty: write {} or delete it" }] };
}

function misfits(
  root: ConfigNode,
  { role }: ConfigLocation,
  rules: readonly Rule[],
): readonly Issue[] {
  const { error } = configSchema(rules).safeParse(plainValue(root));
  const issues = error ? describeIssues(root, error.issues, rules) : [];
  return role === "policy" ? issues : [...issues, ...policyOnly(root)];
}

/** What a repository may not decide about itself. */
function policyOnly(root: ConfigNode): readonly Issue[] {
  return [
    ...policyKey(root, "allowLocal", "allowLocal"),
    ...policyKey(root, "maxExceptionDays", "maxExceptionDays"),
    ...policyKey(valueAt(root, "files"), "gitignore", "files.gitignore"),
  ];
}

function policyKey(mapping: ConfigNode | null, key: string, name: string): readonly Issue[] {
  const entry = mapping?.kind === "mapping" ? mapping.entries.get(key) : undefined;
  if (!entry) return [];
  const message = (): string =>
    `${name} belongs to a policy (--policy FILE), which binds the repository: remove it here`;
  return [{ span: entry.key, message }];
}

function shown(
  path: string,
  all: readonly { readonly region: ConfigProblem["region"]; readonly message: () => string }[],
): readonly ConfigProblem[] {
  const known = new Set<string>();
  const first = all.slice(0, maxProblems).flatMap(({ region, message: words }) => {
    const message = words();
    // An alias makes one mistake stand in several places.
    const key = JSON.stringify([region, message]);
    if (known.has(key)) return [];
    known.add(key);
    return [{ path, region, message }];
  });
  const more = all.length - maxProblems;
  return more > 0
    ? [...first, { path, region: null, message: `and ${more} more problems` }]
    : first;
}
