import type { CalendarDate } from "../domain/calendar-date.ts";
import { plusDays } from "../domain/calendar-date.ts";
import type { Level } from "../domain/finding.ts";
import type { Exception, FileSelection, Settings } from "../domain/settings.ts";
import { buildSettings } from "./build-settings.ts";
import type { ConfigFile, ExceptionEntry } from "./config-file.ts";
import { imageSettings } from "./image-settings.ts";
import { Refusals } from "./refusals.ts";
import type { SettingSources } from "./setting-sources.ts";
import { isLooserFailOn } from "./strictness.ts";

export const usualPlatform = "linux/amd64";

/** Defaults, policy, configuration and command line as one. */
export function resolveSettings(sources: SettingSources): Settings {
  const { policy, config, commandLine, asOf } = sources;
  const refusals = new Refusals();
  const isLeft = (rule: string): boolean => policy?.allowLocal.includes(rule) !== false;
  const maySuppress = (rule: string, until: CalendarDate | null): boolean =>
    isLeft(rule) || isShort(policy, until, asOf);
  return {
    files: fileSelection(sources, refusals),
    images: imageSettings(sources, refusals),
    ...buildSettings(sources, { allows: isLeft, refusals }),
    platform: platformOf(sources, refusals),
    exceptions: exceptionSettings(sources, maySuppress, refusals),
    inlineIgnores: commandLine.inlineIgnores,
    maySuppress,
    mayBaseline: (rule) => isLeft(rule) || policy?.baseline != null,
    baseline: commandLine.baseline ?? baselineOf(sources, refusals),
    failOn: commandLine.failOn ?? failOnOf(sources, refusals),
    configuration: config,
    get refusals() {
      return refusals.inOrder();
    },
  };
}

/** Whether a policy allows an exception that ends on that day. */
function isShort(
  policy: ConfigFile | null,
  until: CalendarDate | null,
  asOf: CalendarDate,
): boolean {
  const days = policy?.maxExceptionDays ?? null;
  return days !== null && until !== null && until <= plusDays(asOf, days);
}

function exceptionSettings(
  { policy, config }: SettingSources,
  maySuppress: Settings["maySuppress"],
  refusals: Refusals,
): readonly Exception[] {
  const own = (config?.exceptions ?? []).flatMap((entry) => {
    const refused = entry.rules.filter((rule) => !maySuppress(rule, entry.until));
    const allowed = entry.rules.filter((rule) => !refused.includes(rule));
    if (refused.length > 0) {
      const days = policy?.maxExceptionDays ?? null;
      const most =
        days === null ? "and allows no exception" : `nor allows one for more than ${days} days`;
      refusals.add(
        entry.place,
        `This does not except ${refused.join(", ")}: the policy does not leave that to the repository, ${most}.`,
      );
    }
    return allowed.length === 0 ? [] : [exceptionOf(entry, allowed, false)];
  });
  return [
    ...(policy?.exceptions ?? []).map((entry) => exceptionOf(entry, entry.rules, true)),
    ...own,
  ];
}

function exceptionOf(
  { reason, until, place, files, images }: ExceptionEntry,
  rules: readonly string[],
  isPolicy: boolean,
): Exception {
  const covers: Exception["covers"] = (file, rule, repository) =>
    rules.includes(rule) &&
    files?.matches(file) !== false &&
    (images === null || (repository !== null && images.matches(repository)));
  return { rules, reason, until, place, isPolicy, covers };
}

/** Under a policy a repository may add files and hide none. */
function fileSelection({ policy, config }: SettingSources, refusals: Refusals): FileSelection {
  const [outer, inner] = [policy?.files ?? null, config?.files ?? null];
  const hidden = outer?.exclude?.value.sources ?? [];
  if (policy !== null && inner?.exclude?.value.sources.some((source) => !hidden.includes(source)))
    refusals.add(
      inner.exclude.place,
      "These files are judged all the same: under a policy files.exclude counts only in the policy.",
    );
  const included = [outer?.include, inner?.include].flatMap((placed) => placed?.value ?? []);
  const hiding = policy === null ? inner : outer;
  const excluded = hiding?.exclude?.value ?? null;
  return {
    isIncluded: (path) => included.some(({ matches }) => matches(path)),
    isExcluded: (path) => excluded?.matches(path) === true,
    heedsGitignore: policy === null || policy.files.gitignore?.value === true,
  };
}

/** Another platform is another image, which could be one that says less: under a policy it is the policy's to choose. */
function platformOf({ policy, config }: SettingSources, refusals: Refusals): string {
  const floor = policy?.platform?.value ?? usualPlatform;
  const own = config?.platform ?? null;
  if (own === null || policy === null) return own?.value ?? floor;
  if (own.value !== floor)
    refusals.add(
      own.place,
      `The policy builds for ${floor}, and another platform is judged there.`,
    );
  return floor;
}

function baselineOf({ policy, config }: SettingSources, refusals: Refusals): string | null {
  if (policy?.baseline && config?.baseline && policy.baseline.value !== config.baseline.value)
    refusals.add(config.baseline.place, "The policy names another baseline.");
  return (policy?.baseline ?? config?.baseline)?.value ?? null;
}

function failOnOf({ policy, config }: SettingSources, refusals: Refusals): Level | "never" {
  const floor = policy?.failOn?.value ?? "error";
  const { value, place } = config?.failOn ?? { value: floor, place: null };
  if (policy === null || place === null || !isLooserFailOn(value, floor)) return value;
  refusals.add(place, `The policy keeps failOn at ${floor}, and this would fail less.`);
  return floor;
}
