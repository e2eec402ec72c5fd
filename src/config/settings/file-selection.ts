import type { FileSelection } from "../../domain/settings/settings.ts";
import type { FilePatterns, Patterns, Positioned } from "../schema/config-file.ts";
import type { PolicyLimits } from "./policy-limits.ts";
import type { FileSetting, SettingSources } from "./setting-sources.ts";

/** Which files are checked, with what set each value. */
export interface FileSelectionSetting {
  readonly include: readonly Positioned<Patterns>[];
  /** Of the policy, else of the repository: what is excluded in a folder is excluded with everything below it. */
  readonly exclude: readonly Positioned<FilePatterns>[];
  /** Of the command line. */
  readonly alwaysExclude: FilePatterns | null;
  readonly gitignore: FileSetting<boolean>;
  readonly hasPolicy: boolean;
}

/** Under a policy a repository can add files, and exclude none. */
export function resolveFiles(
  { policy, config, above = [], commandLine }: SettingSources,
  limits: PolicyLimits,
): FileSelectionSetting {
  const own = config?.files.exclude ?? null;
  const ofPolicy = policy?.files.exclude ?? null;
  if (policy !== null && own !== null) {
    const known = ofPolicy?.value.sources ?? [];
    if (own.value.sources.some((source) => !known.includes(source)))
      limits.reject(own.location, "exclude");
  }
  return {
    include: [policy?.files.include, config?.files.include].flatMap((one) => one ?? []),
    exclude: (policy ? [policy] : [config, ...above]).flatMap((file) => file?.files.exclude ?? []),
    alwaysExclude: commandLine.exclude,
    // The repository's own .gitignore could hide a file from the policy.
    gitignore: policy?.files.gitignore ?? { value: policy === null, location: null },
    hasPolicy: policy !== null,
  };
}

export function fileSelection({
  include,
  exclude,
  alwaysExclude,
  gitignore,
  hasPolicy,
}: FileSelectionSetting): FileSelection {
  const matching = (path: string): string | null =>
    exclude.find(({ value }) => value.matches(path))?.value.matching(path) ?? null;
  const isAlwaysExcluded = (path: string): boolean => alwaysExclude?.matches(path) === true;
  return {
    isIncluded: (path) => include.some(({ value }) => value.matches(path)),
    isExcluded: (path) =>
      isAlwaysExcluded(path) || exclude.some(({ value }) => value.matches(path)),
    isAlwaysExcluded,
    excludingPattern: hasPolicy
      ? (path) => alwaysExclude?.matching(path) ?? matching(path) ?? ""
      : null,
    respectsGitignore: gitignore.value,
  };
}
