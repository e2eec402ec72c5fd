import { dirname } from "node:path";
import { queriesOf } from "../../enrich/index.ts";
import { isOther } from "../../discover/index.ts";
import { readingSettings } from "../../config/index.ts";
import type { ConfigFile } from "../../config/index.ts";
import type { EnrichedImage } from "../../domain/build/enriched-build.ts";
import type { DatedCause } from "../../domain/rule/cause.ts";
import type {
  RecordedCause,
  RecordedConfig,
  RecordedFile,
  RecordedFolder,
  RecordedRun,
} from "../../domain/rule/recorded-run.ts";
import { relativePath } from "../../fs/relative-path.ts";
import { catalogueOf } from "../catalogue-of.ts";
import { answerDays } from "../forecast/answer-days.ts";
import { daysLater } from "../forecast/period.ts";
import { sourceCauses } from "../forecast/source-causes.ts";
import type { FileOpener, OpenFile } from "../load-sources.ts";
import { fileOpener } from "../load-sources.ts";
import type { Project } from "../project/project.ts";
import { RunLog } from "../run-log.ts";
import { coversAll } from "../run-root.ts";
import type { FolderSettings } from "../run-settings.ts";
import type { ScanRequest } from "../scan-request.ts";
import { factDays } from "./fact-days.ts";
import { FactTables } from "./fact-tables.ts";
import { recordBuilds } from "./record-file.ts";

/** Two years: a report of last year still tells what happens in the next one. */
const daysAhead = 731;

/** Records a run while it goes on, so that rules can be run on it again without its files. */
export interface Recorder {
  /** The request with what the recorder has to see; to be used in place of the other one. */
  readonly request: ScanRequest;
  /** Files without azureml images are opened again, since policies can be about any image. */
  readonly add: (open: OpenFile, project: Project | null) => Promise<void>;
  /** @param isComplete everything was read and answered */
  readonly result: (isComplete: boolean) => RecordedRun;
}

export async function openRecorder(original: ScanRequest): Promise<Recorder> {
  const { asOf, cwd, settings } = original;
  const { root } = settings;
  const period = { asOf, until: daysLater(asOf, daysAhead) };
  const catalogue = await catalogueOf(original);
  const answers = original.session ? answerDays(original.session, period) : null;
  const withoutEffect = new Set(["files.gitignore", "files.exclude"]);
  const request: ScanRequest = {
    ...original,
    catalogue,
    session: answers?.session ?? null,
    onLeftOut: (setting) => withoutEffect.delete(setting),
  };
  const causesOf = sourceCauses(catalogue, period);
  const answerCauses = answers?.causes ?? ((): [] => []);
  const tables = new FactTables();
  const folders: FolderSettings[] = [];
  const files: RecordedFile[] = [];

  let everything: FileOpener | undefined;
  /** With all images, whether a rule of today can matter to them or not. */
  const withAll = async (open: OpenFile, project: Project | null): Promise<OpenFile> => {
    if (open.builds.length > 0 || isOther(open.file)) return open;
    const log = new RunLog();
    everything ??= fileOpener(request, [], log, {
      relevantOnly: false,
      queries: queriesOf,
      project,
    });
    return (await everything.open(open.file, log)) ?? open;
  };

  const add = async (relevant: OpenFile, project: Project | null): Promise<void> => {
    const open = await withAll(relevant, project);
    if (open.builds.length === 0) return;
    const folder = await settings.of(open.file.folder);
    const { path, absolute, kind, link } = open.file;
    const given = [...(folder.sources?.commandLine.buildArgs.keys() ?? [])];
    const days = await factDays(open, period, { causesOf, answerCauses });
    const offline = answers
      ? await Promise.all(days.map(({ open: one }) => one.offlineBuilds()))
      : null;
    const causes = new Map<EnrichedImage, readonly RecordedCause[]>();
    for (const image of open.builds.flatMap(({ build }) => build.images))
      causes.set(image, (await causesOf(image)).map(placeless));
    const builds = recordBuilds(
      open.builds,
      folder.settings.buildsOf(absolute),
      given,
      (image, at, index) => {
        const history = days.map(({ from, open: one }) => ({
          from,
          facts: one.builds[at]?.build.images[index]?.facts ?? null,
        }));
        const facts = tables.indexOf(history, causes.get(image) ?? []);
        if (!offline) return { facts };
        const before = days.map(({ from }, day) => ({
          from,
          facts: offline[day]?.[at]?.build.images[index]?.facts ?? null,
        }));
        return { facts, offlineFacts: tables.indexOf(before, causes.get(image) ?? []) };
      },
    );
    const known = folders.indexOf(folder);
    files.push({
      path,
      file: relativePath(absolute, root),
      target: link ? relativePath(link.target, root) : null,
      kind,
      folder: known < 0 ? folders.push(folder) - 1 : known,
      ...builds,
    });
  };

  const result = (isComplete: boolean): RecordedRun => {
    for (const folder of settings.known()) if (!folders.includes(folder)) folders.push(folder);
    const commandLine = folders[0]?.sources?.commandLine;
    const baseline = commandLine?.baseline ?? null;
    return {
      version: 1,
      until: period.until,
      isComplete,
      answeredBy: original.session?.answeredBy ?? null,
      directory: relativePath(cwd, root),
      buildArguments: [...(commandLine?.buildArgs.keys() ?? [])],
      target: commandLine?.target ?? null,
      baseline: typeof baseline === "string" ? relativePath(baseline, root) : baseline,
      answers: [...answerCauses()].map(placeless),
      folders: folders.map((folder) => ({
        ...recordedFolder(folder, root),
        withoutEffect: [...withoutEffect],
        isWhole: isComplete && coversAll(original, folder.folder),
      })),
      ...tables.tables,
      files,
    };
  };
  return { request, add, result };
}

function placeless({ day, cause }: DatedCause): RecordedCause {
  return { day, cause };
}

function recordedFolder(
  { folder, repository, baseline, sources }: FolderSettings,
  root: string,
): Omit<RecordedFolder, "withoutEffect" | "isWhole"> {
  const config = (file: ConfigFile, base: string): RecordedConfig => ({
    path: file.path,
    file: relativePath(file.absolute, root),
    base: relativePath(base, root),
    text: file.text,
  });
  return {
    folder: relativePath(folder, root),
    repository: relativePath(repository, root),
    config: sources?.config ? config(sources.config, folder) : null,
    above: (sources?.above ?? []).map((file) => config(file, dirname(file.absolute))),
    reading: sources ? readingSettings(sources) : [],
    baseline: baseline && {
      file: relativePath(baseline.absolute, root),
      root: relativePath(baseline.root, root),
      isNamed: baseline.isNamed,
      text: baseline.accepted?.text ?? null,
    },
  };
}
