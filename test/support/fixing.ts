import type { Finding } from "../../src/domain/rule/finding.ts";
import { referenceText } from "../../src/domain/build/inference-images.ts";
import type { FixedFile } from "../../src/fix/index.ts";
import { fixFile } from "../../src/fix/index.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { inspect } from "../../src/pipeline/inspect.ts";
import { lint } from "../../src/pipeline/lint.ts";
import { plainRunSettings } from "./settings.ts";

interface Request {
  readonly unsafe: boolean;
  /** 2026-11-23 by default. */
  readonly asOf?: string;
}

function request(text: string, { asOf = "2026-11-23" }: Partial<Request>) {
  return {
    cwd: "/tree",
    paths: [],
    stdin: { path: "Dockerfile", bytes: Buffer.from(text) },
    asOf: calendarDate(asOf),
    settings: plainRunSettings(),
    forceExclude: false,
  };
}

/** The findings in a Dockerfile, with all rules. */
export async function findingsIn(
  text: string,
  options: Partial<Request> = {},
): Promise<readonly Finding[]> {
  const { result } = await lint({
    ...request(text, options),
    tool: { name: "inferlint", version: "0.0.0", homepage: "https://example.org" },
  });
  return result.findings;
}

/** The resolved reference of every image of a Dockerfile, in order. */
export async function imagesIn(text: string): Promise<readonly string[]> {
  const { builds } = await inspect(request(text, {}));
  return builds.flatMap(({ images }) => images.map(referenceText));
}

/** Fixes a Dockerfile, with all rules. */
export async function fixDockerfile(text: string, options: Request): Promise<FixedFile> {
  return fixFile(text, (of) => findingsIn(of, options), {
    unsafe: options.unsafe,
    imagesOf: imagesIn,
  });
}
