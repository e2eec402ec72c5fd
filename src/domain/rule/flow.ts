import type { RelatedLocation } from "../build/build.ts";
import { compareRegions, regionKey } from "../build/region.ts";
import type { RuleFinding } from "./finding.ts";
import { sentenceCase } from "./message.ts";

/**
 * The steps that lead to a finding: where a value is set, where an image or a stage is named, then the place of the finding.
 * A Dockerfile uses only what stands above, so source order is the order of the steps.
 * @returns at least two steps, each place once, or undefined
 */
export function flowOf({
  region,
  related,
  message,
}: Pick<RuleFinding, "region" | "related" | "message">): readonly RelatedLocation[] | undefined {
  if (related.length === 0) return undefined;
  const steps = new Map<string, RelatedLocation>();
  for (const step of related) {
    const key = regionKey(step.region);
    if (step.isConsequence !== true && !steps.has(key)) steps.set(key, step);
  }
  steps.delete(regionKey(region));
  if (steps.size === 0) return undefined;
  const before = [...steps.values()].sort((a, b) => compareRegions(a.region, b.region));
  const all = [...before, { message: sentenceCase(message.short), region }];
  return all.map((step) => ({ message: step.message, region: step.region }));
}
