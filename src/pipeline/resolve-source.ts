import { placedComment } from "../check/index.ts";
import type { OtherFile } from "../discover/index.ts";
import { sourcePath } from "../discover/index.ts";
import type { ResolvedBuild } from "../domain/build/build.ts";
import type { DescribedBuild } from "../domain/build/described-build.ts";
import type { RunOfBuild } from "../domain/build/image-run.ts";
import { compareRegions } from "../domain/build/region.ts";
import type { FoundDockerfile } from "../sources/index.ts";
import { commentPlacesOf, placeOf } from "../sources/index.ts";
import { LineIndex } from "../text/line-index.ts";
import { matters } from "./checked-image.ts";
import { describedBuild } from "./project/described-builds.ts";
import { readContent } from "./project/read-content.ts";
import { runsOfBuilds } from "./runs-of-builds.ts";
import type { ResolvedVariant } from "./resolve-dockerfile.ts";
import { describedVariant, resolveDockerfile } from "./resolve-dockerfile.ts";
import { inlineEnvironments, servedBy } from "./served-environments.ts";
import type { SourceContext } from "./source-context.ts";
import { referencesOf } from "./source-context.ts";

/**
 * What a file of another kind than a Dockerfile names and builds: a build without stages for its references, then each Dockerfile in
 * it. Empty where nothing in it matters; null for a file whose text is a Dockerfile.
 */
export async function resolveSource(
  file: OtherFile,
  text: string,
  given: SourceContext,
): Promise<readonly ResolvedVariant[] | null> {
  const { project, variants, catalogue } = given;
  const content = await contentOf(file, text, given);
  if (content.kind === "dockerfile") return null;
  if (content.kind === "irrelevant") return [];
  const reading = project.known(file, content.reading);
  const hasNames = [
    ...reading.references,
    ...project.condaUsers(sourcePath(file)).map(({ reference }) => reference),
  ].some(({ environment }) => environment !== null);
  const context = { ...given, names: hasNames ? await catalogue.environments() : null };
  const lines = new LineIndex(text);
  const embedded = reading.dockerfiles.flatMap((dockerfile) =>
    resolveEmbedded(file.path, dockerfile, lines, context),
  );
  const named = referencesOf(file, text, reading, lines, context);
  const own = { ...named, images: named.images.filter((image) => matters(image, context)) };
  // JSON has no comments, and those in the texts of a notebook are no comments of its own: both have exceptions.
  const takesComments = file.kind !== "json" && file.kind !== "notebook";
  const comments = (takesComments ? [own.comments, embedded.flatMap(commentsIn)].flat() : []).sort(
    (a, b) => compareRegions(a.region, b.region),
  );
  const environments = [
    ...inlineEnvironments(file, own),
    ...servedBy(file, reading, lines, context),
  ];
  const runs = await runsOf(file, context);
  if (
    runs.length + own.images.length + embedded.length + environments.length + comments.length ===
    0
  )
    return [];
  const build: ResolvedBuild = {
    ...own,
    comments: distinct(comments),
    commentPlaces: commentPlacesOf(reading.commentPlaces ?? [], text, lines),
    environments,
    runsOfBuilds: runs,
  };
  return [...variants.map((variant) => ({ variant, resolved: build, place: null })), ...embedded];
}

async function runsOf(
  { absolute }: OtherFile,
  { project, settings: { platform }, variants: [variant], ...context }: SourceContext,
): Promise<readonly RunOfBuild[]> {
  const builds = project.builds.withUser(absolute);
  if (builds.length === 0 || !variant) return [];
  return runsOfBuilds(builds, { ...context, platform, variant });
}

function commentsIn({ resolved, place }: ResolvedVariant): ResolvedBuild["comments"] {
  return place ? resolved.comments.map((comment) => placedComment(comment, place)) : [];
}

/** Several variants of an embedded Dockerfile have the same comments. */
function distinct(comments: ResolvedBuild["comments"]): ResolvedBuild["comments"] {
  return comments.filter((comment, index) => {
    const before = comments[index - 1];
    return !before || compareRegions(before.region, comment.region) !== 0;
  });
}

async function contentOf(
  file: OtherFile,
  text: string,
  { settings: { images }, project }: SourceContext,
): ReturnType<typeof readContent> {
  const { path, kind } = file;
  const known = project.contentOf(file.absolute);
  if (known?.kind === "irrelevant" && !project.isCondaFile(sourcePath(file))) return known;
  return known?.kind === "reading" && known.text === text
    ? known
    : readContent(path, kind, text, images);
}

function resolveEmbedded(
  path: string,
  { text, build, serves }: FoundDockerfile,
  lines: LineIndex,
  { settings: { platform, addsReadingsOnly }, variants, parse }: SourceContext,
): readonly ResolvedVariant[] {
  const place = placeOf(text, lines);
  const source = { kind: "text", path, text: text.text } as const;
  const span = text.span({ start: 0, end: 0 });
  const described = build && describedBuild({ ...build, span }, path, lines, { serves });
  const builds =
    described && !isDefault(described)
      ? variants.map((variant) => describedVariant(variant, described))
      : [];
  const own = builds.length === 0 || addsReadingsOnly ? [...variants, ...builds] : builds;
  return resolveDockerfile(path, source, own, { platform, parse, place, serves });
}

/** A build that says nothing of how it builds is the default one. */
function isDefault({ args, contexts, target }: DescribedBuild): boolean {
  return args.size + contexts.size === 0 && !target;
}
