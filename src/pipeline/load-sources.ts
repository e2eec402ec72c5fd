import type { DiscoveredFile, OtherFile } from "../discover/index.ts";
import { capOf, isOther, sourceOf, sourcePath, unreadProblem } from "../discover/index.ts";
import type { SourceFile } from "../domain/build/source-file.ts";
import type { BuildVariant } from "../domain/settings/settings.ts";
import type { Queries } from "../enrich/index.ts";
import { queriesToShow } from "../enrich/index.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import { catalogueOf } from "./catalogue-of.ts";
import { mayMatter } from "./may-matter.ts";
import { describedVariants } from "./described-variants.ts";
import type { Modules } from "./modules.ts";
import { loadModules } from "./modules.ts";
import type { OpenBuild, OpenFile } from "./open-file.ts";
import { enriched, unparsed } from "./open-file.ts";
import type { Project } from "./project/project.ts";
import type { ResolvedVariant } from "./resolve-dockerfile.ts";
import { contextOf, resolveDockerfile } from "./resolve-dockerfile.ts";
import type { SourceContext } from "./source-context.ts";
import type { RunLog } from "./run-log.ts";
import type { ScanRequest } from "./scan-request.ts";
import { sourceIn } from "./source-in.ts";

export type { OpenBuild, OpenFile } from "./open-file.ts";

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
  /** What the files of the repositories say of each other; absent where only the file itself counts. */
  readonly project?: Project | null;
}

