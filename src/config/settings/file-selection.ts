import type { FileKind } from "../../domain/build/file-kind.ts";
import { fileKinds } from "../../domain/build/file-kind.ts";
import type { FileSelection } from "../../domain/settings/settings.ts";
import type { FilePatterns, Patterns, Positioned } from "../schema/config-file.ts";
import type { PolicyLimits } from "./policy-limits.ts";
import type { FileSetting, Setting, SettingSources } from "./setting-sources.ts";

/** Which files are checked, with what set each value. */
export interface FileSelectionSetting {
  /** Of the command line, else of the policy and of the repository. */
  readonly kinds: readonly Setting<readonly FileKind[]>[];
  /** Of the command line: a file of another kind is not read even if its path is given. */
  readonly onlyKinds: readonly FileKind[] | null;
  /** Configurations and policies of this run; absolute. */
  readonly ownFiles: readonly string[];
  readonly include: readonly Positioned<Patterns>[];
  /** Of the policy, else of the repository: what is excluded in a folder is excluded with everything below it. */
  readonly exclude: readonly Positioned<FilePatterns>[];
  /** Of the command line. */
  readonly alwaysExclude: FilePatterns | null;
  readonly gitignore: FileSetting<boolean>;
  readonly hasPolicy: boolean;
}

/** Under a policy a repository can add files, and exclude none. */
export function resolveFiles(sources: SettingSources, limits: PolicyLimits): FileSelectionSetting {
  const { policy, config, above = [], commandLine } = sources;
  if (policy !== null) {
    const known = policy.files.exclude.flatMap(({ value }) => value.sources);
    for (const { value, location } of config?.files.exclude ?? [])
      if (value.sources.some((source) => !known.includes(source)))
        limits.reject(location, "exclude");
  }
  return {
    kinds: resolveKinds(sources, limits),
    onlyKinds: commandLine.kinds,
    ownFiles: [policy, config, ...above].flatMap(
      (file) => file?.texts.map(({ absolute }) => absolute) ?? [],
    ),
    include: [policy, config].flatMap((file) => file?.files.include ?? []),
    exclude: (policy ? [policy] : [config, ...above]).flatMap((file) => file?.files.exclude ?? []),
    alwaysExclude: commandLine.exclude,
    // The repository's own .gitignore could hide a file from the policy.
    gitignore: policy?.files.gitignore ?? { value: policy === null, location: null },
    hasPolicy: policy !== null,
  };
}

/** Under a policy a repository can add kinds, and drop none: without a setting the policy has all. */
function resolveKinds(
  { policy, config, commandLine }: SettingSources,
  limits: PolicyLimits,
): FileSelectionSetting["kinds"] {
  if (commandLine.kinds) return [{ value: commandLine.kinds, location: "command line" }];
  const all = { value: fileKinds, location: null };
  const own = config?.files.kinds ?? null;
  if (policy === null) return [own ?? all];
  const required = policy.files.kinds ?? all;
  if (own === null) return [required];
  const dropped = required.value.filter((kind) => !own.value.includes(kind));
  if (dropped.length > 0) limits.reject(own.location, "kinds", dropped);
  const added = own.value.filter((kind) => !required.value.includes(kind));
  return [required, { value: added, location: own.location }];
}

export function fileSelection({
  kinds,
  onlyKinds,
  ownFiles,
  include,
  exclude,
  alwaysExclude,
  gitignore,
  hasPolicy,
}: FileSelectionSetting): FileSelection {
  const matching = (path: string): string | null =>
    exclude.find(({ value }) => value.matches(path))?.value.matching(path) ?? null;
  const isAlwaysExcluded = (path: string): boolean => alwaysExclude?.matches(path) === true;
  const checked = new Set(kinds.flatMap(({ value }) => value));
  const own = new Set(ownFiles);
  return {
    isKindChecked: (kind) => checked.has(kind),
    isKindAlwaysExcluded: (kind) => onlyKinds?.includes(kind) === false,
    isOwnFile: (path) => own.has(path),
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
