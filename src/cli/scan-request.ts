import type { ScanOptions } from "./command.ts";
import { relativePath } from "../fs/relative-path.ts";
import { gateInputs } from "./gate-inputs.ts";
import type { Io } from "./io.ts";
import type { RunSettings } from "../pipeline/run-settings.ts";
import type { ScanRequest } from "../pipeline/scan-request.ts";

/** What a command line asks to scan. */
export function scanRequest(options: ScanOptions, settings: RunSettings, io: Io): ScanRequest {
  const { paths, asOf, stdinFilename, forceExclude, strict } = options;
  const { cwd, readStandardInput } = io;
  const isStdin = paths[0] === "-";
  return {
    cwd,
    paths: isStdin ? [] : paths.length === 0 ? ["."] : paths,
    stdin: isStdin
      ? { path: relativePath(stdinFilename ?? "Dockerfile", cwd), bytes: readStandardInput() }
      : null,
    asOf: asOf ?? io.today,
    settings,
    forceExclude,
    gate: { inputs: gateInputs(options, io), strict },
  };
}
