import { compareRegions, fileStart } from "../../domain/build/region.ts";
import { isRequirementId, requirementId } from "../../domain/rule/requirement.ts";
import type { Notification } from "../../domain/rule/run.ts";
import type { SettingLocation } from "../../domain/settings/settings.ts";
import { joinList } from "../../text/list.ts";
import type { ConfigFile } from "../schema/config-file.ts";

/** The messages for what a policy rejects: one sentence each. */
const messages = {
  looser: (what: string, limit: string | number): string =>
    `${what} is looser than the policy allows; it stays at ${limit}.`,
  ignore: (rule: string): string =>
    `--ignore ${rule} has no effect, because the policy enables ${rule} and does not list it in allowLocal.`,
  exception: (rules: readonly string[], why: string): string =>
    `This exception does not apply to ${joinList(rules)}: ${why}.`,
  exclude: (): string =>
    "These files are checked anyway, because under a policy only files.exclude of the policy counts.",
  kinds: (kinds: readonly string[]): string =>
    `Files of the ${kinds.length === 1 ? "kind" : "kinds"} ${joinList(kinds)} are checked too, because files.kinds can only add to the policy.`,
  include: (patterns: readonly string[]): string =>
    `Images that match ${joinList(patterns)} are checked too, because images.include can only add to the policy.`,
  mirror: (prefix: string, rule: string): string =>
    `${prefix} is not a mirror in the policy, and treating it as one would silence ${rule}: add the mirror to the policy, or ${rule} to its allowLocal.`,
  preview: (): string => "preview: false has no effect, because the policy turns preview rules on.",
  platform: (limit: string): string => `The policy builds for ${limit}, which is used instead.`,
  baseline: (): string => "The policy sets another baseline, which is used instead.",
} as const;

type Messages = typeof messages;

/** The limits that a policy sets for a repository, and what was rejected because of them, each place once. */
export class PolicyLimits {
  readonly #policy: ConfigFile | null;
  readonly #notifications: Notification[] = [];
  readonly #known = new Set<string>();

  constructor(policy: ConfigFile | null) {
    this.#policy = policy;
  }

  /** Whether a repository may set a rule as it likes: always without a policy, and always a requirement of its own. */
  allows(ruleId: string): boolean {
    if (this.#policy === null) return true;
    const { allowLocal, require } = this.#policy;
    if (allowLocal?.value.includes(ruleId) === true) return true;
    return isRequirementId(ruleId) && !require.some(({ name }) => requirementId(name) === ruleId);
  }

  /** What was rejected so far, in the order of the file. */
  rejections(): readonly Notification[] {
    return this.#notifications.toSorted((a, b) =>
      compareRegions(a.region ?? fileStart, b.region ?? fileStart),
    );
  }

  /** @param location null for the command line */
  reject<Kind extends keyof Messages>(
    location: SettingLocation | null,
    kind: Kind,
    ...args: Parameters<Messages[Kind]>
  ): void {
    const write = messages[kind] as (...args: Parameters<Messages[Kind]>) => string;
    const message = write(...args);
    const { path, region } = location ?? { path: null, region: null };
    const key = `${region?.startLine ?? 0}:${region?.startColumn ?? 0} ${message}`;
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.#notifications.push({ level: "warning", id: "policy-rejected", path, region, message });
  }
}
