import type { RunUser } from "./image-run.ts";
import type { Region } from "./region.ts";

/** A build of a Dockerfile that another file describes. */
export interface DescribedBuild {
  /** As messages name it: ``service `scorer` of compose.yaml``. */
  readonly where: string;
  /** The file that describes it, relative to the working directory, with `/`, and the place in it. */
  readonly path: string;
  readonly region: Region;
  /** With one `unresolvedPart` for each part of a value that is not known. */
  readonly args: ReadonlyMap<string, string>;
  /** The folder of the build context; absolute. Null where it is not known, or not in the repository. */
  readonly context: string | null;
  /** The name of the stage to build; null for the last one, or where it is not known. */
  readonly target: string | null;
  /** Images that it gives for names, by name as `contextName` has it. */
  readonly contexts: ReadonlyMap<string, string>;
  /** What it builds serves. */
  readonly serves: boolean;
  /** Who runs what it builds, where the file says so. */
  readonly user: RunUser | null;
}
