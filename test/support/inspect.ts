import { calendarDate } from "../../src/text/calendar-date.ts";
import { inspect } from "../../src/pipeline/inspect.ts";
import { toInspectJson } from "../../src/report/inspect/index.ts";
import { plainRunSettings } from "./settings.ts";

const tool = { name: "inferlint", version: "0.0.0", homepage: "https://example.org" };

export interface InspectCase {
  readonly dockerfile: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly target?: string;
}

/** One element of `files[]` of `inferlint inspect --format json` for a Dockerfile given as text. */
export async function inspectText({
  dockerfile,
  buildArgs,
  target,
}: InspectCase): Promise<unknown> {
  const asOf = calendarDate("2026-11-23");
  const { builds } = await inspect({
    cwd: "/tree",
    paths: [],
    stdin: { path: "Dockerfile", bytes: Buffer.from(dockerfile) },
    asOf,
    settings: plainRunSettings({ buildArgs, target }),
    forceExclude: false,
  });
  const report = JSON.parse(toInspectJson({ tool, asOf, builds })) as {
    files: unknown[];
  };
  return report.files[0];
}
