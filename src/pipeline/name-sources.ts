import { resolve } from "node:path";
import type { Finding } from "../domain/rule/finding.ts";
import type { QuotedSource } from "../domain/rule/run.ts";
import { relativePath } from "../fs/relative-path.ts";
import { holds } from "./run-root.ts";

/**
 * Adds the files that notifications and suppressions name to those with findings, since reports name them from the root too.
 * @param root of the run; absolute
 */
export function nameSources(
  sources: Map<string, QuotedSource>,
  {
    notifications,
    findings,
  }: {
    readonly notifications: readonly { readonly path: string | null }[];
    readonly findings: readonly Finding[];
  },
  cwd: string,
  root: string,
): void {
  const named = [...notifications, ...findings.flatMap(({ suppressed }) => suppressed ?? [])];
  for (const path of new Set(named.map((one) => one.path))) {
    const absolute = resolve(cwd, path ?? "");
    if (path && !sources.has(path) && holds(root, absolute))
      sources.set(path, { text: null, repositoryPath: relativePath(absolute, root) });
  }
}
