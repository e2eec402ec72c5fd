import { resolve } from "node:path";
import type { DiscoveredFile } from "./discover/index.ts";
import { discover, mentionsAzureml, readSource, sourceOf } from "./discover/index.ts";
import { unreadBuild } from "./domain/build.ts";
import type { CalendarDate } from "./domain/calendar-date.ts";
import { minusMonths } from "./domain/calendar-date.ts";
import type { EnrichedBuild } from "./domain/enriched-build.ts";
import type { ImagePolicy } from "./domain/image-policy.ts";
import type { SourceFile } from "./domain/source-file.ts";
import type { Enricher } from "./enrich/index.ts";
import { createEnricher } from "./enrich/index.ts";
import type * as parse from "./parse/index.ts";
import { resolveBuild } from "./resolve/index.ts";
import type { RunLog } from "./run-log.ts";

/** What to look at, and as what. */
export interface LookRequest {
  /** Files and directories; absolute, or relative to `cwd`. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** One file that is given instead of read: its name relative to `cwd`, and its bytes. */
  readonly stdin: { readonly path: string; readonly bytes: Buffer } | null;
  /** The day everything is judged on. */
  readonly asOf: CalendarDate;
  /** The name of the stage to build; null for the last one. */
  readonly target: string | null;
  readonly buildArgs: ReadonlyMap<string, string>;
  readonly policy: ImagePolicy;
  /** Told before each file. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface OpenBuild {
  readonly file: DiscoveredFile;
  /** Null where the file is not text. */
  readonly text: string | null;
  readonly build: EnrichedBuild;
}

/** The files a request means, in order. */
export async function filesOf(
  { paths, cwd, stdin }: LookRequest,
  log: RunLog,
): Promise<readonly DiscoveredFile[]> {
  if (stdin) return [{ path: stdin.path, absolute: resolve(cwd, stdin.path), named: true }];
  const { files, problems } = await discover(paths, { cwd });
  for (const problem of problems) log.report(problem);
  return files;
}

/**
 * discover → parse → resolve → enrich, one file after the other, so that memory does not grow with their number.
 * @param relevantOnly leaves out, unparsed, what cannot name an azureml image
 */
export async function* openBuilds(
  request: LookRequest,
  files: readonly DiscoveredFile[],
  log: RunLog,
  { relevantOnly }: { readonly relevantOnly: boolean },
): AsyncGenerator<OpenBuild> {
  const { stdin, target } = request;
  // Of one file that was named, everything asked for must be there.
  const isOnly = files.length === 1 && files[0]?.named === true;
  const mustParse = !relevantOnly || (isOnly && target !== null);
  let rooms: Rooms | undefined;
  for (const [index, file] of files.entries()) {
    request.onProgress?.(index, files.length);
    const source = stdin ? sourceOf(stdin.path, stdin.bytes) : readSource(file);
    if (source.kind === "problem") {
      log.report(source);
      continue;
    }
    if (!mustParse && !(await mayMatter(source, request))) continue;
    rooms ??= await openRooms(request, log);
    const resolved =
      source.kind === "text"
        ? resolveBuild(rooms.parseDockerfile(file.path, source.text), request)
        : unreadBuild(file.path, unreadReasons[source.why]);
    const build = await rooms.enrich(resolved);
    if (build.targetMissing) {
      const missing = `There is no stage ${target ?? ""}`;
      const matters = !relevantOnly || build.images.some(({ inference }) => inference !== "no");
      if (isOnly) log.fail("missing-target", file.path, `${missing}.`);
      else if (matters)
        log.warn("missing-target", file.path, `${missing}: the last one was taken.`);
    }
    yield { file, text: source.kind === "text" ? source.text : null, build };
  }
}

const unreadReasons = {
  size: "it is larger than 1 MiB and was not read",
  "utf-16": "it is UTF-16 text, which BuildKit does not read",
  binary: "it holds NUL bytes and is no text",
};

interface Rooms {
  readonly parseDockerfile: typeof parse.parseDockerfile;
  readonly enrich: Enricher;
}

/** Parser and catalogue are loaded when there is a file for them. */
async function openRooms({ policy, asOf }: LookRequest, log: RunLog): Promise<Rooms> {
  const { parseDockerfile } = await import("./parse/index.ts");
  const { openCatalogue } = await import("./catalogue/index.ts");
  const catalogue = openCatalogue();
  if (catalogue.checkedOn < minusMonths(asOf, 12)) {
    const since = `was last checked on ${catalogue.checkedOn}, over a year before ${asOf}`;
    log.warn("old-facts", null, `The catalogue ${since}: update inferlint.`);
  }
  const enrich = createEnricher(policy, { sources: [catalogue], reference: catalogue, asOf });
  return { parseDockerfile, enrich };
}

/** Whether a file can name an azureml image: plain bytes first, then what its instructions can put together. */
async function mayMatter(
  { text }: SourceFile,
  { policy, buildArgs }: LookRequest,
): Promise<boolean> {
  if (text === null || mentionsAzureml(text)) return true;
  if ([...buildArgs.values()].some((value) => mentionsAzureml(value))) return true;
  const { mayNameImages } = await import("./parse/index.ts");
  return mayNameImages(
    text,
    policy.mirrors.map(({ prefix }) => prefix),
  );
}
