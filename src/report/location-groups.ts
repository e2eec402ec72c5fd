import { compareRegions } from "../domain/build/region.ts";
import type { Finding } from "../domain/rule/finding.ts";
import { isReported, levels, severityOf } from "../domain/rule/finding.ts";

/** All findings of one place of a file. */
export type LocationFindings = readonly [Finding, ...Finding[]];

/** @param findings of one file, sorted by place, so that those of one place follow each other */
export function* byLocation(findings: readonly Finding[]): Iterable<LocationFindings> {
  let location: [Finding, ...Finding[]] | null = null;
  for (const finding of findings) {
    if (location && compareRegions(location[0].region, finding.region) === 0) {
      location.push(finding);
      continue;
    }
    if (location) yield location;
    location = [finding];
  }
  if (location) yield location;
}

/**
 * The finding whose remedy is that of its place: the most severe one, of the first rule among equals. To do something about an
 * image that has to be replaced in any case would be in vain.
 */
export function mostSevere(findings: LocationFindings): Finding {
  return findings.reduce((worst, finding) => (rankOf(finding) < rankOf(worst) ? finding : worst));
}

/** What is suppressed or in the baseline comes last. */
function rankOf(finding: Finding): number {
  const { level, message } = finding;
  const ofLevel = 2 * severityOf(level) + (message.remedy.keepsImage === true ? 1 : 0);
  return isReported(finding) ? ofLevel : ofLevel + 2 * levels.length;
}
