import type { DiscoveredFile } from "../discover/index.ts";
import { sourcePath } from "../discover/index.ts";
import type { ImageUse, ResolvedBuild } from "../domain/build/build.ts";
import type { ServedEnvironment } from "../domain/build/image-run.ts";
import type { SourceReading } from "../sources/index.ts";
import { LineIndex } from "../text/line-index.ts";
import { isChecked } from "./checked-image.ts";
import { pythonOf } from "./project/conda-files.ts";
import type { NamedContext } from "./source-context.ts";
import { referencesOf } from "./source-context.ts";

/** The conda environments that are written in the file itself; those whose image is not checked are left out by enrich. */
export function inlineEnvironments(
  { path }: DiscoveredFile,
  { images }: ResolvedBuild,
): readonly ServedEnvironment[] {
  return images.flatMap((image) => {
    const python = image.run?.conda?.python;
    if (python?.kind !== "pinned" || python.pin.path !== path) return [];
    return [servedEnvironment(python.pin, path, image)];
  });
}

/** The environment that a conda file is, for the first of the images that it is used with. */
export function servedBy(
  file: DiscoveredFile,
  { conda }: SourceReading,
  lines: LineIndex,
  context: NamedContext,
): readonly ServedEnvironment[] {
  const absolute = sourcePath(file);
  const python = conda && pythonOf(conda, file.path, lines, "");
  if (python?.kind !== "pinned") return [];
  for (const { source, reference } of context.project.condaUsers(absolute)) {
    const { file: user, text } = source;
    const own = { references: [reference], comments: [] };
    const [image] = referencesOf(user, text, own, new LineIndex(text), context).images;
    if (image && isChecked(image, context))
      return [servedEnvironment(python.pin, user.path, image)];
  }
  const usedBy = context.project
    .condaDockerfiles(absolute)
    .find(
      ({ reading, serves }) =>
        reading && context.identityOf(reading, serves === true).inference === "yes",
    );
  return usedBy ? [{ pin: python.pin, usedBy }] : [];
}

function servedEnvironment(
  pin: ServedEnvironment["pin"],
  path: string,
  { region, reading, written, run }: ImageUse,
): ServedEnvironment {
  const image = reading.kind === "reference" ? reading.reference.text : written;
  const serves = run?.serves === true;
  return { pin, usedBy: { path, region, image, reading, serves } };
}
