import type { Location, Suppression as SarifSuppression } from "sarif";
import type { Finding, Suppression } from "../../domain/rule/finding.ts";
import { regionKey } from "../../domain/build/region.ts";
import type { FileReport } from "../reporter.ts";
import type { QuotedFile } from "./quoted-file.ts";
import { artifactLocation } from "./quoted-file.ts";

/** The file of a result, and how other files are named. */
export interface SuppressedIn {
  readonly path: string;
  readonly file: QuotedFile;
  readonly repositoryPathOf: FileReport["repositoryPathOf"];
}

/** What suppresses the findings of one result, each comment or entry once. Empty for what is not suppressed. */
export function sarifSuppressions(
  findings: readonly Finding[],
  where: SuppressedIn,
): SarifSuppression[] {
  const distinct = new Map<string, Suppression>();
  for (const { suppressed } of findings)
    if (suppressed) distinct.set(`${suppressed.path}\n${regionKey(suppressed.region)}`, suppressed);
  return [...distinct.values()].map((suppression) => {
    const { kind, status, justification } = suppression;
    return { kind, status, justification, ...locationOf(suppression, where) };
  });
}

/** Nothing for a file outside of the root of the run, such as a policy: its path is that of a machine. */
function locationOf(
  { path, region }: Suppression,
  { path: own, file, repositoryPathOf }: SuppressedIn,
): { readonly location?: Location } {
  if (path === own) return { location: file.location(region) };
  const repositoryPath = repositoryPathOf(path);
  if (repositoryPath === null) return {};
  const { startLine, startColumn, endLine, endColumn } = region;
  const artifact = artifactLocation(path, repositoryPath);
  return {
    location: {
      physicalLocation: {
        artifactLocation: artifact,
        region: { startLine, startColumn, endLine, endColumn },
      },
    },
  };
}
