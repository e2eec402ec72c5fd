import { basename } from "node:path";
import type { NamedReport } from "../../pipeline/reports/open-report.ts";
import { sameName } from "../../pipeline/reports/open-report.ts";
import { groupBy } from "../../text/list.ts";

/** FILE or NAME=FILE. A name has no slash, so that `./a=b.json` is a file. */
export function namedReport(word: string): NamedReport {
  const [, name, file] = /^([^/\\=]+)=(.+)$/s.exec(word) ?? [];
  return name === undefined || file === undefined
    ? { repository: basename(word), file: word, isNamed: false }
    : { repository: name, file, isNamed: true };
}

/** @throws UsageError where two reports have one name */
export function requireDistinct(reports: readonly NamedReport[]): void {
  for (const [one, other] of groupBy(reports, ({ repository }) => repository).values())
    if (other) throw sameName(one, other);
}
