import type { EnrichedBuild, EnrichedImage } from "../domain/enriched-build.ts";
import type { CalendarDate } from "../domain/calendar-date.ts";
import { isDecided } from "../domain/decision.ts";
import type { Region } from "../domain/region.ts";
import type { RuleInForce } from "../domain/run.ts";
import type { SupportWindow } from "../domain/tag-age.ts";
import type { BuildToCheck } from "./check-file.ts";
import { countUpTo } from "./sorted.ts";

/** What the silence of rules about a file means. */
export interface Decisions {
  readonly isInForce: (ruleId: string) => boolean;
  /** Whether the rule was in force and decided about these images of the file, so that what it did not find is not there. */
  readonly hasDecided: (ruleId: string, concerns: (image: EnrichedImage) => boolean) => boolean;
  /** The same for the images of an instruction or the file. */
  readonly isSilent: (ruleId: string, covers: Region | "file" | null) => boolean;
}

/** @param failed rules that threw */
export function decisionsOf(
  builds: readonly BuildToCheck[],
  failed: ReadonlySet<string>,
  asOf: CalendarDate,
): Decisions {
  const inForce = new Map<string, RuleInForce>();
  for (const { rules } of builds)
    for (const own of rules) if (!inForce.has(own.rule.id)) inForce.set(own.rule.id, own);
  const context = { asOf, window: windowOf(inForce) };
  const decides = (
    ruleId: string,
    imagesOf: (build: EnrichedBuild) => readonly EnrichedImage[],
  ): boolean => {
    const needs = inForce.get(ruleId)?.rule.needs;
    if (!needs || failed.has(ruleId)) return false;
    return builds.every(
      ({ build, isTargetRequired }) =>
        // Another run may ask for another stage.
        !(isTargetRequired && needs.includes("user")) &&
        isDecided(build, imagesOf(build), needs, context),
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
    isInForce: (ruleId) => inForce.has(ruleId),
    hasDecided: (ruleId, concerns) => decides(ruleId, (build) => build.images.filter(concerns)),
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

/** `stale-tag` and `undecided-tag` measure by the same window. */
function windowOf(inForce: ReadonlyMap<string, RuleInForce>): SupportWindow {
  const own = inForce.get("stale-tag") ?? inForce.get("undecided-tag");
  const { months = 6, from = "latest" }: Partial<SupportWindow> = own?.options ?? {};
  return { months, from };
}
