import type { Region } from "../domain/build/region.ts";
import type { Span } from "../text/line-index.ts";
import type { FixableFinding } from "./choose-fixes.ts";
import { chooseFixes } from "./choose-fixes.ts";
import type { Shift } from "./shift.ts";
import type { Snapshot } from "./verify-fixes.ts";
import { openFindings } from "./verify-fixes.ts";

export interface AppliedFix {
  readonly ruleId: string;
  readonly description: string;
  /** The location of the finding in the original file. */
  readonly region: Region;
  /** It took a digest away. */
  readonly unpins?: boolean;
}

export interface RejectedFix {
  readonly ruleId: string;
  readonly description: string;
  /** The location of the finding in the fixed file. */
  readonly region: Region;
  /** The end of the sentence "It was not applied, because …". */
  readonly why: string;
}

export interface FixedFile {
  readonly text: string;
  readonly applied: readonly AppliedFix[];
  readonly rejected: readonly RejectedFix[];
}

/** The state of a file while its fixes are applied. */
export class FixSession {
  current: Snapshot;
  /** How many versions of the file were checked after the first. */
  checks = 0;
  private readonly original: Snapshot;
  private readonly shifts: Shift[] = [];
  private readonly applied: AppliedFix[] = [];
  /** With their spans in the current text, which identify them. */
  private rejected: { finding: FixableFinding; span: Span; why: string }[] = [];

  constructor(first: Snapshot) {
    this.current = first;
    this.original = first;
  }

  /** The fixes to try next: those that do not overlap and were not rejected before. */
  choose(options: { readonly unsafe: boolean }): readonly FixableFinding[] {
    const rejected = new Set(
      this.rejected.map(({ finding, span }) => keyOf(finding.ruleId, span.start)),
    );
    const { index, findings } = this.current;
    const remaining = findings.filter(({ ruleId, region }) => {
      const span = index.span(region);
      return span !== null && !rejected.has(keyOf(ruleId, span.start));
    });
    return chooseFixes(remaining, options);
  }

  /** Continues with the file after these fixes. */
  accept(fixes: readonly FixableFinding[], after: Snapshot, shift: Shift): void {
    for (const { ruleId, fix, region } of fixes) {
      let span = this.current.index.span(region) ?? { start: 0, end: 0 };
      for (const earlier of this.shifts.toReversed()) span = earlier.back(span);
      const { description, unpins } = fix;
      this.applied.push({
        ...{ ruleId, description, region: this.original.index.range(span) },
        ...(unpins === undefined ? {} : { unpins }),
      });
    }
    this.rejected = this.rejected.map((one) => ({ ...one, span: shift.forward(one.span) }));
    this.shifts.push(shift);
    this.current = after;
  }

  reject(fixes: readonly FixableFinding[], why: string): void {
    for (const finding of fixes) {
      const span = this.current.index.span(finding.region);
      if (span) this.rejected.push({ finding, span, why });
    }
  }

  /** The fixed file. A rejected fix is left out if another fix resolved its finding. */
  result(): FixedFile {
    const { index, findings, text } = this.current;
    const remaining = new Set(
      openFindings(findings).map(({ ruleId, region }) =>
        keyOf(ruleId, index.span(region)?.start ?? -1),
      ),
    );
    const rejected = this.rejected
      .filter(({ finding, span }) => remaining.has(keyOf(finding.ruleId, span.start)))
      .map(({ finding: { ruleId, fix }, span, why }) => {
        return { ruleId, description: fix.description, region: index.range(span), why };
      });
    return { text, applied: this.applied, rejected };
  }
}

function keyOf(ruleId: string, start: number): string {
  return `${start} ${ruleId}`;
}