export function fileOpener(
  request: ScanRequest,
  files: readonly DiscoveredFile[],
  log: RunLog,
  { relevantOnly, queries, project = null }: OpenerOptions,
): FileOpener {
  const { stdin } = request;
  // Where a single file was named, a missing target is an error.
  const isOnly = files.length === 1 && files[0]?.named === true;
  let modules: Promise<Modules> | undefined;
  const load = (): Promise<Modules> => (modules ??= loadModules(request, log));

  const variantsOf = async (file: DiscoveredFile): Promise<readonly BuildVariant[]> => {
    const { settings } = await request.settings.of(file.folder);
    return settings.buildsOf(file.absolute);
  };

  /** Null where nothing in the Dockerfile can name an azureml image, so that it was not parsed. */
  const dockerfile = async (
    file: DiscoveredFile,
    source: SourceFile,
    own: RunLog,
  ): Promise<readonly ResolvedVariant[] | null> => {
    const { settings } = await request.settings.of(file.folder);
    const ofSettings = await variantsOf(file);
    const [first] = ofSettings;
    const builds = first ? (project?.builds.of(sourcePath(file)) ?? []) : [];
    const described = first && describedVariants(first, builds, source.text?.length ?? 0);
    const variants = [...ofSettings, ...(described?.variants ?? [])];
    const mustParse = !relevantOnly || (isOnly && variants.some((one) => one.isTargetRequired));
    if (!mustParse && !(await mayMatter(source, settings, variants))) return null;
    if (described && described.leftOut > 0) {
      const message = `${described.leftOut} of the ${builds.length} builds that files of the repository describe were not checked.`;
      own.warn("unfollowed-build", file.path, message);
    }
    const { parseDockerfile: parse } = await load();
    const { platform } = settings;
    const resolved = resolveDockerfile(file.path, source, variants, { platform, parse });
    return project
      ? Promise.all(resolved.map((one) => withCondaFile(one, file, project)))
      : resolved;
  };

  const otherSource = async (
    file: OtherFile,
    source: SourceFile,
    own: RunLog,
  ): Promise<readonly ResolvedVariant[] | null> => {
    if (!project || source.kind !== "text") return null;
    if (project.contentOf(file.absolute)?.kind === "dockerfile")
      return dockerfile(file, source, own);
    const { settings } = await request.settings.of(file.folder);
    const { resolveSource } = await import("./resolve-source.ts");
    const { parseDockerfile: parse, enricherOf } = await load();
    const variants = await variantsOf(file);
    const catalogue = await catalogueOf(request);
    const { enrichOffline, identityOf } = enricherOf(settings, request.asOf);
    const enrich: SourceContext["enrich"] = (build) => enrichOffline(build, queriesToShow);
    const context = {
      ...{ settings, variants, project, catalogue, parse, enrich, identityOf },
      run: request,
    };
    const resolved = await resolveSource(file, source.text, context);
    return resolved ?? dockerfile(file, source, own);
  };

  const openSource = async (
    file: DiscoveredFile,
    source: SourceFile,
    own: RunLog,
  ): Promise<OpenFile> => {
    const text = source.kind === "text" ? source.text : null;
    const all = isOther(file)
      ? await otherSource(file, source, own)
      : await dockerfile(file, source, own);
    if (!all || all.length === 0) return unparsed(file, text);
    const { enricherOf } = await load();
    const { settings } = await request.settings.of(file.folder);
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
    else reportFailingBuilds(file.path, open, all, own);
    return open;
  };

  /** What was not read of a file of another kind than a Dockerfile. */
  const reportOther = async (
    file: DiscoveredFile,
    source: SourceFile,
    { builds }: Pick<OpenFile, "builds">,
    own: RunLog,
  ): Promise<void> => {
    if (!isOther(file)) return;
    project?.report(
      file,
      builds.flatMap(({ build }) => build.images),
      own,
    );
    if (source.kind !== "unread") return;
    const { settings } = await request.settings.of(file.folder);
    const problem = unreadProblem(file, source, settings.images);
    if (problem) own.report(problem);
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

  /** Read before, or read now. */
  const sourceOfFile = (file: DiscoveredFile): ReturnType<typeof sourceIn> => {
    const { path, kind } = file;
    const content = project?.contentOf(file.absolute);
    if (content?.kind === "reading") return { kind: "text", path, text: content.text };
    return stdin ? sourceOf(stdin.path, stdin.bytes, capOf(kind)) : sourceIn(request, file);
  };

  return {
    open: async (file, own) => {
      // Nearly all files of a large repository: they are not read again.
      if (isIrrelevant(file, project)) return unparsed(file, null);
      const source = sourceOfFile(file);
      if (source.kind === "lfs-pointer") {
        own.pointers.push({ path: file.path, isChecked: isChecked(file, source) });
        return null;
      }
      if (source.kind !== "problem") {
        const open = await openSource(file, source, own);
        await reportOther(file, source, open, own);
        return open;
      }
      own.report(source);
      return null;
    },
    openText: (file, text) => openSource(file, { kind: "text", path: file.path, text }, log),
  };
}

/** A build that another file describes has its Dockerfile to itself: where the target is missing there, it fails. */
function reportFailingBuilds(
  path: string,
  { builds }: OpenFile,
  all: readonly ResolvedVariant[],
  own: RunLog,
): void {
  if (!builds.some(({ build }) => build.images.some(({ inference }) => inference !== "no"))) return;
  const failing = new Set(
    all.flatMap(({ variant, resolved }) => (resolved.targetMissing ? [variant] : [])),
  );
  for (const { target, described } of failing)
    if (described)
      own.warn(
        "missing-target",
        path,
        `Stage ${target ?? ""} not found, so ${described.where} builds nothing.`,
      );
}

/** The build with the Python of the conda file that its target serves with. */
async function withCondaFile(
  one: ResolvedVariant,
  file: DiscoveredFile,
  project: Project,
): Promise<ResolvedVariant> {
  const { condaServer } = one.resolved;
  if (!condaServer?.file) return one;
  const context = contextOf(file.absolute, one.variant);
  const { python } = await project.condaInContext(context, condaServer.file.path);
  return { ...one, resolved: { ...one.resolved, condaServer: { ...condaServer, python } } };
}

/** Whether what a Git LFS pointer stands for would be checked: of other kinds than Dockerfiles what is not too large. */
function isChecked({ kind }: DiscoveredFile, { size }: { readonly size: number }): boolean {
  return kind === "dockerfile" || size <= capOf(kind);
}

function isIrrelevant(file: DiscoveredFile, project: Project | null): boolean {
  const content = project?.contentOf(file.absolute);
  return content?.kind === "irrelevant" && project?.isCondaFile(sourcePath(file)) !== true;
}
