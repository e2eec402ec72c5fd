import { resolve } from "node:path";
import type { DiscoveredFile } from "../discover/index.ts";
import { discover, mentionsAzureml, readSource, sourceOf } from "../discover/index.ts";
import { unreadBuild } from "../domain/build/build.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import { minusMonths } from "../text/calendar-date.ts";
import type { EnrichedBuild } from "../domain/build/enriched-build.ts";
import type { BuildVariant, Settings } from "../domain/settings/settings.ts";
import type { SourceFile } from "../domain/build/source-file.ts";
import type { Enricher, Questions } from "../enrich/index.ts";
import { createEnricher } from "../enrich/index.ts";
import type * as parse from "../parse/index.ts";
import { resolveBuild } from "../resolve/index.ts";
import type { RegistrySession } from "./registry-session.ts";
import { RunLog } from "./run-log.ts";

/** What to look at, and as what. */
export interface ScanRequest {
  /** Files and directories; absolute, or relative to `cwd`. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** One file that is given instead of read: its name relative to `cwd`, and its bytes. */
  readonly stdin: { readonly path: string; readonly bytes: Buffer } | null;
  /** The day everything is judged on. */
  readonly asOf: CalendarDate;
  readonly settings: Settings;
  /** Leaves out what is excluded even where it is named, as hooks name every file. */
  readonly forceExclude: boolean;
  /** Answers of registries, where the catalogue is not all there is. */
  readonly session?: Pick<
    RegistrySession,
    "source" | "noteOpen" | "conclude" | "isIncomplete"
  > | null;
  /** Told of each file that has been opened. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** One way a file is built. */
export interface OpenBuild extends BuildVariant {
  readonly build: EnrichedBuild;
}

export interface OpenFile {
  readonly file: DiscoveredFile;
  /** Null where the file is not text. */
  readonly text: string | null;
  /** Empty where nothing in the file can name an azureml image, so that it was not parsed. */
  readonly builds: readonly OpenBuild[];
}

/** Opens files one after the other: parse → resolve → enrich, once for each way a file is built. */
export interface FileOpener {
  /** Null where the file could not be read; the log says why. */
  readonly open: (file: DiscoveredFile, log: RunLog) => Promise<OpenFile | null>;
  /** The same for a text that is not the file's own, as after a fix. */
  readonly openText: (file: DiscoveredFile, text: string) => Promise<OpenFile>;
}

/** The files a request means, in order. */
export async function filesOf(
  { paths, cwd, stdin, settings, forceExclude }: ScanRequest,
  log: RunLog,
): Promise<readonly DiscoveredFile[]> {
  if (stdin) return [{ path: stdin.path, absolute: resolve(cwd, stdin.path), named: true }];
  const { files, problems } = await discover(paths, {
    cwd,
    selection: settings.files,
    forceExclude,
  });
  for (const problem of problems) log.report(problem);
  return files;
}

/** While registries are asked, so many files are open at once: their questions go out side by side. */
const openAhead = 32;

interface Opening {
  readonly index: number;
  readonly file: DiscoveredFile;
  readonly log: RunLog;
  readonly work: Promise<OpenFile | null>;
}

/** Opens files in order. What is said of one comes out in its turn, however long another waits for an answer. */
export async function* openedInOrder(
  { open }: FileOpener,
  { session }: ScanRequest,
  files: readonly DiscoveredFile[],
  log: RunLog,
): AsyncGenerator<readonly [index: number, file: DiscoveredFile, open: OpenFile | null]> {
  const max = session ? openAhead : 1;
  const underWay: Opening[] = [];
  for (const [index, file] of files.entries()) {
    const own = new RunLog();
    const work = open(file, own);
    // It is awaited in its turn; until then its failure is nobody's.
    work.catch(() => undefined);
    underWay.push({ index, file, log: own, work });
    if (underWay.length === max) yield* opened(underWay.splice(0, 1), log);
  }
  yield* opened(underWay, log);
}

async function* opened(
  openings: readonly Opening[],
  log: RunLog,
): AsyncGenerator<readonly [index: number, file: DiscoveredFile, open: OpenFile | null]> {
  for (const { index, file, log: own, work } of openings) {
    const open = await work;
    log.addAll(own);
    yield [index, file, open];
  }
}

/**
 * @param relevantOnly leaves unparsed what cannot name an azureml image
 * @param questions what registries are asked about a build, by the rules in force in it
 */
export function fileOpener(
  request: ScanRequest,
  files: readonly DiscoveredFile[],
  log: RunLog,
  {
    relevantOnly,
    questions,
  }: {
    readonly relevantOnly: boolean;
    readonly questions: (way: BuildVariant) => Questions;
  },
): FileOpener {
  const { stdin, settings } = request;
  // Of one file that was named, everything asked for must be there.
  const isOnly = files.length === 1 && files[0]?.named === true;
  let modules: Promise<Modules> | undefined;

  const openSource = async (
    file: DiscoveredFile,
    source: SourceFile,
    own: RunLog,
  ): Promise<OpenFile> => {
    const ways = settings.buildsOf(file.absolute);
    const text = source.kind === "text" ? source.text : null;
    const mustParse = !relevantOnly || (isOnly && ways.some((way) => way.isTargetRequired));
    if (!mustParse && !(await mayMatter(source, settings, ways))) return { file, text, builds: [] };
    const { parseDockerfile, enrich } = await (modules ??= loadModules(request, log));
    const dockerfile = text === null ? null : parseDockerfile(file.path, text);
    const builds: OpenBuild[] = [];
    for (const way of ways) {
      const resolved = dockerfile
        ? resolveBuild(dockerfile, { ...way, platform: settings.platform })
        : unreadBuild(file.path, source.kind === "unread" ? unreadReasons[source.why] : "");
      builds.push({ ...way, build: await enrich(resolved, questions(way)) });
    }
    const present = builds.filter(({ build }) => !build.targetMissing);
    const [absent] = builds;
    if (present.length > 0 || !absent) return { file, text, builds: present };
    reportMissingTarget(absent, own);
    return { file, text, builds: [absent] };
  };

  const reportMissingTarget = (
    { build, target, isTargetRequired }: OpenBuild,
    own: RunLog,
  ): void => {
    const missing = `There is no stage ${target ?? ""}`;
    const matters = !relevantOnly || build.images.some(({ inference }) => inference !== "no");
    if (isOnly && isTargetRequired) own.fail("missing-target", build.path, `${missing}.`);
    else if (matters) own.warn("missing-target", build.path, `${missing}: the last one was taken.`);
  };

  return {
    open: async (file, own) => {
      const source = stdin ? sourceOf(stdin.path, stdin.bytes) : readSource(file);
      if (source.kind !== "problem") return openSource(file, source, own);
      own.report(source);
      return null;
    },
    openText: (file, text) => openSource(file, { kind: "text", path: file.path, text }, log),
  };
}

const unreadReasons = {
  size: "it is larger than 1 MiB and was not read",
  "utf-16": "it is UTF-16 text, which BuildKit does not read",
  binary: "it holds NUL bytes and is no text",
};

interface Modules {
  readonly parseDockerfile: typeof parse.parseDockerfile;
  readonly enrich: Enricher;
}

/** Parser and catalogue are loaded when there is a file for them. */
async function loadModules(
  { settings, asOf, session }: ScanRequest,
  log: RunLog,
): Promise<Modules> {
  const { parseDockerfile } = await import("../parse/index.ts");
  const { openCatalogue } = await import("../catalogue/index.ts");
  const catalogue = openCatalogue();
  if (catalogue.checkedOn < minusMonths(asOf, 12)) {
    const since = `was last checked on ${catalogue.checkedOn}, over a year before ${asOf}`;
    log.warn("old-facts", null, `The catalogue ${since}: update inferlint.`);
  }
  const registry = session?.source ?? null;
  const { platform } = settings;
  const noteOpen = session?.noteOpen ?? (() => undefined);
  const facts = { sources: [catalogue], registry, noteOpen, reference: catalogue, asOf, platform };
  return { parseDockerfile, enrich: createEnricher(settings.images, facts) };
}

/** A suppression that is left behind is told of, too, in a file that has nothing else to say. */
const toInferlint = /#[^\S\n]*inferlint[^\S\n]*:/i;

/** Whether a file can name an azureml image: plain bytes first, then what its instructions can put together. */
async function mayMatter(
  { text }: SourceFile,
  { images }: Settings,
  ways: readonly BuildVariant[],
): Promise<boolean> {
  if (text === null || mentionsAzureml(text) || toInferlint.test(text)) return true;
  for (const { buildArgs } of ways)
    for (const value of buildArgs.values()) if (mentionsAzureml(value)) return true;
  const { mayNameImages } = await import("../parse/index.ts");
  return mayNameImages(text, images);
}
