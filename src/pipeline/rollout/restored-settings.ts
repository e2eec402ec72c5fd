import { join, resolve } from "node:path";
import type { ConfigFile } from "../../config/index.ts";
import { emptyCommandLine, readingSettings, resolveSettings } from "../../config/index.ts";
import { readBaseline } from "../../check/index.ts";
import type {
  RecordedConfig,
  RecordedFolder,
  RecordedRun,
} from "../../domain/rule/recorded-run.ts";
import type { Settings } from "../../domain/settings/settings.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import type { BaselineFile } from "../baseline-file.ts";
import { withRequirements } from "../requirement-rules.ts";
import { formerIds, ruleset } from "../ruleset.ts";
import type { FolderSettings, RunSettings } from "../run-settings.ts";
import { baselineEffect } from "../run-settings.ts";
import { CheckoutRequired } from "./checkout-required.ts";

/** Where the repositories of reports are: nothing is read there. Patterns of a policy are relative to it. */
export const reportedRoot: string = resolve("/", "repository");

interface Context {
  readonly policy: ConfigFile;
  readonly asOf: CalendarDate;
}

/**
 * The settings of a report's repository under a policy.
 * @throws CheckoutRequired where the policy needs another reading of the files; ConfigError for a configuration that cannot be read
 */
export async function restoredSettings(
  recorded: RecordedRun,
  context: Context,
): Promise<RunSettings> {
  const folders: FolderSettings[] = [];
  for (const folder of recorded.folders)
    folders.push(await restoredFolder(folder, recorded, context));
  const [first] = folders;
  if (!first) throw new CheckoutRequired("the report has no settings");
  const byFolder = new Map(folders.map((folder) => [folder.folder, folder]));
  const ruleIds = folders.flatMap(({ sources = { rules: [] } }) =>
    sources.rules.map(({ id }) => id),
  );
  return {
    root: reportedRoot,
    ruleIds: () => [...new Set(ruleIds)],
    of: (folder) => Promise.resolve(byFolder.get(folder) ?? first),
    known: () => folders,
    hasOwn: () => false,
  };
}

/** Absolute. @param path from the root of the repository */
export function restoredPath(path: string): string {
  return join(reportedRoot, path);
}

async function restoredFolder(
  folder: RecordedFolder,
  { baseline, target }: RecordedRun,
  { policy, asOf }: Context,
): Promise<FolderSettings> {
  const above: ConfigFile[] = [];
  for (const file of folder.above) above.push(await restoredConfig(file));
  const sources = await withRequirements({
    rules: ruleset,
    policy,
    config: folder.config && (await restoredConfig(folder.config)),
    above,
    asOf,
    commandLine: {
      ...{ ...emptyCommandLine, target },
      baseline: typeof baseline === "string" ? restoredPath(baseline) : baseline,
    },
  });
  for (const { key, value } of readingSettings(sources))
    if (!isReadAlike(folder, key, value)) throw new CheckoutRequired(key);
  const settings = resolveSettings(sources);
  return {
    folder: restoredPath(folder.folder),
    repository: restoredPath(folder.repository),
    settings,
    config: sources.config,
    sources,
    baseline: restoredBaseline(folder, settings, policy, baseline !== null),
  };
}

async function restoredConfig({ path, file, base, text }: RecordedConfig): Promise<ConfigFile> {
  const { loadConfig } = await import("../../config/schema/load-config.ts");
  const where = { path, absolute: restoredPath(file), base: restoredPath(base) };
  const config = loadConfig(
    new TextEncoder().encode(text),
    { ...where, role: "repository" },
    ruleset,
  );
  // The report has the text of the file itself only.
  if (config.extends !== null) throw new CheckoutRequired("extends");
  return config;
}

/** What reads more than the setting of the report reads the same where that left out nothing. */
const widest: ReadonlyMap<string, string> = new Map([
  ["files.gitignore", "false"],
  ["files.exclude", "[]"],
]);

function isReadAlike(
  { reading, withoutEffect }: RecordedFolder,
  key: string,
  value: string,
): boolean {
  if (reading.find((own) => own.key === key)?.value === value) return true;
  return withoutEffect.includes(key) && widest.get(key) === value;
}

function restoredBaseline(
  { baseline }: RecordedFolder,
  { baseline: named }: Settings,
  policy: ConfigFile,
  isOfCommandLine: boolean,
): BaselineFile | null {
  if (named === false) return null;
  const absolute = baseline && restoredPath(baseline.file);
  if (!baseline || absolute === null || (named === null ? baseline.isNamed : named !== absolute))
    throw new CheckoutRequired("baseline");
  const { text, file: path } = baseline;
  const effect = baselineEffect(absolute, { policy, root: reportedRoot }, isOfCommandLine);
  const isOfRun = isOfCommandLine || policy.baseline !== null;
  const location = {
    ...{ absolute, path, isNamed: named !== null, effect },
    root: isOfRun ? reportedRoot : restoredPath(baseline.root),
  };
  if (text === null) {
    if (named !== null && effect !== "growable") throw new CheckoutRequired("baseline");
    return { ...location, accepted: null };
  }
  const entries = readBaseline(text, formerIds);
  if ("why" in entries) throw new CheckoutRequired("baseline");
  return { ...location, accepted: { entries, path, text } };
}
