import type { ConfigFile } from "../schema/config-file.ts";
import { resolveSources } from "./resolution.ts";
import { emptyCommandLine } from "./setting-sources.ts";
import type { SettingSources } from "./setting-sources.ts";
import { inferencePatterns } from "./default-image-policy.ts";

/** A setting that decides which files and images are read; equal texts for equal settings. */
interface ReadingSetting {
  readonly key: string;
  readonly value: string;
}

/**
 * The settings of policy and configuration that decide what is read of a repository, without those of builds, which are compared by
 * what they build. What the command line says is the same for every policy.
 */
export function readingSettings(sources: SettingSources): readonly ReadingSetting[] {
  const { files, images, platform } = resolveSources({ ...sources, commandLine: emptyCommandLine });
  const isSet = sources.policy === null ? "repository" : "policy";
  const exclude = files.exclude.flatMap(({ value }) => value.sources);
  const values: readonly (readonly [string, unknown])[] = [
    ["files.include", files.include.map(({ value }) => value.sources)],
    ["files.exclude", exclude.length === 0 ? [] : [isSet, exclude]],
    ["files.kinds", [...new Set(files.kinds.flatMap(({ value }) => value))].sort()],
    ["files.gitignore", files.gitignore.value],
    [
      "images.include",
      images.include.map(({ value }) =>
        value.sources === inferencePatterns ? "default" : value.sources,
      ),
    ],
    ["images.mirrors", images.mirrors.map(({ value: { prefix, instead } }) => [prefix, instead])],
    ["build.platform", platform.value],
    // Requirements are about images that are not read otherwise.
    ["require", imagesRequiredBy(sources)],
  ];
  return values.map(([key, value]) => ({ key, value: JSON.stringify(value) }));
}

/** The patterns of images that requirements are about. */
function imagesRequiredBy({ policy, config }: SettingSources): readonly string[] {
  const files: readonly (ConfigFile | null)[] = [policy, config];
  const all = files.flatMap((file) => file?.require ?? []).flatMap(({ images }) => images.sources);
  return [...new Set(all)].sort();
}
