import type { Known, Source } from "../image/known.ts";
import type { Evidence } from "./finding.ts";

/** A fact as evidence. */
export function evidence(
  fact: string,
  value: string,
  { name, asOf, answeredAt }: Source,
): Evidence {
  return { fact, value, source: name, asOf, ...(answeredAt === undefined ? {} : { answeredAt }) };
}

/** The evidence of a known fact; nothing of an unknown one. */
export function evidenceOf(fact: string, known: Known<string | null>): readonly Evidence[] {
  return known.known && known.value !== null ? [evidence(fact, known.value, known.source)] : [];
}
