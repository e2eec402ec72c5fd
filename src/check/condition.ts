import type { ResolvedBuild, WholeCopy } from "../domain/build/build.ts";
import type { DescribedBuild } from "../domain/build/described-build.ts";
import type { Region } from "../domain/build/region.ts";
import { regionKey } from "../domain/build/region.ts";
import { withoutFix } from "../domain/rule/finding.ts";
import { sentenceCase, withoutStop } from "../domain/rule/message.ts";
import { joinList } from "../text/list.ts";
import type { Givers } from "./givers.ts";
import { giverText } from "./givers.ts";
import type { UnidentifiedFinding } from "./run-rules.ts";

/** A message that names more helps no reader. */
const maxNames = 8;

/**
 * Says which ARGs findings take as not given. Others may give them, so the confidence is medium at most, and nothing is fixed.
 */
export function withConditions(
  findings: readonly UnidentifiedFinding[],
  build: ResolvedBuild,
  givers: Givers,
): readonly UnidentifiedFinding[] {
  if (findings.length === 0) return findings;
  if (build.reading.unset === "unknown") return withGivers(findings, build, givers);
  const omitted = omittedByRegion(build);
  const copies = copiesByRegion(build);
  if (omitted.size + copies.size === 0) return findings;
  return findings.map((finding) => {
    // An open question says itself what it depends on.
    if (finding.kind === "open") return finding;
    const related = finding.related.map(({ region }) => regionKey(region));
    const ways = related.flatMap((key) => copies.get(key) ?? []);
    const names = [
      ...[regionKey(finding.region), ...related].flatMap((key) => [...(omitted.get(key) ?? [])]),
      ...ways.flatMap((copy) => copy.omitted),
    ];
    const condition = conditionText(
      new Set(names),
      new Set(ways.flatMap((copy) => copy.undeclared).filter((name) => !names.includes(name))),
    );
    if (condition === null) return finding;
    const { message, confidence, fix } = finding;
    const given = giverText(new Set(names), givers);
    return {
      ...finding,
      // A fix would also change the builds that give the argument.
      ...(fix ? withoutFix(`the finding applies only ${condition}`) : {}),
      condition,
      confidence: confidence === "high" ? "medium" : confidence,
      message: {
        ...message,
        short: `${message.short}, ${condition}`,
        long: `${sentenceCase(condition)}: ${withGiven(message.long, given)}`,
      },
    };
  });
}

/** Open questions name the builds that give what they ask for. */
function withGivers(
  findings: readonly UnidentifiedFinding[],
  { images }: ResolvedBuild,
  givers: Givers,
): readonly UnidentifiedFinding[] {
  if (givers.size === 0) return findings;
  const asked = new Map(
    images.map(({ region, expansion }) => [regionKey(region), expansion.unresolved]),
  );
  return findings.map((finding) => {
    const names = finding.kind === "open" ? (asked.get(regionKey(finding.region)) ?? []) : [];
    const given = giverText(new Set(names), givers);
    const { message } = finding;
    return given === null
      ? finding
      : { ...finding, message: { ...message, long: withGiven(message.long, given) } };
  });
}

/** A message is one sentence. */
function withGiven(long: string, given: string | null): string {
  return given === null ? long : `${withoutStop(long)} (${given}).`;
}

function conditionText(
  omitted: ReadonlySet<string>,
  undeclared: ReadonlySet<string>,
): string | null {
  const list = (names: ReadonlySet<string>, keyword: string): string =>
    joinList([...names].slice(0, maxNames).map((name) => `${keyword} ${name}`));
  const parts = [
    ...(omitted.size > 0
      ? [`${list(omitted, "ARG")} ${omitted.size === 1 ? "is" : "are"} not given`]
      : []),
    ...(undeclared.size > 0 ? [`the base image sets no ${list(undeclared, "ENV")}`] : []),
  ];
  return parts.length > 0 ? `when ${parts.join(" and ")}` : null;
}

/** What it depends on whether a copy is a whole one, by the `--from` of the copy: it concerns only what is built on it. */
function copiesByRegion({ stages }: ResolvedBuild): ReadonlyMap<string, readonly WholeCopy[]> {
  const copies = new Map<string, WholeCopy[]>();
  for (const copy of stages.flatMap(({ wholeCopies }) => wholeCopies)) {
    if (copy.omitted.length + copy.undeclared.length === 0) continue;
    const key = regionKey(copy.region);
    const known = copies.get(key);
    if (known) known.push(copy);
    else copies.set(key, [copy]);
  }
  return copies;
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

/** Says which build findings are about, where another file describes it: ``in service `scorer` of compose.yaml``. */
export function inDescribedBuild(
  findings: readonly UnidentifiedFinding[],
  described: DescribedBuild | undefined,
): readonly UnidentifiedFinding[] {
  if (!described) return findings;
  const where = `in ${described.where}`;
  return findings.map((finding) => ({
    ...finding,
    message: {
      ...finding.message,
      short: `${finding.message.short}, ${where}`,
      long: `${sentenceCase(where)}: ${finding.message.long}`,
    },
  }));
}
