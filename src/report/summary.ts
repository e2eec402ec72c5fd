import type { CoveredFact } from "../domain/build/coverage.ts";
import { coveredFacts } from "../domain/build/coverage.ts";
import { levels } from "../domain/rule/finding.ts";
import type { AnsweredBy } from "../domain/rule/answered-by.ts";
import { counted } from "../text/list.ts";
import type { CountedName } from "./merged-counts.ts";
import type { FindingCounts, ReportTotals } from "./reporter.ts";
import type { Style } from "./style.ts";
import { shortReference } from "./text/describe-location.ts";
import { compareText } from "../text/compare-text.ts";

/** How many problems there are, in how many files; where there are none, what was checked. */
export function problemLine(totals: ReportTotals, asOf: string, style: Style): string {
  const { files, checked, images, otherImages, counts, notifications } = totals;
  const hidden = hiddenText(counts, totals.belowMinLevel ?? 0);
  const problems = sum(counts);
  if (problems > 0) {
    const byLevel = levels
      .filter((level) => counts.byLevel[level] > 0)
      .map((level) => counted(counts.byLevel[level], level));
    const of = files > counts.files ? `${counts.files} of ` : "";
    return `${counted(problems, counts.existing === null ? "problem" : "new problem")} (${byLevel.join(", ")}) in ${of}${counted(files, "file")}${hidden}, as of ${asOf}`;
  }
  const inFiles = `in ${counted(files, "file")}`;
  if (checked === 0 && hidden === "")
    return notifications.some(({ level }) => level === "error")
      ? `Nothing was checked ${inFiles}`
      : `Nothing to check ${inFiles}: no azureml inference image`;
  const none = otherImages.count === 0 ? "no azureml image" : "no azureml inference image";
  const found = images === 0 ? none : counted(images, "azureml inference image");
  const scope = `(${checked} checked, ${found})`;
  return `${style.green(counts.existing === null ? "No findings" : "No new findings")} ${inFiles} ${scope}${hidden}, as of ${asOf}`;
}

/** Whether there is anything to sum up; where no file was found, standard error says so. */
export function hasSummary({ files, counts }: ReportTotals): boolean {
  return files > 0 || sum(counts) > 0;
}

/** Open findings of all levels. */
export function sum({ byLevel }: Pick<FindingCounts, "byLevel">): number {
  return byLevel.error + byLevel.warning + byLevel.note;
}

function hiddenText({ suppressed, baselined }: FindingCounts, belowMinLevel: number): string {
  return [
    ...(suppressed > 0 ? [`, ${suppressed} suppressed`] : []),
    ...(baselined > 0 ? [`, ${baselined} in the baseline`] : []),
    ...(belowMinLevel > 0 ? [`, ${belowMinLevel} below --min-level`] : []),
  ].join("");
}

/** How many findings each rule has, the most frequent first. */
export function ruleCounts(counts: FindingCounts): string {
  const entries = sortedRuleCounts(counts).map(([id, count]) => `${id} ${count}`);
  return `By rule: ${entries.join(", ")}`;
}

/** The rules that have findings, with how many, the most frequent first. */
export function sortedRuleCounts({
  byRule,
}: FindingCounts): readonly (readonly [id: string, count: number])[] {
  return [...byRule].sort(([a, m], [b, n]) => n - m || compareText(a, b));
}

/** More names make the line no clearer. */
const maxNames = 10;

/** Which repositories and images of a merged report have the most findings; none for a run of one tree. */
export function mergedLines({ merged }: Pick<ReportTotals, "merged">): readonly string[] {
  if (!merged) return [];
  const { repositories, images } = merged;
  const line = (what: string, names: readonly Pick<CountedName, "name" | "byLevel">[]) => {
    const found = names
      .map(({ name, byLevel }) => ({ name, count: sum({ byLevel }) }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || compareText(a.name, b.name));
    if (found.length === 0) return [];
    const shown = found
      .slice(0, maxNames)
      .map(({ name, count }) => `${shortReference(name)} ${count}`);
    const more = found.length > maxNames ? `, and ${found.length - maxNames} more` : "";
    return [`By ${what}: ${shown.join(", ")}${more}`];
  };
  const clean = repositories.filter((one) => sum(one) === 0).length;
  return [
    `${counted(repositories.length, "repository", "repositories")}, ${clean} without findings`,
    ...line("repository", repositories),
    ...line("image", images),
  ];
}

/** Which options fix how many findings; null where there is nothing to fix. */
export function fixLine({ fixable, safelyFixable, existing }: FindingCounts): string | null {
  if (fixable === 0) return null;
  const options =
    safelyFixable === fixable
      ? [`${fixable} fixable with --fix`]
      : safelyFixable === 0
        ? [`${fixable} fixable with --fix --unsafe-fixes`]
        : [`${safelyFixable} fixable with --fix`, `${fixable} with --fix --unsafe-fixes`];
  // A comparison is only read.
  const preview = safelyFixable === 0 ? "preview: --diff --unsafe-fixes" : "preview: --diff";
  return `${options.join(", ")} (${existing === null ? preview : "without --against"})`;
}

/** How many findings the base of a change has as well; null for none, and without a base. */
export function existingLine({ existing }: FindingCounts): string | null {
  if (existing === null || existing === 0) return null;
  return `${counted(existing, "existing finding")}, not from this change`;
}

/** How many azureml images were not checked, and which; null where there are none. */
export function otherImagesLine({ otherImages }: Pick<ReportTotals, "otherImages">): string | null {
  const { count, names, hasMore } = otherImages;
  if (count === 0) return null;
  const list = `${names.join(", ")}${hasMore ? " …" : ""}`;
  return `${counted(count, "other azureml image")} not checked (${list}); see images.include`;
}

const factNames: Readonly<Record<CoveredFact, string>> = {
  os: "operating system",
  python: "Python version",
  user: "default user",
  age: "age",
};

/** Whether registries may know what is unknown. */
export const hints: Readonly<Record<AnsweredBy | "catalogue", string>> = {
  catalogue: "--online may tell",
  facts: "the facts file does not tell",
  registry: "the registry does not tell",
};

/** Which facts about the images are unknown, and whether registries may know them; null where none is. */
export function coverageLine({
  coverage,
  answeredBy,
}: Pick<ReportTotals, "coverage" | "answeredBy">): string | null {
  const unknown = coveredFacts.filter((fact) => coverage[fact].unknown > 0);
  const [first, ...others] = unknown;
  if (first === undefined) return null;
  const parts = [
    `${factNames[first]} unknown for ${counted(coverage[first].unknown, "image")}`,
    ...others.map((fact) => `${factNames[fact]} for ${coverage[fact].unknown}`),
  ];
  const isAskable = unknown.some((fact) => fact !== "python");
  const hint = isAskable ? hints[answeredBy ?? "catalogue"] : "no registry tells";
  return `Coverage: ${parts.join(", ")}; ${hint}`;
}
