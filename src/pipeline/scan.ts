import { dirname, resolve } from "node:path";
import type { DiscoveredFile } from "../discover/index.ts";
import { discover } from "../discover/index.ts";
import type { ScanRequest } from "./scan-request.ts";
import { RunLog } from "./run-log.ts";

/** The files of a request, in order. */
export async function filesOf(
  { paths, cwd, stdin, settings, forceExclude }: ScanRequest,
  log: RunLog,
): Promise<readonly DiscoveredFile[]> {
  if (stdin) {
    const absolute = resolve(cwd, stdin.path);
    const kind = "dockerfile";
    return [{ path: stdin.path, absolute, kind, named: true, folder: dirname(absolute) }];
  }
  const { files, problems } = await discover(paths, {
    cwd,
    selectionOf: async (folder) => (await settings.of(folder)).settings.files,
    hasOwn: settings.hasOwn,
    forceExclude,
    isDockerfileText: async (text, isWhole) =>
      (await import("../parse/index.ts")).isDockerfileText(text, isWhole),
  });
  for (const problem of problems) log.report(problem);
  return files;
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

/** Opens files in order; notifications about a file come in its turn, however long another file waits for an answer. */
export async function* openedInOrder<T>(
  { open }: { readonly open: (file: DiscoveredFile, log: RunLog) => Promise<T | null> },
  { session }: ScanRequest,
  files: readonly DiscoveredFile[],
  log: RunLog,
): AsyncGenerator<Opened<T>> {
  const limit = session ? openAhead : 1;
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
}

async function* opened<T>(openings: readonly Opening<T>[], log: RunLog): AsyncGenerator<Opened<T>> {
  for (const { index, file, log: own, work } of openings) {
    const open = await work;
    log.addAll(own);
    yield [index, file, open];
  }
}
