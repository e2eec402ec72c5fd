import { basename } from "node:path";
import { UsageError } from "../../domain/settings/usage-error.ts";
import type { NamedReport } from "../../pipeline/reports/open-report.ts";
import { sameName } from "../../pipeline/reports/open-report.ts";
import { groupBy } from "../../text/list.ts";

/** FILE or NAME=FILE. A name has no slash, so that `./a=b.json` is a file. @throws UsageError */
export function namedReport(word: string): NamedReport {
  const [, name, file] = /^([^/\\=]+)=(.+)$/s.exec(word) ?? [];
  // Paths of the merged report begin with the name.
  if (name === "." || name === "..")
    throw new UsageError(`${word}: ${name} is no name of a repository`);
  return name === undefined || file === undefined
    ? { repository: basename(word), file: word, isNamed: false }
    : { repository: name, file, isNamed: true };
}

/** @throws UsageError where two reports have one name */
export function requireDistinct(reports: readonly NamedReport[]): void {
  for (const [one, other] of groupBy(reports, ({ repository }) => repository).values())
    if (other) throw sameName(one, other);
}
