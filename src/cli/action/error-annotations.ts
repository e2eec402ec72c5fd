import { resolve } from "node:path";
import { isConfigError } from "../../config/index.ts";
import { repositoryRootFinder } from "../../discover/index.ts";
import type { Region } from "../../domain/build/region.ts";
import type { Level } from "../../domain/rule/finding.ts";
import { relativePath } from "../../fs/relative-path.ts";
import { holds } from "../../pipeline/run-root.ts";
import { githubCommand } from "../../report/github/index.ts";
import { safeText } from "../../report/safe-text.ts";
import { errorLines } from "../error-lines.ts";

/** A workflow command, with its line end. @param line safe to show */
export function runCommandLine(level: Level, line: string): string {
  return commandAt(level, line, { path: null, region: null });
}

/**
 * Workflow commands for what stopped a step, with their line ends. A problem of a configuration in the repository stands at its
 * place.
 * @param cwd absolute
 */
export function errorCommands(error: unknown, isDebug: boolean, cwd: string): readonly string[] {
  const lines = errorLines(error, isDebug);
  const problems = isConfigError(error) ? error.problems : [];
  const root = repositoryRootFinder()(cwd) ?? cwd;
  return lines.map((line, index) => {
    const { path = null, region = null } = problems[index] ?? {};
    const absolute = path === null ? null : resolve(cwd, path);
    return absolute !== null && holds(root, absolute)
      ? commandAt("error", line, { path: safeText(relativePath(absolute, root)), region })
      : runCommandLine("error", line);
  });
}

interface Place {
  readonly path: string | null;
  readonly region: Region | null;
}

function commandAt(level: Level, line: string, place: Place): string {
  return `${githubCommand({ ...place, level, ids: ["inferlint"], lines: [line] })}\n`;
}
