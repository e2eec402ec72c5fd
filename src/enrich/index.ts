export type { Enricher } from "./enrich-build.ts";
export { createEnricher } from "./enrich-build.ts";
export type { Questions } from "./queries.ts";
export { questionsOf, toKeep, toShow } from "./queries.ts";
