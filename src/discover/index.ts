export { discover } from "./discover.ts";
export type { DiscoveredFile, Discovery } from "./discover.ts";
export { hookFilesPattern, isDockerfileName } from "./dockerfile-name.ts";
export type { Problem } from "./problem.ts";
export { readSource } from "./read-source.ts";
export { readBaselineBytes, readConfigBytes, readFactsBytes } from "./read-config.ts";
export { repositoryRootFinder } from "./repository-root.ts";
export type { FindRepositoryRoot } from "./repository-root.ts";
export { mentionsAzureml, sourceCap, sourceOf } from "./source-text.ts";
