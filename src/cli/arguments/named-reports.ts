import { basename } from "node:path";
import { UsageError } from "../../domain/settings/usage-error.ts";
import type { NamedReport } from "../../pipeline/reports/open-report.ts";

/** FILE or NAME=FILE. A name has no slash, so that `./a=b.json` is a file. */
export function namedReport(word: string): NamedReport {
  const [, name, file] = /^([^/\\=]+)=(.+)$/s.exec(word) ?? [];
  return name === undefined || file === undefined
    ? { repository: basename(word), file: word, isNamed: false }
    : { repository: name, file, isNamed: true };
}

/** @throws UsageError where two reports have one name */
export function requireDistinct(reports: readonly NamedReport[]): void {
  const names = new Set<string>();
  for (const { repository } of reports) {
    if (names.has(repository))
      throw new UsageError(
        `two reports are named ${repository}: name the repositories with NAME=FILE`,
      );
    names.add(repository);
  }
}
