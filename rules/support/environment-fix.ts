import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import type { FixOrReason } from "../../src/domain/rule/finding.ts";
import { withoutFix } from "../../src/domain/rule/finding.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import { rulesAgainst } from "./rules-against.ts";

/** Of most images no environment is known by its name. */
export const noOtherEnvironment: FixOrReason = withoutFix(
  "no environment on the recommended image is known by name",
);

/** How a version ends the name of an environment, and what names the latest one instead. */
const endings = [
  { version: /\/versions\/[^/@]+$/, latest: "/labels/latest" },
  { version: /:[^:@/]+$/, latest: "@latest" },
] as const;

/** The latest version of the environment. Never safe: what is in it changes. */
export function environmentFix(image: InferenceImage, { asOf }: RuleContext): FixOrReason {
  if (rulesAgainst(image, asOf).length > 0) return noOtherEnvironment;
  const { environment, written, region } = image;
  const ending = endings.find(({ version }) => version.test(written));
  const { startLine, startColumn, endLine, endColumn } = region;
  const isPlain = startLine === endLine && endColumn - startColumn === written.length;
  if (!ending || environment?.version == null || !isPlain)
    return withoutFix("the version is not a part of the name");
  const at = startColumn + written.search(ending.version);
  return {
    fix: {
      safe: false,
      description: `Use the latest version of ${environment.name}.`,
      edits: [{ region: { startLine, startColumn: at, endLine, endColumn }, text: ending.latest }],
    },
  };
}
