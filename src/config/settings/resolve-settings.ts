import type { CalendarDate } from "../../text/calendar-date.ts";
import { plusDays } from "../../text/calendar-date.ts";
import type { Level } from "../../domain/rule/finding.ts";
import { defaultPlatform } from "../../domain/image/platform.ts";
import type { Exception, FileSelection, Settings } from "../../domain/settings/settings.ts";
import { buildSettings } from "./build-settings.ts";
import type { ConfigFile, ExceptionEntry } from "../schema/config-file.ts";
import { imageSettings } from "./image-settings.ts";
import { Rejections } from "./rejections.ts";
import type { SettingSources } from "./setting-sources.ts";
import { isLooserFailOn } from "./strictness.ts";

/** Defaults, policy, configuration and command line as one. */
export function resolveSettings(sources: SettingSources): Settings {
  const { policy, config, commandLine, asOf } = sources;
  const rejections = new Rejections();
  const isLeft = (rule: string): boolean => policy?.allowLocal.includes(rule) !== false;
  const maySuppress = (rule: string, until: CalendarDate | null): boolean =>
    isLeft(rule) || isShort(policy, until, asOf);
  return {
    files: fileSelection(sources, rejections),
    images: imageSettings(sources, rejections),
    ...buildSettings(sources, { allows: isLeft, rejections }),
    platform: platformOf(sources, rejections),
    exceptions: exceptionSettings(sources, maySuppress, rejections),
    inlineIgnores: commandLine.inlineIgnores,
    maySuppress,
    mayBaseline: (rule) => isLeft(rule) || policy?.baseline != null,
    baseline: commandLine.baseline ?? baselineOf(sources, rejections),
    failOn: commandLine.failOn ?? failOnOf(sources, rejections),
    configuration: config,
    get rejections() {
      return rejections.inOrder();
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
  rejections: Rejections,
): readonly Exception[] {
  const own = (config?.exceptions ?? []).flatMap((entry) => {
    const rejected = entry.rules.filter((rule) => !maySuppress(rule, entry.until));
    const allowed = entry.rules.filter((rule) => !rejected.includes(rule));
    if (rejected.length > 0) {
      const days = policy?.maxExceptionDays ?? null;
      const max =
        days === null ? "and allows no exception" : `nor allows one for more than ${days} days`;
      rejections.add(
        entry.location,
        `This does not except ${rejected.join(", ")}: the policy does not leave that to the repository, ${max}.`,
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
  { reason, until, location, files, images }: ExceptionEntry,
  rules: readonly string[],
  isPolicy: boolean,
): Exception {
  const covers: Exception["covers"] = (file, rule, repository) =>
    rules.includes(rule) &&
    files?.matches(file) !== false &&
    (images === null || (repository !== null && images.matches(repository)));
  return { rules, reason, until, location, isPolicy, covers };
}

/** Under a policy a repository may add files and hide none. */
function fileSelection({ policy, config }: SettingSources, rejections: Rejections): FileSelection {
  const [outer, inner] = [policy?.files ?? null, config?.files ?? null];
  const hiddenByGitignore = outer?.exclude?.value.sources ?? [];
  if (
    policy !== null &&
    inner?.exclude?.value.sources.some((source) => !hiddenByGitignore.includes(source))
  )
    rejections.add(
      inner.exclude.location,
      "These files are judged all the same: under a policy files.exclude counts only in the policy.",
    );
  const included = [outer?.include, inner?.include].flatMap(
    (positioned) => positioned?.value ?? [],
  );
  const hiding = policy === null ? inner : outer;
  const excluded = hiding?.exclude?.value ?? null;
  return {
    isIncluded: (path) => included.some(({ matches }) => matches(path)),
    isExcluded: (path) => excluded?.matches(path) === true,
    respectsGitignore: policy === null || policy.files.gitignore?.value === true,
  };
}

/** Another platform is another image, which could be one that says less: under a policy it is the policy's to choose. */
function platformOf({ policy, config }: SettingSources, rejections: Rejections): string {
  const limits = policy?.platform?.value ?? defaultPlatform;
  const own = config?.platform ?? null;
  if (own === null || policy === null) return own?.value ?? limits;
  if (own.value !== limits)
    rejections.add(
      own.location,
      `The policy builds for ${limits}, and another platform is judged there.`,
    );
  return limits;
}

function baselineOf({ policy, config }: SettingSources, rejections: Rejections): string | null {
  if (policy?.baseline && config?.baseline && policy.baseline.value !== config.baseline.value)
    rejections.add(config.baseline.location, "The policy names another baseline.");
  return (policy?.baseline ?? config?.baseline)?.value ?? null;
}

function failOnOf({ policy, config }: SettingSources, rejections: Rejections): Level | "never" {
  const limits = policy?.failOn?.value ?? "error";
  const { value, location } = config?.failOn ?? { value: limits, location: null };
  if (policy === null || location === null || !isLooserFailOn(value, limits)) return value;
  rejections.add(location, `The policy keeps failOn at ${limits}, and this would fail less.`);
  return limits;
}
