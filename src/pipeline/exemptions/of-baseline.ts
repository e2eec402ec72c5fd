import { join } from "node:path";
import { wholeLine } from "../../domain/build/region.ts";
import type { Exemption } from "../../domain/rule/exemption.ts";
import type { BaselineEntry } from "../../domain/rule/baseline.ts";
import type { Finding } from "../../domain/rule/finding.ts";
import { baselineFingerprintOf } from "../../domain/rule/finding.ts";
import { relativePath } from "../../fs/relative-path.ts";
import type { BaselineFile } from "../baseline-file.ts";

const whyWithoutEffect =
  "under a policy, a baseline counts only at the root of the run and if the policy names it";

/**
 * The entries of a baseline.
 * @param findings of the run that are in a baseline
 */
export function exemptionsOfBaseline(
  { absolute, path, root, accepted, effect }: BaselineFile,
  findings: readonly Finding[],
  cwd: string,
): readonly Exemption[] {
  if (!accepted) return [];
  const why = effect === "none" ? whyWithoutEffect : null;
  const lines = linesOf(accepted.text);
  const entries = [...accepted.entries.values()];
  const named = entries.map((entry) => relativePath(join(root, entry.path), cwd));
  const hides = findingsOf(entries, named, findings);
  return entries.map((entry, index) => {
    const { rule, about, fingerprint } = entry;
    const [, image = about, stage = null] = /^(.*?), stage (.*)$/s.exec(about) ?? [];
    return {
      ...{ kind: "baseline", absolute, rules: [rule], scope: "finding", fingerprint },
      location: { path, region: wholeLine(lines.get(fingerprint) ?? 1) },
      accepted: why === null ? [rule] : [],
      status: why === null ? "accepted" : "rejected",
      ...{ why, files: [named[index] ?? entry.path], images: null },
      ...{ image: image === "" ? null : image, stage, reason: null, until: null },
      hides: hides.get(entry) ?? [],
    };
  });
}

/** Each finding under one entry: that with its fingerprint, else the first of its file and rule that has none. */
function findingsOf(
  entries: readonly BaselineEntry[],
  named: readonly string[],
  findings: readonly Finding[],
): ReadonlyMap<BaselineEntry, readonly Finding[]> {
  const byFingerprint = new Map(entries.map((entry) => [entry.fingerprint, entry]));
  const hides = new Map<BaselineEntry, Finding[]>();
  const others: Finding[] = [];
  for (const finding of findings) {
    const entry = byFingerprint.get(baselineFingerprintOf(finding));
    if (entry) hides.set(entry, [...(hides.get(entry) ?? []), finding]);
    else others.push(finding);
  }
  if (others.length === 0) return hides;
  const free = new Map<string, BaselineEntry[]>();
  for (const [index, entry] of entries.entries()) {
    if (hides.has(entry)) continue;
    const key = `${named[index] ?? ""}\n${entry.rule}`;
    const own = free.get(key);
    if (own) own.push(entry);
    else free.set(key, [entry]);
  }
  for (const finding of others) {
    const own = free.get(`${finding.path}\n${finding.ruleId}`) ?? [];
    const [image = ""] = finding.subject.split("|", 1);
    const same = own.findIndex(({ about }) => image !== "" && about.startsWith(image));
    const [entry] = own.splice(Math.max(same, 0), 1);
    if (entry) hides.set(entry, [finding]);
  }
  return hides;
}

/** The line of each fingerprint, from 1. */
function linesOf(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const [index, line] of text.split("\n").entries())
    for (const [fingerprint] of line.matchAll(/[0-9a-f]{32}/g))
      if (!lines.has(fingerprint)) lines.set(fingerprint, index + 1);
  return lines;
}
