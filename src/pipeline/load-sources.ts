import type { DiscoveredFile } from "../discover/index.ts";
import { capOf, readSource, sourceOf } from "../discover/index.ts";
import type { ResolvedBuild } from "../domain/build/build.ts";
import { unreadBuild } from "../domain/build/build.ts";
import type { EnrichedBuild } from "../domain/build/enriched-build.ts";
import type { SourceFile } from "../domain/build/source-file.ts";
import type { BuildVariant } from "../domain/settings/settings.ts";
import type { Enricher, Queries } from "../enrich/index.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import { mayMatter } from "./may-matter.ts";
import type { Modules } from "./modules.ts";
import { loadModules } from "./modules.ts";
import { resolver } from "./readings.ts";
import type { RunLog } from "./run-log.ts";
import type { ScanRequest } from "./scan-request.ts";

/** One variant of a file's build, in one reading. */
export interface OpenBuild extends BuildVariant {
  readonly build: EnrichedBuild;
}

export interface OpenFile {
  readonly file: DiscoveredFile;
  /** Null where the file is not text. */
  readonly text: string | null;
  /** Empty where nothing in the file can name an azureml image, so that it was not parsed. */
  readonly builds: readonly OpenBuild[];
  /** The same builds with the facts of a run without a registry. */
  readonly offlineBuilds: () => Promise<readonly OpenBuild[]>;
  /** The same file with what is known of its images on another day. */
  readonly onDay: (day: CalendarDate) => Promise<OpenFile>;
}

/** Opens files one after the other: parse → resolve → enrich, once for each variant of a file's build and each reading of it. */
export interface FileOpener {
  /** Null where the file could not be read; the log says why. */
  readonly open: (file: DiscoveredFile, log: RunLog) => Promise<OpenFile | null>;
  /** The same for a text that is not the file's own, as after a fix. */
  readonly openText: (file: DiscoveredFile, text: string) => Promise<OpenFile>;
}

interface OpenerOptions {
  /** Leaves unparsed what cannot name an azureml image. */
  readonly relevantOnly: boolean;
  /** What registries are asked about a build. */
  readonly queries: (variant: BuildVariant) => Queries;
}

export function fileOpener(
  request: ScanRequest,
  files: readonly DiscoveredFile[],
  log: RunLog,
  { relevantOnly, queries }: OpenerOptions,
): FileOpener {
  const { stdin } = request;
  // Where a single file was named, a missing target is an error.
  const isOnly = files.length === 1 && files[0]?.named === true;
  let modules: Promise<Modules> | undefined;

  const openSource = async (
    file: DiscoveredFile,
    source: SourceFile,
    own: RunLog,
  ): Promise<OpenFile> => {
    const { settings } = await request.settings.of(file.folder);
    const variants = settings.buildsOf(file.absolute);
    const text = source.kind === "text" ? source.text : null;
    const mustParse = !relevantOnly || (isOnly && variants.some((one) => one.isTargetRequired));
    if (!mustParse && !(await mayMatter(source, settings, variants))) return unparsed(file, text);
    const { parseDockerfile, enricherOf } = await (modules ??= loadModules(request, log));
    const resolve =
      text === null ? null : resolver(file.path, text, settings.platform, parseDockerfile);
    const all = variants.flatMap((variant) => {
      const unread = source.kind === "unread" ? unreadReasons[source.why] : "";
      const readings = resolve?.(variant) ?? [unreadBuild(file.path, unread)];
      return readings.map((resolved) => ({ variant, resolved }));
    });
    const present = all.filter(({ resolved }) => !resolved.targetMissing);
    const chosen = present.length > 0 ? present : all.slice(0, 1);
    const onDay = async (day: CalendarDate): Promise<OpenFile> => {
      const { enrich, enrichOffline } = enricherOf(settings, day);
      return {
        ...{ file, text, onDay },
        builds: await enriched(chosen, enrich, queries),
        offlineBuilds: () => enriched(chosen, enrichOffline, queries),
      };
    };
    const open = await onDay(request.asOf);
    const [absent] = open.builds;
    if (present.length === 0 && absent) reportMissingTarget(absent, own);
    return open;
  };

  const reportMissingTarget = (
    { build, target, isTargetRequired }: OpenBuild,
    own: RunLog,
  ): void => {
    const missing = `Stage ${target ?? ""} not found`;
    const matters = !relevantOnly || build.images.some(({ inference }) => inference !== "no");
    if (isOnly && isTargetRequired) own.fail("missing-target", build.path, `${missing}.`);
    else if (matters) own.warn("missing-target", build.path, `${missing}; using the last stage.`);
  };

  return {
    open: async (file, own) => {
      const source = stdin ? sourceOf(stdin.path, stdin.bytes, capOf(file.kind)) : readSource(file);
      if (source.kind !== "problem") return openSource(file, source, own);
      own.report(source);
      return null;
    },
    openText: (file, text) => openSource(file, { kind: "text", path: file.path, text }, log),
  };
}

function unparsed(file: DiscoveredFile, text: string | null): OpenFile {
  const open: OpenFile = {
    ...{ file, text, builds: [] },
    offlineBuilds: () => Promise.resolve([]),
    onDay: () => Promise.resolve(open),
  };
  return open;
}

async function enriched(
  builds: readonly { readonly variant: BuildVariant; readonly resolved: ResolvedBuild }[],
  enrich: Enricher,
  queries: OpenerOptions["queries"],
): Promise<readonly OpenBuild[]> {
  const open: OpenBuild[] = [];
  for (const { variant, resolved } of builds)
    open.push({ ...variant, build: await enrich(resolved, queries(variant)) });
  return open;
}

const unreadReasons = {
  size: "it is larger than 1 MiB and was not read",
  "utf-16": "it is UTF-16 text, which BuildKit does not read",
  binary: "it contains NUL bytes and is not text",
};
