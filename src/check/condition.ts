import type { ResolvedBuild } from "../domain/build/build.ts";
import type { Region } from "../domain/build/region.ts";
import { regionKey } from "../domain/build/region.ts";
import { withoutFix } from "../domain/rule/finding.ts";
import { joinList } from "../text/list.ts";
import type { UnidentifiedFinding } from "./run-rules.ts";

/** A message that names more helps no reader. */
const maxNames = 8;

/**
 * Says of findings in a build without build arguments which ARGs they take as not given. Others may give them, so the confidence
 * is medium at most, and nothing is fixed.
 */
export function withConditions(
  findings: readonly UnidentifiedFinding[],
  build: ResolvedBuild,
): readonly UnidentifiedFinding[] {
  if (findings.length === 0 || build.reading.unset === "unknown") return findings;
  const omitted = omittedByRegion(build);
  if (omitted.size === 0) return findings;
  return findings.map((finding) => {
    const locations = [finding.region, ...finding.related.map(({ region }) => region)];
    const names = new Set(
      locations.flatMap((region) => [...(omitted.get(regionKey(region)) ?? [])]),
    );
    if (names.size === 0) return finding;
    const are = names.size === 1 ? "is" : "are";
    const condition = `when ${joinList([...names].slice(0, maxNames).map((name) => `ARG ${name}`))} ${are} not given`;
    const { message, confidence, fix } = finding;
    return {
      ...finding,
      // A fix would also change the builds that give the argument.
      ...(fix ? withoutFix(`the finding applies only ${condition}`) : {}),
      condition,
      confidence: confidence === "high" ? "medium" : confidence,
      message: {
        ...message,
        short: `${message.short}, ${condition}`,
        long: `W${condition.slice(1)}: ${message.long}`,
      },
    };
  });
}

/** The ARGs without a value that each image and each user of a stage depends on, by its token. */
function omittedByRegion({
  images,
  stages,
}: ResolvedBuild): ReadonlyMap<string, ReadonlySet<string>> {
  const omitted = new Map<string, Set<string>>();
  const add = (region: Region, names: readonly string[]): void => {
    if (names.length === 0) return;
    const key = regionKey(region);
    const known = omitted.get(key) ?? new Set();
    omitted.set(key, known);
    for (const name of names) if (known.size < maxNames) known.add(name);
  };
  /** By stage, with the stages it is built on. */
  const inherited: (readonly string[])[] = [];
  for (const { region, expansion } of images) add(region, expansion.omitted);
  for (const { index, base, omitted: own, region, user } of stages) {
    const before = (base.kind === "stage" ? inherited[base.stage] : null) ?? [];
    const all = own.length === 0 ? before : [...new Set([...before, ...own])].slice(0, maxNames);
    inherited[index] = all;
    add(region, all);
    if (user.kind === "explicit") add(user.region, [...user.expansion.omitted, ...all]);
  }
  return omitted;
}
