import { inspect } from "../../src/pipeline/inspect.ts";
import { lint } from "../../src/pipeline/lint.ts";
import { scanOfText } from "../support/scan-text.ts";
import type { BuildInput } from "./generate.ts";

/** A finding, as far as it is compared. */
export interface Reported {
  readonly ruleId: string;
  readonly image: string | null;
  /** Its confidence is high. */
  readonly isCertain: boolean;
}

/** What the tool reports about a build. */
export async function findingsOf(input: BuildInput): Promise<readonly Reported[]> {
  const { result } = await lint({
    ...scanOfText(input),
    tool: { name: "inferlint", version: "0.0.0", homepage: "https://example.org" },
    wantsFingerprints: false,
    wantsFixes: false,
    wantsOrigins: "never",
  });
  return result.findings.map(({ ruleId, image, confidence }) => ({
    ...{ ruleId, image },
    isCertain: confidence === "high",
  }));
}

/** Whether the tool says that BuildKit accepts the file. */
export async function isValid(input: BuildInput): Promise<boolean> {
  const { builds } = await inspect(scanOfText(input));
  return builds[0]?.valid === true;
}
