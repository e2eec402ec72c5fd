import type { ResolvedBuild } from "./build.ts";
import { openReading } from "./reading.ts";
import { fileStart } from "./region.ts";

/** The build of a file without stages. */
export const withoutStages: Omit<
  ResolvedBuild,
  "path" | "valid" | "unread" | "problems" | "comments" | "images"
> = {
  reading: openReading,
  globalArguments: [],
  lines: [],
  stages: [],
  target: null,
  targetMissing: false,
  isTargetSet: false,
  frontend: null,
};

/** The build of a file that was not read. */
export function unreadBuild(path: string, why: string): ResolvedBuild {
  return {
    ...withoutStages,
    path,
    valid: false,
    unread: true,
    problems: [{ code: "unread", message: why, region: fileStart, unconditional: true }],
    comments: [],
    images: [],
  };
}
