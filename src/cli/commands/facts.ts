import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { ScanOptions } from "../command.ts";
import { queriesToRecord } from "../../enrich/index.ts";
import { inspect } from "../../pipeline/inspect.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import { loadSettings } from "../load-settings.ts";
import { scanRequest } from "../scan-request.ts";
import { safeText } from "../../report/safe-text.ts";
import { counted } from "../../text/list.ts";
import { withRegistry } from "../with-registry.ts";
import { writeReport } from "../write-output.ts";

/**
 * `inferlint facts update`: looks up everything that rules may need about the images in Dockerfiles, and writes a facts file.
 * The file is not written if any lookup fails, because lookups that an older file answers would become unresolved.
 */
export async function runFactsUpdate(
  options: ScanOptions,
  file: string,
  io: Io,
): Promise<ExitCode> {
  const settings = await loadSettings(options, io);
  const request = scanRequest(options, settings, io);
  const update = await withRegistry(
    options,
    io,
    async ({ session, onProgress }) => {
      if (!session) throw new RangeError("facts update requires --online");
      const { recordFacts } = await import("../../registry/facts-file/facts-recorder.ts");
      // A file has the images of one platform; what other folders build is missing in it, which later runs say.
      const { platform } = (await settings.of(io.cwd)).settings;
      const recorder = recordFacts(session.sourceFor(platform), platform);
      const recording = { ...session, sourceFor: () => recorder.source };
      const outcome = await inspect({
        ...request,
        onProgress,
        session: recording,
        queries: queriesToRecord,
      });
      return { ...outcome, recorder, hasFailures: session.hasFailures() };
    },
    { refresh: true },
  );
  const { notifications } = update;
  io.notify(notifications, options.quiet);
  const count = update.recorder.repositories();
  const why = update.isIncomplete
    ? "some files could not be read"
    : update.hasFailures
      ? "some lookups failed"
      : // Run in the wrong directory, the command must not empty a file that others use.
        count === 0 && existsSync(resolve(io.cwd, file))
        ? "no file here names an azureml inference image"
        : null;
  if (why !== null) {
    io.warn(`error: ${safeText(file)} was not written: ${why}`);
    return exitCodes.notChecked;
  }
  writeReport("--output", file, [update.recorder.text()], io);
  if (!options.quiet)
    io.warn(
      `wrote facts about ${counted(count, "repository", "repositories")} to ${safeText(file)}`,
    );
  return exitCodes.clean;
}
