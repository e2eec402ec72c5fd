export type { Enricher } from "./enrich-build.ts";
export { createEnricher } from "./enrich-build.ts";
