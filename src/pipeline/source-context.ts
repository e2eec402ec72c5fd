import type { OtherFile } from "../discover/index.ts";
import type { ResolvedBuild } from "../domain/build/build.ts";
import type { EnrichedBuild } from "../domain/build/enriched-build.ts";
import type { EnvironmentNames } from "../domain/image/environment-names.ts";
import type { FactSource, ReferenceFacts } from "../domain/image/fact-source.ts";
import type { BuildVariant, Settings } from "../domain/settings/settings.ts";
import type { parseDockerfile } from "../parse/index.ts";
import type { SourceReading } from "../sources/index.ts";
import { commentsOf, referenceBuild } from "../sources/index.ts";
import type { LineIndex } from "../text/line-index.ts";
import { environmentReading } from "./environment-image.ts";
import type { Enrichers } from "./modules.ts";
import type { Project } from "./project/project.ts";
import type { ScanRequest } from "./scan-request.ts";

export interface SourceContext extends Pick<Enrichers, "identityOf"> {
  readonly settings: Settings;
  readonly variants: readonly BuildVariant[];
  readonly project: Project;
  readonly catalogue: FactSource & ReferenceFacts;
  readonly parse: typeof parseDockerfile;
  readonly run: Pick<ScanRequest, "cwd" | "earlier">;
  /** With the catalogue alone. */
  readonly enrich: (build: ResolvedBuild) => Promise<EnrichedBuild>;
}

export interface NamedContext extends SourceContext {
  /** Null where no file names an environment. */
  readonly names: EnvironmentNames | null;
}

/** What the references of a file name, as a build without stages. @param lines of the text */
export function referencesOf(
  file: OtherFile,
  text: string,
  { references, comments }: Pick<SourceReading, "references" | "comments">,
  lines: LineIndex,
  { project, names }: NamedContext,
): ResolvedBuild {
  return referenceBuild(file, text, lines, references, commentsOf(comments, text, lines), {
    imageOf: (name) => names && environmentReading(name, names),
    runOf: (run, reference) => project.runOf(file, lines, run, reference),
    environments: [],
  });
}
