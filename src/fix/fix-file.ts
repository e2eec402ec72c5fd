import type { Finding } from "../domain/rule/finding.ts";
import type { Region } from "../domain/build/region.ts";
import { applyAndShift } from "./apply-edits.ts";
import type { FixableFinding } from "./choose-fixes.ts";
import { chooseFixes } from "./choose-fixes.ts";
import type { CheckedText } from "./verify-fixes.ts";
import { doubtsOf, openOf } from "./verify-fixes.ts";
import type { Shift, Span } from "./shift-locations.ts";
import { Locations } from "./shift-locations.ts";

export interface FixRequest {
  /** Takes fixes too that change what is built. */
  readonly unsafe: boolean;
  /** What every image of a text means, in order: a fix may change those it is about and no other. */
  readonly imagesOf?: (text: string) => Promise<readonly string[]>;
}

export interface AppliedFix {
  readonly ruleId: string;
  readonly description: string;
  /** The place of the finding in the file as it was. */
  readonly region: Region;
}

export interface RejectedFix {
  readonly ruleId: string;
  readonly description: string;
  /** The place of the finding in the file as it is now. */
  readonly region: Region;
  /** The end of a sentence: "it was not applied, because …". */
  readonly why: string;
}

export interface FixedFile {
  readonly text: string;
  readonly applied: readonly AppliedFix[];
  readonly rejected: readonly RejectedFix[];
}

/** Each judgement of a long file takes its time, and few are needed where fixes do what they say. */
const maxChecks = 100;

/**
 * Makes the fixes of a file, as many as can be made at once, and judges it again, until there are none left. What a fix
 * promises is not believed: one stays only if its rule no longer reports that place with high confidence, no rule has more to
 * say than before, and no other image means something else.
 * @param judge what is found in a text of this file, suppressed findings included
 */
export async function fixFile(
  text: string,
  check: (text: string) => Promise<readonly Finding[]>,
  request: FixRequest,
): Promise<FixedFile> {
  const look = async (of: string): Promise<CheckedText> => ({
    text: of,
    locations: new Locations(of),
    findings: await check(of),
    images: (await request.imagesOf?.(of)) ?? null,
  });
  const session = new Session(await look(text));
  for (let fixes = session.choose(request); fixes.length > 0; fixes = session.choose(request)) {
    const taken = await tryFixes(session, fixes, look);
    if (taken) session.take(taken);
  }
  return session.end();
}

interface Taken {
  readonly fixes: readonly FixableFinding[];
  readonly after: CheckedText;
  readonly shift: Shift;
}

/** The most of a set of fixes that does what it promises. Those that do not are refused. */
async function tryFixes(
  session: Session,
  fixes: readonly FixableFinding[],
  look: (text: string) => Promise<CheckedText>,
): Promise<Taken | null> {
  const before = session.current;
  for (let rest = fixes; rest.length > 0;) {
    const edited = applyAndShift(
      before.text,
      rest.flatMap(({ fix }) => fix.edits),
    );
    if (edited.kind === "refused") {
      const blamed = rest.filter(({ fix }) => fix.edits.includes(edited.edit));
      session.reject(blamed, edited.why);
      rest = rest.filter((fix) => !blamed.includes(fix));
      continue;
    }
    if (session.checks >= maxChecks) {
      session.reject(rest, "too many other fixes of this file did not do what they should");
      return null;
    }
    session.checks++;
    const after = await look(edited.text);
    const doubts = doubtsOf(rest, before, after, edited.shift);
    if (doubts.size === 0) return { fixes: rest, after, shift: edited.shift };
    const [anyDoubt = ""] = doubts.values();
    const blamed = new Set([...doubts.keys()].filter((fix) => fix !== null));
    if (blamed.size === 0 && rest.length > 1) {
      // Nobody can be named: half of them may be innocent.
      rest = rest.slice(0, Math.ceil(rest.length / 2));
      continue;
    }
    for (const fix of blamed.size > 0 ? blamed : rest)
      session.reject([fix], doubts.get(fix) ?? anyDoubt);
    rest = rest.filter((fix) => blamed.size > 0 && !blamed.has(fix));
  }
  return null;
}

/** What has become of a file so far. */
class Session {
  current: CheckedText;
  checks = 0;
  private readonly original: CheckedText;
  private readonly shifts: Shift[] = [];
  private readonly applied: AppliedFix[] = [];
  /** With their places in the current text, by which they are known again. */
  private rejected: { finding: FixableFinding; span: Span; why: string }[] = [];

  constructor(first: CheckedText) {
    this.current = first;
    this.original = first;
  }

  /** What can be made now and was not refused. */
  choose(request: FixRequest): readonly FixableFinding[] {
    const rejected = new Set(
      this.rejected.map(({ finding, span }) => keyOf(finding.ruleId, span.start)),
    );
    const { locations, findings } = this.current;
    const left = findings.filter(({ ruleId, region }) => {
      const span = locations.span(region);
      return span !== null && !rejected.has(keyOf(ruleId, span.start));
    });
    return chooseFixes(left, request);
  }

  take({ fixes, after, shift }: Taken): void {
    for (const { ruleId, fix, region } of fixes) {
      let span = this.current.locations.span(region) ?? { start: 0, end: 0 };
      for (const earlier of this.shifts.toReversed()) span = earlier.back(span);
      const { description } = fix;
      this.applied.push({ ruleId, description, region: this.original.locations.region(span) });
    }
    this.rejected = this.rejected.map((one) => ({ ...one, span: shift.forward(one.span) }));
    this.shifts.push(shift);
    this.current = after;
  }

  reject(fixes: readonly FixableFinding[], why: string): void {
    for (const finding of fixes) {
      const span = this.current.locations.span(finding.region);
      if (span) this.rejected.push({ finding, span, why });
    }
  }

  end(): FixedFile {
    const { locations, findings, text } = this.current;
    const open = openOf(findings);
    const stillThere = new Set(
      open.map(({ ruleId, region }) => keyOf(ruleId, locations.span(region)?.start ?? -1)),
    );
    const rejected = this.rejected
      // What another fix has settled meanwhile is not worth a word.
      .filter(({ finding, span }) => stillThere.has(keyOf(finding.ruleId, span.start)))
      .map(({ finding: { ruleId, fix }, span, why }) => {
        return { ruleId, description: fix.description, region: locations.region(span), why };
      });
    return { text, applied: this.applied, rejected };
  }
}

function keyOf(ruleId: string, start: number): string {
  return `${start} ${ruleId}`;
}
