import { dirname, resolve } from "node:path";
import type { DiscoveredFile } from "../discover/index.ts";
import { discover, kindOfNamed, sourceOf } from "../discover/index.ts";
import type { ScanRequest } from "./scan-request.ts";
import { RunLog } from "./run-log.ts";
import { PatternUse } from "./pattern-use.ts";
import { reportPointers } from "./lfs-pointers.ts";
import { needsProject } from "./needs-project.ts";
import type { Project } from "./project/project.ts";

/** The files of a run, and what their repositories say of them. */
export interface Scan {
  /** What a search found, or the user named; in order. */
  readonly found: readonly DiscoveredFile[];
  /** With those that belong to them, such as Dockerfiles that builds name. */
  readonly files: readonly DiscoveredFile[];
  /** Null where no other file can say anything: nothing but Dockerfiles, outside of a repository. */
  readonly project: Project | null;
}

/**
 * Finds the files of a request, in order, and reads what the files of their repositories describe.
 * @param use records which patterns of configurations match something
 */
export async function scan(
  request: ScanRequest,
  log: RunLog,
  use: PatternUse = new PatternUse(),
): Promise<Scan> {
  const { gate } = request;
  if (gate && gate.inputs.length > 0) {
    const { reportGateInputs } = await import("./gate-inputs.ts");
    reportGateInputs(gate, request, log);
  }
  const found = request.earlier?.found ?? (await filesOf(request, log, use));
  if (!needsProject(request, found)) return { found, files: found, project: null };
  const { openProject } = await import("./project/project.ts");
  const project = await openProject(request, found);
  return { found, files: await project.withDescribed(found), project };
}

/** The files of a request, in order. */
async function filesOf(
  request: ScanRequest,
  log: RunLog,
  use: PatternUse,
): Promise<readonly DiscoveredFile[]> {
  const { paths, cwd, stdin, settings, forceExclude, onLeftOut } = request;
  if (stdin) return fileOfInput(stdin, request, log);
  const { files, problems } = await discover(paths, {
    cwd,
    selectionOf: async (folder) => use.selectionOf((await settings.of(folder)).settings),
    imagesOf: async (folder) => (await settings.of(folder)).settings.images,
    hasOwn: settings.hasOwn,
    forceExclude,
    compilePattern,
    isDockerfileText,
    onLeftOut,
  });
  for (const problem of problems) log.report(problem);
  return files;
}

async function compilePattern(
  pattern: string,
  folder: string,
): Promise<((path: string) => boolean) | string> {
  const { compileFiles, whyNotPattern } = await import("../config/schema/patterns.ts");
  return whyNotPattern(pattern, "files") ?? compileFiles([pattern], folder).matches;
}

/** What is read from standard input, as if a file of its name had been passed. */
async function fileOfInput(
  { path, bytes }: NonNullable<ScanRequest["stdin"]>,
  { cwd, settings }: ScanRequest,
  log: RunLog,
): Promise<readonly DiscoveredFile[]> {
  const absolute = resolve(cwd, path);
  const folder = dirname(absolute);
  const isDockerfile = (): Promise<boolean> =>
    isDockerfileText(sourceOf(path, bytes, Infinity).text ?? "", true);
  const { files } = (await settings.of(folder)).settings;
  const kind = await kindOfNamed({ path: absolute, shown: path, isDockerfile }, files);
  if (typeof kind === "string") return [{ path, absolute, kind, named: true, folder }];
  log.report(kind);
  return [];
}

async function isDockerfileText(text: string, isWhole: boolean): Promise<boolean> {
  return (await import("../parse/index.ts")).isDockerfileText(text, isWhole);
}

/** Files that are open at once while registries are asked, so that their requests run side by side. */
const openAhead = 32;

interface Opening<T> {
  readonly index: number;
  readonly file: DiscoveredFile;
  readonly log: RunLog;
  readonly work: Promise<T | null>;
}

type Opened<T> = readonly [index: number, file: DiscoveredFile, open: T | null];

/**
 * Opens files in order; notifications about a file come in its turn, however long another file waits for an answer.
 * @param request isOrdered: one file after the other
 */
export async function* openedInOrder<T>(
  { open }: { readonly open: (file: DiscoveredFile, log: RunLog) => Promise<T | null> },
  {
    session,
    settings,
    cwd,
    isOrdered,
  }: Pick<ScanRequest, "session" | "settings" | "cwd"> & {
    readonly isOrdered?: boolean;
  },
  files: readonly DiscoveredFile[],
  log: RunLog,
): AsyncGenerator<Opened<T>> {
  const limit = session && isOrdered !== true ? openAhead : 1;
  const underWay: Opening<T>[] = [];
  for (const [index, file] of files.entries()) {
    const own = new RunLog();
    const work = open(file, own);
    // It is awaited in its turn; until then a rejection must not end the process.
    work.catch(() => undefined);
    underWay.push({ index, file, log: own, work });
    if (underWay.length === limit) yield* opened(underWay.splice(0, 1), log);
  }
  yield* opened(underWay, log);
  if (log.pointers.length > 0) {
    const { policy } = (await settings.of(cwd)).settings;
    reportPointers(log, policy !== null);
  }
}

async function* opened<T>(openings: readonly Opening<T>[], log: RunLog): AsyncGenerator<Opened<T>> {
  for (const { index, file, log: own, work } of openings) {
    const open = await work;
    log.addAll(own);
    yield [index, file, open];
  }
}
