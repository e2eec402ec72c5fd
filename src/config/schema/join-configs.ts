import type {
  BuildEntry,
  ConfigFile,
  OverrideEntry,
  RuleEntry,
  SupportWindowEntry,
} from "./config-file.ts";

/**
 * A configuration with what it extends. Values are those of the extending file, key by key; patterns of files, mirrors,
 * exceptions and overrides of both count, those of the extended file first. Other lists say all at once, so that of the
 * extending file replaces the other.
 */
export function joinConfigs(base: ConfigFile, own: ConfigFile): ConfigFile {
  const { path, absolute, text } = own;
  const [text0, ...texts] = own.texts;
  const ownNames = new Set(own.require.map(({ name }) => name));
  const ownPrefixes = new Set(own.images.mirrors.map(({ value }) => value.prefix));
  return {
    ...{ path, absolute, text, extends: own.extends },
    texts: [text0, ...texts, ...base.texts],
    patterns: [...base.patterns, ...own.patterns],
    files: {
      include: [...base.files.include, ...own.files.include],
      exclude: [...base.files.exclude, ...own.files.exclude],
      gitignore: own.files.gitignore ?? base.files.gitignore,
      kinds: own.files.kinds ?? base.files.kinds,
    },
    images: {
      include: own.images.include ?? base.images.include,
      mirrors: [
        ...base.images.mirrors.filter(({ value }) => !ownPrefixes.has(value.prefix)),
        ...own.images.mirrors,
      ],
    },
    supportWindow: joinWindows(base.supportWindow, own.supportWindow),
    rules: joinRules(base.rules, own.rules),
    exceptions: [...base.exceptions, ...own.exceptions],
    build: joinBuilds(base.build, own.build),
    platform: own.platform ?? base.platform,
    baseline: own.baseline ?? base.baseline,
    failOn: own.failOn ?? base.failOn,
    require: [...base.require.filter(({ name }) => !ownNames.has(name)), ...own.require],
    namedRequirements: [...base.namedRequirements, ...own.namedRequirements],
    enforce: [...base.enforce, ...own.enforce],
    name: own.name ?? base.name,
    versions: own.versions ?? base.versions,
    catalogueDays: own.catalogueDays ?? base.catalogueDays,
    preview: own.preview ?? base.preview,
    renamed: [...base.renamed, ...own.renamed],
    overrides: joinOverrides(base, own),
    allowLocal: own.allowLocal ?? base.allowLocal,
    maxExceptionDays: own.maxExceptionDays ?? base.maxExceptionDays,
    exceptionRules: {
      reason: own.exceptionRules.reason ?? base.exceptionRules.reason,
      maxOpen: own.exceptionRules.maxOpen ?? base.exceptionRules.maxOpen,
    },
  };
}

/** What the extending file sets for all files also counts for those of the extended file's overrides: it comes after them. */
function joinOverrides(base: ConfigFile, own: ConfigFile): readonly OverrideEntry[] {
  if (base.overrides.length === 0) return own.overrides;
  const { supportWindow, rules, build } = own;
  const files = { sources: ["**"], matches: () => true };
  return [...base.overrides, { files, supportWindow, rules, build }, ...own.overrides];
}

function joinWindows(base: SupportWindowEntry, own: SupportWindowEntry): SupportWindowEntry {
  return { months: own.months ?? base.months, from: own.from ?? base.from };
}

function joinRules(
  base: ConfigFile["rules"],
  own: ConfigFile["rules"],
): ReadonlyMap<string, RuleEntry> {
  const rules = new Map(base);
  for (const [id, { level, options }] of own) {
    const before = base.get(id);
    rules.set(id, {
      level: level ?? before?.level ?? null,
      options: new Map([...(before?.options ?? []), ...options]),
    });
  }
  return rules;
}

function joinBuilds(base: BuildEntry, own: BuildEntry): BuildEntry {
  return { args: new Map([...base.args, ...own.args]), targets: own.targets ?? base.targets };
}
