export { readSource } from "./read-source.ts";
export type {
  CondaPath,
  CuratedName,
  FoundBuild,
  FoundConda,
  FoundDockerfile,
  FoundReference,
  FoundRun,
  NamedValue,
  ReaderContext,
  SourceReading,
  Value,
} from "./source-reading.ts";
