import type { CalendarDate } from "../../text/calendar-date.ts";
import type { EnvironmentNames } from "./environment-names.ts";
import type { DatedTag, PublicationDate, RepositoryFacts } from "./image-facts.ts";
import type { ImageVersion } from "./image-version.ts";
import type { Source } from "./known.ts";
import type { ReleaseCycle } from "./release-cycle.ts";
import type { OldestWheel } from "./wheel.ts";
import type { TagForms } from "./tag-form.ts";

/** A source of facts, such as the embedded catalogue. Null means that it does not know. */
export interface FactSource {
  /** What is known of one version. @param asOf decides whether an unknown newer version is plausible */
  repositoryFacts(
    repository: string,
    version: ImageVersion,
    asOf: CalendarDate,
  ): Promise<RepositoryFacts | null>;
  /** The day a tag was published, where the source knows more than the tag's own text. */
  tagDate(repository: string, tag: string, asOf: CalendarDate): Promise<PublicationDate | null>;
  digestDate(
    repository: string,
    digest: string,
    asOf: CalendarDate,
  ): Promise<PublicationDate | null>;
  /** The newest tag that is not after the given day. */
  newestTag(repository: string, notAfter: CalendarDate): Promise<DatedTag | null>;
  /** How tags of the repository are written: as those that are known, else as those of similar images. */
  tagForms(repository: string): Promise<TagForms | null>;
}

/** Facts that no registry has: release cycles, the list of supported images, the known names. */
export interface ReferenceFacts {
  releaseCycle(product: ReleaseCycle["product"], cycle: string): ReleaseCycle | null;
  /** @param name of a package on PyPI @param python `3.12` @returns null where it does not know */
  oldestWheel(name: string, python: string): Promise<OldestWheel | null>;
  /** The names of curated environments. */
  environments(): Promise<EnvironmentNames>;
  /** The newest list of supported images, with its date. */
  readonly list: Source;
  /** Full repository names of the inference images there are evidence for. */
  readonly inferenceRepositories: readonly string[];
  /** Everything that facts were taken from, with its day. */
  readonly sources: readonly Source[];
}
