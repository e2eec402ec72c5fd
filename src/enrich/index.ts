export type { Enricher } from "./enrich-build.ts";
export { createEnricher } from "./enrich-build.ts";
export type { Questions } from "./questions.ts";
export { questionsOf, toKeep, toShow } from "./questions.ts";
