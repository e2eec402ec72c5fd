import type { DiscoveredFile } from "../../discover/index.ts";
import { repositoryRootFinder } from "../../discover/index.ts";
import type { EnrichedImage } from "../../domain/build/enriched-build.ts";
import type { CondaUse, EnvironmentUser, ImageRun } from "../../domain/build/image-run.ts";
import type {
  CondaPath,
  FoundConda,
  FoundReference,
  FoundRun,
  SourceReading,
} from "../../sources/index.ts";
import { showUnresolved } from "../../domain/image/image-reference.ts";
import type { LineIndex } from "../../text/line-index.ts";
import type { RunLog } from "../run-log.ts";
import type { ScanRequest } from "../scan-request.ts";
import { condaOfDockerfiles } from "./conda-of-dockerfiles.ts";
import type { CondaFiles, CondaUser } from "./conda-files.ts";
import { condaFiles, pythonOf } from "./conda-files.ts";
import { describedBuilds, runUser } from "./described-builds.ts";
import type { FollowedBuilds } from "./described-builds.ts";
import type { SourceContent } from "./read-content.ts";
import { readFiles, readSources } from "./read-files.ts";
import { readingNotices } from "./notices.ts";
import { withDescribed } from "./described-files.ts";
import { servingOf } from "./serving.ts";

/** What the files of the repositories of a run say of each other. */
export interface Project {
  /** All files of the repositories of the run that can say something, and those of the run. */
  readonly files: readonly DiscoveredFile[];
  /** Every path at which a conda file was looked for so far; absolute. */
  readonly condaAsked: ReadonlySet<string>;
  /** What a file was read as; null for one that was not read, such as a Dockerfile. */
  readonly contentOf: (absolute: string) => SourceContent | null;
  readonly builds: FollowedBuilds;
  /** Whether something serves with a file as its conda file. */
  readonly isCondaFile: (absolute: string) => boolean;
  /** The images that are used with a conda file. @param absolute of the conda file */
  readonly condaUsers: (absolute: string) => readonly CondaUser[];
  /** The Dockerfiles whose target serves with a conda file. @param absolute of the conda file */
  readonly condaDockerfiles: (absolute: string) => readonly EnvironmentUser[];
  /** The conda file that a Dockerfile copies from a build context. */
  readonly condaInContext: CondaFiles["inContext"];
  /** How a file runs an image, with what other files say of it. @param lines of the file */
  readonly runOf: (
    file: DiscoveredFile,
    lines: LineIndex,
    run: FoundRun,
    reference: FoundReference,
  ) => ImageRun;
  /**
   * A reading of a file with what is known of its references: that of its own text, or of one that a fix leaves, which has the same
   * references in the same order.
   */
  readonly known: (file: DiscoveredFile, reading: SourceReading) => SourceReading;
  /** The files of the run, with those that belong to them: Dockerfiles that builds name, and conda files of files that are named. */
  readonly withDescribed: (files: readonly DiscoveredFile[]) => Promise<readonly DiscoveredFile[]>;
  /** Adds what could not be read or followed in a file to a log. @param images of the file */
  readonly report: (file: DiscoveredFile, images: readonly EnrichedImage[], log: RunLog) => void;
}

/** Reads what the repositories of a run describe, before any file is checked. */
export async function openProject(
  request: ScanRequest,
  files: readonly DiscoveredFile[],
): Promise<Project> {
  const findRoot = repositoryRootFinder();
  const { read, dockerfiles, all } = await readFiles(request, files, findRoot);
  const sources = readSources(read);
  const serving = servingOf(sources);
  const conda = await condaFiles(sources, request, findRoot);
  const builds = describedBuilds(sources, serving, findRoot);
  const ofDockerfiles = await condaOfDockerfiles(dockerfiles, builds, conda, request);
  const condaUse = (
    own: FoundConda | CondaPath,
    { path }: DiscoveredFile,
    lines: LineIndex,
  ): CondaUse => {
    if (own.kind === "file") {
      const { python } = conda.of(own);
      const { text, unknown } = own.path;
      return { written: showUnresolved(text, unknown), region: lines.range(own.path.span), python };
    }
    const python = pythonOf(own, path, lines, "its conda dependencies name no Python");
    return { written: "", region: lines.range(own.span), python };
  };
  const known: Project["known"] = ({ absolute }, reading) => {
    const content = read.get(absolute)?.content;
    if (content?.kind !== "reading" || content.reading === reading) return reading;
    const { references } = content.reading;
    if (references.length !== reading.references.length) return reading;
    for (const [index, reference] of reading.references.entries()) {
      const before = references[index];
      if (!before) continue;
      if (serving.references.has(before)) serving.references.add(reference);
      conda.repeat(before, reference);
    }
    return reading;
  };
  return {
    ...{ known, files: all, condaAsked: conda.asked },
    withDescribed: (own) =>
      withDescribed(own, builds.dockerfiles, conda.users, ofDockerfiles, request),
    contentOf: (absolute) => read.get(absolute)?.content ?? null,
    builds,
    isCondaFile: (absolute) => conda.users.has(absolute) || ofDockerfiles.has(absolute),
    condaDockerfiles: (absolute) => ofDockerfiles.get(absolute) ?? [],
    condaInContext: conda.inContext,
    condaUsers: (absolute) => conda.users.get(absolute) ?? [],
    runOf: (file, lines, run, reference) => ({
      serves: run.serves || serving.references.has(reference),
      conda: run.conda && condaUse(run.conda, file, lines),
      user: run.user && runUser(run.user, lines),
      forbidsRoot: run.forbidsRoot,
      userSetting: run.userSetting,
    }),
    report: (file, images, log) => {
      const content = read.get(file.absolute)?.content;
      if (content?.kind !== "reading") return;
      const notes = readingNotices(file, content, {
        builds: builds.notices(file.absolute),
        images,
        condaOf: (path) => conda.of(path),
      });
      for (const note of notes) log.add(note);
      if (notes.some(({ level }) => level === "error")) log.isIncomplete = true;
    },
  };
}
