import type { ScanRequest } from "../../src/pipeline/scan-request.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { plainRunSettings } from "./settings.ts";

/** A Dockerfile given as text, and how it is built. */
export interface TextBuild {
  readonly dockerfile: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly target?: string;
}

/** A request to scan it as of 2026-11-23, with the defaults of everything else. */
export function scanOfText({ dockerfile, buildArgs, target }: TextBuild): ScanRequest {
  return {
    cwd: "/tree",
    paths: [],
    stdin: { path: "Dockerfile", bytes: Buffer.from(dockerfile) },
    asOf: calendarDate("2026-11-23"),
    settings: plainRunSettings({ buildArgs, target }),
    forceExclude: false,
  };
}
