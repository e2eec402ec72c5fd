import type { ComparedWith, NamedConfiguration, Run, RunOrigins } from "../domain/rule/run.ts";
import type { JsonReportV1 } from "./json/schema.ts";

type JsonOrigins = Pick<
  JsonReportV1,
  "catalogue" | "policy" | "facts" | "configuration" | "configurations" | "commit"
>;

/**
 * The policy, configuration and facts of a run, as JSON and the properties of SARIF have it.
 * @param base what the paths are relative to
 */
export function jsonOrigins(
  { catalogue, policy, facts, configurations, commit }: RunOrigins,
  base: keyof NamedConfiguration,
): JsonOrigins {
  const paths = configurations.map((configuration) => configuration[base]);
  return {
    catalogue: { ...catalogue },
    policy: policy && { name: policy.name, digest: policy.digest },
    facts: facts && { digest: facts.digest, asOf: facts.asOf },
    configuration: paths[0] ?? null,
    ...(paths.length > 1 ? { configurations: paths } : {}),
    commit,
  };
}

/** One of the things that a run used, named for people; foreign text. */
export interface OriginItem {
  readonly name: string;
  readonly value: string;
  /** Set in the font of code. */
  readonly isCode?: boolean;
}

/** What a run used, as a list: the day, then what its owner gave, then the facts that ship with the tool. */
export function originItems(
  start: RunOrigins & Pick<Run, "asOf" | "tool" | "against">,
): readonly OriginItem[] {
  const { asOf, tool, policy, facts, configurations, commit, against, catalogue } = start;
  return [
    { name: "As of", value: asOf },
    { name: "Tool", value: `${tool.name} ${tool.version}` },
    { name: "Policy", value: policy ? `${policy.name} (sha256 ${policy.digest})` : "none" },
    ...(facts
      ? [{ name: "Facts file", value: `${ofDay(facts.asOf)}(sha256 ${facts.digest})` }]
      : []),
    ...configurations.map(({ path }) => ({ name: "Configuration", value: path, isCode: true })),
    ...(configurations.length === 0 ? [{ name: "Configuration", value: "none" }] : []),
    ...(commit === null ? [] : [{ name: "Commit", value: commit, isCode: true }]),
    ...(against ? [{ name: "Compared with", value: baseText(against) }] : []),
    ...Object.entries(catalogue).map(([source, day]) => ({
      name: "Shipped facts",
      value: `${source}, ${day}`,
    })),
  ];
}

/** One line about the policy, the facts file, the catalogue and the base; null where only the catalogue decides. */
export function originsLine({
  policy,
  facts,
  catalogue,
  against,
}: RunOrigins & { readonly against?: ComparedWith }): string | null {
  if (policy === null && facts === null && against === undefined) return null;
  const newest = Object.values(catalogue).reduce((a, b) => (a > b ? a : b), "");
  const parts = [
    ...(policy ? [`policy ${policy.name} (sha256 ${shortDigest(policy.digest)})`] : []),
    ...(facts ? [`facts ${ofDay(facts.asOf)}(sha256 ${shortDigest(facts.digest)})`] : []),
    ...(newest === "" ? [] : [`catalogue of ${newest}`]),
    ...(against ? [`base ${baseText(against)}`] : []),
  ].join(", ");
  return parts.charAt(0).toUpperCase() + parts.slice(1);
}

function baseText({ ref, commit }: ComparedWith): string {
  return commit === null ? ref : `${ref} (${shortDigest(commit)})`;
}

function ofDay(day: string | null): string {
  return day === null ? "" : `of ${day} `;
}

function shortDigest(digest: string): string {
  return `${digest.slice(0, 8)}…`;
}
