import type { DiscoveredFile } from "../../discover/index.ts";
import { sourcePath } from "../../discover/index.ts";
import { condaPointers } from "../../domain/build/image-run.ts";
import type { Exemption } from "../../domain/rule/exemption.ts";
import { compareText } from "../../text/compare-text.ts";
import { LineIndex } from "../../text/line-index.ts";
import type { LintOutcome, LintRequest } from "../lint.ts";
import type { Project } from "../project/project.ts";
import type { EarlierRun } from "../scan-request.ts";

/** The files whose checks of one run are taken for another one. */
export interface KeptFiles {
  readonly keeps: NonNullable<LintRequest["keeps"]>;
  /** A run of the others, with what was found in these. */
  readonly completed: (run: LintOutcome) => LintOutcome;
}

/**
 * Keeps the files that have the same contents, and of which other files say the same.
 * @param readAt the files with other contents
 * @returns null where findings of configurations or limits for exceptions depend on all files
 */
export function keptFiles(outcome: LintOutcome, readAt: EarlierRun["readAt"]): KeptFiles | null {
  const { scan, result, folders, texts } = outcome;
  const before = scan.project;
  if (!before || folders.some(({ settings }) => settings.exceptionRules)) return null;
  if (!result.findings.every(({ path }) => texts.has(path))) return null;
  const kept = new Set<string>();
  const isKept = (path: string): boolean => kept.has(path);
  return {
    keeps: (file, project) => {
      const isSame =
        !readAt.has(file.absolute) &&
        !dependsOnContents(file, texts.get(file.path) ?? "", [before, project]) &&
        saidOf(file, before) === saidOf(file, project);
      if (isSame) kept.add(file.path);
      return isSame;
    },
    completed: (run) => completed(outcome, run, isKept),
  };
}

/** Whether findings of a file can depend on what is in another one: a conda file, or a Dockerfile that it says who runs. */
function dependsOnContents(
  file: DiscoveredFile,
  text: string,
  projects: readonly Project[],
): boolean {
  if (condaPointers.some((name) => text.includes(name))) return true;
  return projects.some(
    ({ isCondaFile, builds }) =>
      isCondaFile(sourcePath(file)) || builds.withUser(file.absolute).length > 0,
  );
}

/** What other files say of a file. */
function saidOf(file: DiscoveredFile, { builds, contentOf, runOf }: Project): string {
  const content = contentOf(file.absolute);
  const runs =
    content?.kind === "reading"
      ? runsOf(content, (lines, reference) =>
          reference.run ? runOf(file, lines, reference.run, reference) : null,
        )
      : [];
  return JSON.stringify([builds.of(sourcePath(file)), runs], (_, value: unknown) =>
    value instanceof Map ? [...(value as Map<unknown, unknown>)] : value,
  );
}

type Reading = Extract<ReturnType<Project["contentOf"]>, { readonly kind: "reading" }>;
type Reference = Reading["reading"]["references"][number];

function runsOf<T>(
  { text, reading }: Reading,
  runOf: (lines: LineIndex, reference: Reference) => T,
): readonly T[] {
  const { references } = reading;
  if (references.every(({ run }) => !run)) return [];
  const lines = new LineIndex(text);
  return references.map((reference) => runOf(lines, reference));
}

function completed(
  outcome: LintOutcome,
  run: LintOutcome,
  isKept: (path: string) => boolean,
): LintOutcome {
  const isOfKept = ({ kind, location }: Exemption): boolean =>
    kind === "comment" && isKept(location.path);
  const texts = [...outcome.texts].filter(([path]) => isKept(path));
  return {
    ...run,
    texts: new Map([...texts, ...run.texts].sort(([a], [b]) => compareText(a, b))),
    exemptions: [
      ...outcome.exemptions.filter(isOfKept),
      ...run.exemptions.filter((one) => !isOfKept(one)),
    ],
    result: {
      ...run.result,
      // Those of configurations are of a run of all files.
      findings: [
        ...outcome.result.findings.filter(({ path }) => isKept(path)),
        ...run.result.findings.filter(({ path }) => run.texts.has(path)),
      ],
    },
  };
}
