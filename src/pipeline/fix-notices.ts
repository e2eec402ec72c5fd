import type { Finding } from "../domain/rule/finding.ts";
import { isReported } from "../domain/rule/finding.ts";
import type { Notification } from "../domain/rule/run.ts";
import type { Region } from "../domain/build/region.ts";
import { regionKey } from "../domain/build/region.ts";
import type { AppliedFix, RejectedFix } from "../fix/index.ts";
import { counted, groupBy } from "../text/list.ts";

interface FixText {
  /** Separated by commas. */
  readonly rules: string;
  /** A sentence: "Change the tag …". */
  readonly description: string;
}

const messages = {
  rejected: ({ rules, description, why }: FixText & { readonly why: string }) =>
    `Not fixed (${rules}): ${description} It was not applied, because ${why}.`,
  elsewhere: ({ rules, description }: FixText) => `Not fixed (${rules}): ${description}`,
  unchanged: ({ why }: { readonly why: string }) => `Not fixed: ${why}.`,
  none: ({ rules, why, more }: Omit<FixText, "description"> & Record<"why" | "more", string>) =>
    `Not fixed (${rules}): ${why}${more}.`,
  unpins: ({ rules, description }: FixText) => `Fixed (${rules}): ${description}`,
  wouldUnpin: ({ rules, description }: FixText) => `Fixable (${rules}): ${description}`,
};

/** A fix that was undone. */
export function rejectedFix(
  path: string,
  { ruleId, description, region, why }: RejectedFix,
): Notification {
  const message = messages.rejected({ rules: ruleId, description, why });
  return { level: "note", id: "fix-rejected", path, region, message };
}

/** A file that could not be changed. */
export function unchangedFile(path: string, why: string): Notification {
  const message = messages.unchanged({ why });
  return { level: "error", id: "fix-rejected", path, region: null, message };
}

/** A fix without edits: what has to be changed is not in the file. */
export function outsideTheFile({ fix, path, region, ruleId }: Finding): readonly Notification[] {
  if (!fix || fix.edits.length > 0) return [];
  const message = messages.elsewhere({ rules: ruleId, description: fix.description });
  return [{ level: "note", id: "fix-elsewhere", path, region, message }];
}

/** The fixes that took a digest away: each place once, since several findings can have one fix. */
export function unpinnedImages(
  path: string,
  applied: readonly AppliedFix[],
  isShownOnly: boolean,
): readonly Notification[] {
  const unpinning = applied.filter(({ unpins }) => unpins === true);
  const groups = groupBy(unpinning, ({ region, description }) => regionKey(region) + description);
  return [...groups.values()].map((fixes): Notification => {
    const [{ description, region }] = fixes;
    const describe = isShownOnly ? messages.wouldUnpin : messages.unpins;
    const message = describe({ rules: rulesOf(fixes), description });
    return { level: "note", id: "fix-unpins", path, region, message };
  });
}

/**
 * Why findings that are left have no fix: one notification for each reason, at its first place. A place that another finding
 * has a fix for is left out.
 */
export function reasonsWithoutFix(findings: readonly Finding[]): readonly Notification[] {
  const open = findings.filter(isReported);
  const fixable = new Set(open.filter(({ fix }) => fix !== null).map(placeOf));
  const left = open.filter((one) => one.noFix !== undefined && !fixable.has(placeOf(one)));
  const groups = groupBy(left, ({ noFix }) => noFix ?? "");
  return [...groups.values()].map((group): Notification => {
    const [{ path, region, noFix: why = "" }] = group;
    const others = new Set(group.map(placeOf)).size - 1;
    const more = others === 0 ? "" : `; the same in ${counted(others, "more place")}`;
    const message = messages.none({ rules: rulesOf(group), why, more });
    return { level: "note", id: "no-fix", path, region, message };
  });
}

function placeOf({ path, region }: { readonly path: string; readonly region: Region }): string {
  return `${regionKey(region)} ${path}`;
}

function rulesOf(items: readonly { readonly ruleId: string }[]): string {
  return [...new Set(items.map(({ ruleId }) => ruleId))].join(", ");
}
