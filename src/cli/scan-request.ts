import { isAbsolute, relative, resolve, sep } from "node:path";
import type { ScanOptions } from "./command.ts";
import type { Settings } from "../domain/settings/settings.ts";
import type { Io } from "./io.ts";
import type { ScanRequest } from "../pipeline/scan-request.ts";

/** What a command line asks to scan. */
export function scanRequest(
  { paths, asOf, stdinFilename, forceExclude }: ScanOptions,
  settings: Settings,
  { cwd, today, readStandardInput }: Io,
): ScanRequest {
  const isStdin = paths[0] === "-";
  return {
    cwd,
    paths: isStdin ? [] : paths.length === 0 ? ["."] : paths,
    stdin: isStdin
      ? { path: shown(stdinFilename ?? "Dockerfile", cwd), bytes: readStandardInput() }
      : null,
    asOf: asOf ?? today,
    settings,
    forceExclude,
  };
}

/** A path as reports show it: relative to the working directory, with `/`. */
export function shown(path: string, cwd: string): string {
  const absolute = isAbsolute(path) ? path : resolve(cwd, path);
  return relative(cwd, absolute).replaceAll(sep, "/");
}
