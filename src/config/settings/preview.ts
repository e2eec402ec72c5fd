import type { Notification } from "../../domain/rule/run.ts";
import type { SettingLocation } from "../../domain/settings/settings.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { joinList } from "../../text/list.ts";
import type { ConfigFile } from "../schema/config-file.ts";
import type { PolicyLimits } from "./policy-limits.ts";
import type { FileSetting, SettingSources } from "./setting-sources.ts";

/** Whether preview rules run. A repository may turn them on, and not off what the policy turned on. */
export function resolvePreview(
  { policy, config }: SettingSources,
  limits: PolicyLimits,
): FileSetting<boolean> {
  const limit = policy?.preview ?? { value: false, location: null };
  const own = config?.preview ?? null;
  if (own === null || own.value || !limit.value) return own ?? limit;
  limits.reject(own.location, "preview");
  return limit;
}

/**
 * The sources without the preview rules if these do not run.
 * @throws UsageError if `--only` names nothing else, so that nothing would be checked
 */
export function withPreview(
  sources: SettingSources,
  { value }: Pick<FileSetting<boolean>, "value">,
): SettingSources {
  const rules = value ? sources.rules : sources.rules.filter(({ status }) => status !== "preview");
  if (rules.length === sources.rules.length) return sources;
  const { only } = sources.commandLine;
  if (only && !rules.some(({ id }) => only.includes(id)))
    throw new UsageError(`--only ${only.join(",")}: ${howToPreview(only)}`);
  return { ...sources, rules };
}

/** Preview rules that something wants to run although previews are off, each once. */
export function previewNotices(
  { rules, policy, config, commandLine }: SettingSources,
  { value }: Pick<FileSetting<boolean>, "value">,
): readonly Notification[] {
  if (value) return [];
  return rules
    .filter(({ status }) => status === "preview")
    .flatMap(({ id }) => {
      const level = commandLine.levels.get(id);
      const isWanted =
        commandLine.only?.includes(id) === true || (level !== undefined && level !== "off");
      const location = isWanted ? null : (wantedIn(policy, id) ?? wantedIn(config, id));
      return isWanted || location ? [notRun(id, location)] : [];
    });
}

/** Where a configuration gives a rule a level. */
function wantedIn(file: ConfigFile | null, id: string): SettingLocation | null {
  for (const { rules } of file ? [file, ...file.overrides] : []) {
    const level = rules.get(id)?.level;
    if (level && level.value !== "off") return level.location;
  }
  return null;
}

function howToPreview(ids: readonly string[]): string {
  const [are, run] = ids.length === 1 ? ["is a preview rule", "does"] : ["are preview rules", "do"];
  return `${joinList(ids)} ${are} and ${run} not run: set preview: true in the configuration or the policy`;
}

function notRun(id: string, location: SettingLocation | null): Notification {
  const { path, region } = location ?? { path: null, region: null };
  const message = `${howToPreview([id])}.`;
  return { level: "warning", id: "preview-rule", message, path, region };
}
