import type { Catalogue } from "../../src/catalogue/index.ts";
import { openCatalogue } from "../../src/catalogue/index.ts";

/**
 * The facts of fixtures/catalogue/, which the source reads in tests (vitest.config.ts): those as of 2026-11-23, and some that no
 * source states (`azureml/zz-frozen…`), for branches that today's facts lack.
 */
export const frozenCatalogue: Catalogue = openCatalogue();
