import { dirname } from "node:path";
import type { ResolvedBuild } from "../domain/build/build.ts";
import { unreadBuild } from "../domain/build/without-stages.ts";
import type { Place } from "../domain/build/place.ts";
import type { SourceFile } from "../domain/build/source-file.ts";
import type { BuildVariant } from "../domain/settings/settings.ts";
import type { parseDockerfile } from "../parse/index.ts";
import { resolver } from "./readings.ts";

/** One variant of a file's build in one reading, before anything is known of its images. */
export interface ResolvedVariant {
  readonly variant: BuildVariant;
  readonly resolved: ResolvedBuild;
  /** Where an embedded Dockerfile stands in its file; null for a whole file. */
  readonly place: Place | null;
}

interface ResolveOptions {
  readonly platform: string;
  readonly parse: typeof parseDockerfile;
  readonly place?: Place | null;
  /** What is built serves, whatever builds it. */
  readonly serves?: boolean;
}

/** Every variant of a Dockerfile's build, in each reading. */
export function resolveDockerfile(
  path: string,
  source: SourceFile,
  variants: readonly BuildVariant[],
  { platform, parse, place = null, serves = false }: ResolveOptions,
): readonly ResolvedVariant[] {
  const resolve = source.kind === "text" ? resolver(path, source.text, platform, parse) : null;
  const unread = source.kind === "unread" ? unreadReasons[source.why] : "";
  return variants.flatMap((variant) => {
    const readings = resolve?.(variant) ?? [unreadBuild(path, unread)];
    const mustServe = serves || variant.described?.serves === true;
    return readings.map((own) => {
      const resolved = mustServe ? { ...own, serves: true } : own;
      return { variant, resolved, place };
    });
  });
}

const unreadReasons = {
  size: "it is larger than 1 MiB and was not read",
  "utf-16": "it is UTF-16 text, which BuildKit does not read",
  binary: "it contains NUL bytes and is not text",
};

/**
 * The folder of a build's context: that of the Dockerfile, unless another file describes the build.
 * @param dockerfile absolute
 */
export function contextOf(dockerfile: string, { described }: BuildVariant): string {
  return described?.context ?? dirname(dockerfile);
}

/** The variant that builds as another file describes. */
export function describedVariant(
  variant: BuildVariant,
  described: NonNullable<BuildVariant["described"]>,
): BuildVariant {
  const { args, target } = described;
  return { ...variant, buildArgs: args, target, isTargetRequired: false, described };
}
