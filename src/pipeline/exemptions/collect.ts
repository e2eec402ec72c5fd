import type { Checked, InlineSuppression, OpenLimit } from "../../check/index.ts";
import { compareRegions, startKey } from "../../domain/build/region.ts";
import type { Region } from "../../domain/build/region.ts";
import { referenceText } from "../../domain/build/inference-images.ts";
import type { Exemption, ExemptionKind } from "../../domain/rule/exemption.ts";
import type { Finding } from "../../domain/rule/finding.ts";
import { whyNotThatMany } from "../../domain/settings/exception-rules.ts";
import type { DeclaredException, Settings } from "../../domain/settings/settings.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { compareText } from "../../text/compare-text.ts";
import type { FolderCheck } from "../folder-check.ts";
import type { OpenFile } from "../open-file.ts";
import type { FolderSettings } from "../run-settings.ts";
import { exemptionsOfBaseline } from "./of-baseline.ts";
import { exemptionOfComment } from "./of-comment.ts";

type Bare = Omit<Exemption, "hides">;

/** Collects what holds findings of a run back: the comments of its files as they are checked, then the rest. */
export class ExemptionCollector {
  readonly #comments: Bare[] = [];
  readonly #asOf: CalendarDate;
  readonly #limit: OpenLimit | null;

  constructor(asOf: CalendarDate, limit: OpenLimit | null) {
    this.#asOf = asOf;
    this.#limit = limit;
  }

  addFile({ file, builds }: OpenFile, { comments }: Checked, { settings }: FolderCheck): void {
    for (const comment of comments)
      this.#comments.push({
        ...exemptionOfComment(file, comment, settings, this.#limit),
        ...aboutOf(comment, builds),
      });
  }

  /** @param findings all of the run, marked */
  list(
    findings: readonly Finding[],
    folders: readonly FolderSettings[],
    cwd: string,
  ): readonly Exemption[] {
    const hidden = hiddenBy(findings);
    const declared = new Map<string, Bare>();
    for (const { settings } of folders)
      for (const exception of settings.declaredExceptions) {
        const key = `${exception.absolute}\n${startKey(exception.location.region)}`;
        if (!declared.has(key)) declared.set(key, this.#ofException(exception, settings));
      }
    const written = [...this.#comments, ...declared.values()].map((bare): Exemption => {
      const { path, region } = bare.location;
      return { ...bare, hides: hidden.get(keyOf(path, region)) ?? [] };
    });
    const accepted = findings.filter(({ baselined }) => baselined);
    const baselines = new Set(folders.flatMap(({ baseline }) => baseline ?? []));
    const entries = [...baselines].flatMap((file) => exemptionsOfBaseline(file, accepted, cwd));
    return [...written, ...entries].sort(compareExemptions);
  }

  #ofException(exception: DeclaredException, { exceptionRules }: Settings): Bare {
    const { isPolicy, location, absolute, rules, reason, until, files, images } = exception;
    const isExpired = until !== null && until < this.#asOf;
    const isOver =
      !isPolicy && this.#limit?.isOver(location.path, location.region, reason) === true;
    const accepted = isExpired || isOver ? [] : exception.allowed;
    const rejected = isOver && exceptionRules ? whyNotThatMany(exceptionRules) : exception.why;
    return {
      ...{ kind: isPolicy ? "policy" : "configuration", location, absolute, rules, accepted },
      status: isExpired ? "expired" : accepted.length > 0 ? "accepted" : "rejected",
      why: isExpired ? `it ended on ${until}` : rejected,
      ...{ scope: "patterns", files, images, reason, until },
      ...{ image: null, stage: null, fingerprint: null },
    };
  }
}

/** By what suppresses them. */
function hiddenBy(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const hidden = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (!finding.suppressed) continue;
    const key = keyOf(finding.suppressed.path, finding.suppressed.region);
    const own = hidden.get(key);
    if (own) own.push(finding);
    else hidden.set(key, [finding]);
  }
  return hidden;
}

function keyOf(path: string, region: Region): string {
  return `${path}\n${startKey(region)}`;
}

/** The image and the stage of the instruction that a comment covers; of a comment for the file, nothing. */
function aboutOf(
  { covers }: InlineSuppression,
  builds: OpenFile["builds"],
): Pick<Exemption, "image" | "stage"> {
  if (covers === null || covers === "file") return { image: null, stage: null };
  const isCovered = ({ startLine }: Region): boolean =>
    covers.startLine <= startLine && startLine <= covers.endLine;
  for (const { build, place } of builds) {
    const placed = (region: Region): Region => (place ? place.region(region) : region);
    const image = build.images.find(({ region }) => isCovered(placed(region)));
    const at =
      image?.stage ??
      build.stages.findLastIndex(({ region }) => placed(region).startLine <= covers.startLine);
    const stage = build.stages[at];
    if (!image && !stage) continue;
    return {
      image: image ? referenceText(image) : null,
      stage: stage ? (stage.name ?? String(stage.index)) : null,
    };
  }
  return { image: null, stage: null };
}

const kinds: readonly ExemptionKind[] = ["comment", "configuration", "policy", "baseline"];

function compareExemptions(a: Exemption, b: Exemption): number {
  return (
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
    compareText(a.location.path, b.location.path) ||
    compareRegions(a.location.region, b.location.region)
  );
}
