import { openCatalogue } from "../../src/catalogue/index.ts";
import type { Catalogue } from "../../src/catalogue/index.ts";
import type { ImagesData } from "../../src/catalogue/catalogue-data.ts";
import digests from "../../fixtures/catalogue/digests.json" with { type: "json" };
import images from "../../fixtures/catalogue/images.json" with { type: "json" };
import cycles from "../../fixtures/catalogue/release-cycles.json" with { type: "json" };
import tags from "../../fixtures/catalogue/tags.json" with { type: "json" };

/**
 * The facts as of 2026-11-23 and some that no source states (`azureml/zz-frozen…`), so that a refresh of the catalogue breaks no
 * test of a rule and branches that today's facts lack are tested.
 */
export const frozenCatalogue: Catalogue = openCatalogue({
  images: images as ImagesData,
  tags: tags,
  digests: digests,
  cycles,
});
