import { inspect } from "../../src/pipeline/inspect.ts";
import { toInspectJson } from "../../src/report/inspect/index.ts";
import type { TextBuild } from "./scan-text.ts";
import { scanOfText } from "./scan-text.ts";

const tool = { name: "inferlint", version: "0.0.0", homepage: "https://example.org" };

/** One element of `files[]` of `inferlint inspect --format json` for a Dockerfile given as text. */
export async function inspectText(build: TextBuild): Promise<unknown> {
  const request = scanOfText(build);
  const { builds } = await inspect(request);
  const report = JSON.parse(toInspectJson({ tool, asOf: request.asOf, builds })) as {
    files: unknown[];
  };
  return report.files[0];
}
