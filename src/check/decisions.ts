import type { EnrichedBuild, EnrichedImage } from "../domain/build/enriched-build.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import { isConclusive } from "./decision.ts";
import type { Region } from "../domain/build/region.ts";
import type { EnabledRule } from "../domain/rule/run.ts";
import type { SupportWindow } from "../domain/image/tag-age.ts";
import type { BuildToCheck } from "./check-file.ts";
import { countUpTo } from "./sorted.ts";

/** What the silence of rules about a file means. */
export interface Decisions {
  readonly isEnabled: (ruleId: string) => boolean;
  /** Whether the rule was in force and decided about these images of the file, so that what it did not find is not there. */
  readonly isConclusiveFor: (
    ruleId: string,
    concerns: (image: EnrichedImage) => boolean,
  ) => boolean;
  /** The same for the images of an instruction or the file. */
  readonly isSilent: (ruleId: string, covers: Region | "file" | null) => boolean;
}

/** @param failed rules that threw */
export function decisionsOf(
  builds: readonly BuildToCheck[],
  failed: ReadonlySet<string>,
  asOf: CalendarDate,
): Decisions {
  const optionsOf = new Map<string, EnabledRule>();
  for (const { rules } of builds)
    for (const own of rules) if (!optionsOf.has(own.rule.id)) optionsOf.set(own.rule.id, own);
  const context = { asOf, window: windowOf(optionsOf) };
  const decides = (
    ruleId: string,
    imagesOf: (build: EnrichedBuild) => readonly EnrichedImage[],
  ): boolean => {
    const needs = optionsOf.get(ruleId)?.rule.needs;
    if (!needs || failed.has(ruleId)) return false;
    return builds.every(
      ({ build, isTargetRequired }) =>
        // Another run may ask for another stage.
        !(isTargetRequired && needs.includes("user")) &&
        isConclusive(build, imagesOf(build), needs, context),
    );
  };
  const lines = new Map(
    builds.map(({ build }) => [build, build.images.map(({ region }) => region.startLine)]),
  );
  const imagesIn = (build: EnrichedBuild, covers: Region | null): readonly EnrichedImage[] => {
    const starts = lines.get(build);
    if (!covers || !starts) return [];
    const [from, to] = [countUpTo(starts, covers.startLine - 1), countUpTo(starts, covers.endLine)];
    return build.images.slice(from, to);
  };
  // A file can hold thousands of comments.
  const known = new Map<string, boolean>();
  return {
    isEnabled: (ruleId) => optionsOf.has(ruleId),
    isConclusiveFor: (ruleId, concerns) =>
      decides(ruleId, (build) => build.images.filter(concerns)),
    isSilent: (ruleId, covers) => {
      const key = `${covers === null || covers === "file" ? String(covers) : covers.startLine} ${ruleId}`;
      let silent = known.get(key);
      if (silent === undefined) {
        silent = decides(ruleId, (build) =>
          covers === "file" ? build.images : imagesIn(build, covers),
        );
        known.set(key, silent);
      }
      return silent;
    },
  };
}

/** `stale-tag` and `unverified-tag` measure by the same window. */
function windowOf(optionsOf: ReadonlyMap<string, EnabledRule>): SupportWindow {
  const own = optionsOf.get("stale-tag") ?? optionsOf.get("unverified-tag");
  const { months = 6, from = "latest" }: Partial<SupportWindow> = own?.options ?? {};
  return { months, from };
}
