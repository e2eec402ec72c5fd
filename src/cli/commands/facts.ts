import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { ScanOptions } from "../command.ts";
import type { Tool } from "../../domain/rule/run.ts";
import { readReference } from "../../domain/image/image-reference.ts";
import { microsoftRegistry } from "../../domain/image/image-policy.ts";
import { queriesToRecord, queriesToShow } from "../../enrich/index.ts";
import { inspect } from "../../pipeline/inspect.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import { loadSettings } from "../load-settings.ts";
import { scanRequest } from "../scan-request.ts";
import { safeText } from "../../report/safe-text.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
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
        ? "no Dockerfile here uses an azureml inference image"
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

/** `inferlint facts show`: the facts about an image, each with its source and day. @throws UsageError */
export async function runFactsShow(
  options: ScanOptions,
  image: string,
  tool: Tool,
  io: Io,
): Promise<ExitCode> {
  const settings = await loadSettings(options, io);
  const request = {
    ...scanRequest(options, settings, io),
    paths: [],
    stdin: { path: "Dockerfile", bytes: Buffer.from(`FROM ${checkedReference(image)}\n`) },
  };
  const { builds, notifications, isIncomplete } = await withRegistry(options, io, (registry) =>
    inspect({ ...request, ...registry, queries: { ...queriesToShow, existence: true } }),
  );
  io.notify(notifications, options.quiet);
  const shown = builds[0]?.images[0];
  if (!shown?.facts)
    throw new UsageError(
      `${image} is not one of Microsoft's Azure ML images (${microsoftRegistry}/azureml/…)`,
    );
  const { factsJson, factsText } = await import("../../report/facts.ts");
  for (const output of options.outputs) {
    const pieces =
      output.format === "json"
        ? [factsJson(shown, { tool, asOf: request.asOf })]
        : [factsText(shown, io.wantsColors(options, output))];
    await io.write(output, pieces);
  }
  return isIncomplete ? exitCodes.notChecked : exitCodes.clean;
}

/** Validates an image reference; the characters that have a meaning in FROM besides that are rejected. @throws UsageError */
function checkedReference(image: string): string {
  const reading = /^[\w./:@-]+$/.test(image) ? readReference(image) : null;
  if (reading?.kind !== "reference")
    throw new UsageError(
      `${image} is not an image reference: write ${microsoftRegistry}/azureml/NAME:TAG${reading?.kind === "invalid" ? ` (${reading.why})` : ""}`,
    );
  if (reading.reference.registry === null && image.startsWith("azureml/"))
    throw new UsageError(`${image} is on Docker Hub: did you mean ${microsoftRegistry}/${image}?`);
  return image;
}
