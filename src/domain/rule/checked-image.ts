import type { EnrichedImage } from "../build/enriched-build.ts";
import type { NamedImage } from "../image/name-image.ts";
import type { Finding } from "./finding.ts";

/** An image that was asked for by name, with what is known of it and what the rules report. */
export interface CheckedImage {
  readonly named: NamedImage;
  readonly image: EnrichedImage;
  /** Suppressed ones too; their path and region are those of a Dockerfile that does not exist. */
  readonly findings: readonly Finding[];
}
