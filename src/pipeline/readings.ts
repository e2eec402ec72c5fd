import type { Expansion, ResolvedBuild } from "../domain/build/build.ts";
import { openReading, plainReading } from "../domain/build/reading.ts";
import type { BuildVariant } from "../domain/settings/settings.ts";
import type { parseDockerfile } from "../parse/index.ts";
import { resolveBuild } from "../resolve/index.ts";
import { mayHaveTemplate } from "../shell/template.ts";

/** All readings of a variant of a file's build: what holds in any case, then what plain `docker build` makes of it. */
export type Resolve = (variant: BuildVariant) => readonly [ResolvedBuild, ...ResolvedBuild[]];

/**
 * Resolves a text in every reading that may differ. The reading of BuildKit counts where BuildKit accepts the file: templates
 * and values that are not known add to it and replace nothing.
 */
export function resolver(
  path: string,
  text: string,
  platform: string,
  parse: typeof parseDockerfile,
): Resolve {
  const open = parse(path, text, openReading);
  const hasTemplates = mayHaveTemplate(text);
  const plain = hasTemplates ? parse(path, text, plainReading) : open;
  return ({ described, ...own }) => {
    const variant = { ...own, ...(described ? { contexts: described.contexts } : {}) };
    const build = resolveBuild(open, { ...variant, platform, reading: openReading });
    if (!hasTemplates && !hasUnresolved(build)) return [build];
    const asBuilt = resolveBuild(plain, { ...variant, platform, reading: plainReading });
    const { valid, problems } = asBuilt;
    if (problems.some(({ ofImage }) => ofImage !== true)) return [build];
    // A reading with templates that BuildKit rejects whatever they hold is none: the marks are text.
    const isReadable = !build.problems.some(({ unconditional }) => unconditional);
    const literal = { ...openReading, templates: false };
    const other = isReadable
      ? build
      : resolveBuild(plain, { ...variant, platform, reading: literal });
    return [{ ...other, valid, problems }, asBuilt];
  };
}

/** Whether an image, a user, a whole copy or the validity of the file depends on a value that is not known. */
function hasUnresolved({ images, stages, problems }: ResolvedBuild): boolean {
  return (
    images.some(({ expansion }) => isOpen(expansion)) ||
    stages.some(
      ({ user, wholeCopies }) =>
        (user.kind === "explicit" && isOpen(user.expansion)) ||
        wholeCopies.some(({ unresolved }) => unresolved !== null),
    ) ||
    problems.some(({ unconditional }) => !unconditional)
  );
}

/** A default of a substitution (`${NAME:-app}`) hides that an ARG has no value: in a stage, the base image may set it. */
function isOpen({ unresolved, omitted }: Expansion): boolean {
  return unresolved.length > 0 || omitted.length > 0;
}
