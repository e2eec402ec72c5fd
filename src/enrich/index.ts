export type { Enricher } from "./enrich-build.ts";
export { createEnricher } from "./enrich-build.ts";
export { memoizeRegistry } from "./memoize-registry.ts";
export type { Queries } from "./queries.ts";
export { queriesOf, queriesToRecord, queriesToShow } from "./queries.ts";
export { identify, inferenceNames } from "./identify.ts";
