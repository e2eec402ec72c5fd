export { readSource } from "./read-source.ts";
export type {
  CondaPath,
  CuratedName,
  FoundBuild,
  FoundConda,
  FoundDockerfile,
  FoundReference,
  FoundRun,
  ReaderContext,
  SourceReading,
  Value,
} from "./source-reading.ts";
export { placeOf } from "./place.ts";
export { commentPlacesOf, commentsOf, referenceBuild } from "./reference-build.ts";
export type { NotFollowed } from "./described-dockerfile.ts";
export { describedDockerfile } from "./described-dockerfile.ts";
