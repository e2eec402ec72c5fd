import type { Known, Source } from "../image/known.ts";
import type { SupportKind } from "../image/lifecycle.ts";
import { lastDay } from "../image/lifecycle.ts";
import type { ReleaseCycle } from "../image/release-cycle.ts";
import type { Evidence } from "./finding.ts";

/** A fact as evidence. */
export function evidence(
  fact: string,
  value: string,
  { name, asOf, answeredAt }: Source,
): Evidence {
  return { fact, value, source: name, asOf, ...(answeredAt === undefined ? {} : { answeredAt }) };
}

/** The last day of a release, with the day of another source where it states a different one. */
export function endEvidence(cycle: ReleaseCycle, support: SupportKind): readonly Evidence[] {
  const end = lastDay(cycle, support);
  if (end === null) return [];
  const { other } = cycle;
  const another = other ? lastDay({ ...cycle, ...other }, support) : null;
  return [
    evidence("end of support", end, cycle.source),
    ...(other && another !== null && another !== end
      ? [evidence("end of support elsewhere", another, other.source)]
      : []),
  ];
}

/** The evidence of a known fact, with the value of another source where it states a different one; nothing of an unknown one. */
export function evidenceOf(fact: string, known: Known<string | null>): readonly Evidence[] {
  if (!known.known || known.value === null) return [];
  const { value, source, other } = known;
  return [
    evidence(fact, value, source),
    ...(other ? [evidence(`${fact} elsewhere`, other.value ?? "none", other.source)] : []),
  ];
}
