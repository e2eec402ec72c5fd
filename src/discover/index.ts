export { mayDescribeBuild, mayHaveComment, mayNameImage } from "./byte-test.ts";
export { discover } from "./discover.ts";
export type { Discovery } from "./discover.ts";
export type { DiscoveredFile, FollowedLink, OtherFile } from "./discovered-file.ts";
export { isOther } from "./discovered-file.ts";
export { isDockerfileName } from "./dockerfile-name.ts";
export { takenIn } from "./file-name.ts";
export { escaped, fsPath, joined, lossy, realDirectory } from "./fs-path.ts";
export type { FsPath } from "./fs-path.ts";
export { hookFilesPattern, hookFilesPatternOfAll } from "./hook-patterns.ts";
export { lfsSize } from "./lfs-pointer.ts";
export { linkInRepository } from "./link-in-repository.ts";
export { kindOfNamed } from "./named-kind.ts";
export { clauseOf } from "./problem.ts";
export type { Problem } from "./problem.ts";
export { readSource, readSourceBytes, sourcePath } from "./read-source.ts";
export {
  readBaselineBytes,
  readConfigBytes,
  readFactsBytes,
  readReportBytes,
} from "./read-config.ts";
export { holdsRepository, repositoryRootFinder, topRepositoryFinder } from "./repository-root.ts";
export type { FindRepositoryRoot } from "./repository-root.ts";
export { unreadProblem } from "./unread-problem.ts";
export { capOf, mentionsAzureml, sourceCap, sourceOf } from "./source-text.ts";
export type { OnLeftOut } from "./search.ts";
