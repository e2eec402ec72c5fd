import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { ScanOptions } from "../command.ts";
import type { Tool } from "../../domain/rule/run.ts";
import { readReference } from "../../domain/image/image-reference.ts";
import { microsoftRegistry } from "../../domain/image/image-policy.ts";
import { queriesToRecord, queriesToShow } from "../../enrich/index.ts";
import { inspect } from "../../pipeline/inspect.ts";
import { ruleset } from "../../pipeline/ruleset.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import { loadSettings } from "../load-settings.ts";
import { scanRequest } from "../scan-request.ts";
import { safeText } from "../../report/safe-text.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { withRegistry } from "../with-registry.ts";
import { writeReport } from "../write-output.ts";

/**
 * `inferlint facts update`: asks registries everything that rules could need about the images that Dockerfiles name, and writes
 * the answers. A file with answers missing would leave open what was decided before, so it is written whole or not at all.
 */
export async function runFactsUpdate(
  options: ScanOptions,
  file: string,
  io: Io,
): Promise<ExitCode> {
  const settings = await loadSettings(options, ruleset, io);
  const request = scanRequest(options, settings, io);
  const asked = await withRegistry(
    options,
    settings,
    io,
    async ({ session, onProgress }) => {
      if (!session) throw new RangeError("facts are asked for, so there is a desk");
      const { recordFacts } = await import("../../registry/facts-file/facts-recorder.ts");
      const recorder = recordFacts(session.source, settings.platform);
      const recording = { ...session, source: recorder.source };
      const outcome = await inspect({
        ...request,
        onProgress,
        session: recording,
        queries: queriesToRecord,
      });
      return { ...outcome, recorder, isOpen: session.hasFailures() };
    },
    { refresh: true },
  );
  const { notifications } = asked;
  io.tell(notifications, options.quiet);
  const count = asked.recorder.repositories();
  const why = asked.isIncomplete
    ? "not everything could be read"
    : asked.isOpen
      ? "not everything was answered"
      : // A job in the wrong place must not make everybody forget.
        count === 0 && existsSync(resolve(io.cwd, file))
        ? "no Dockerfile here names an azureml inference image"
        : null;
  if (why !== null) {
    io.warn(`error: ${safeText(file)} stays as it is, since ${why}`);
    return exitCodes.notChecked;
  }
  writeReport("--output", file, [asked.recorder.text()], io.unique());
  if (!options.quiet)
    io.warn(`${safeText(file)}: facts of ${count} ${count === 1 ? "repository" : "repositories"}`);
  return exitCodes.clean;
}

/** `inferlint facts show`: what is known of an image, from where and as of when. */
export async function runFactsShow(
  options: ScanOptions,
  image: string,
  tool: Tool,
  io: Io,
): Promise<ExitCode> {
  const settings = await loadSettings(options, ruleset, io);
  const request = {
    ...scanRequest(options, settings, io),
    paths: [],
    stdin: { path: "Dockerfile", bytes: Buffer.from(`FROM ${knownForm(image)}\n`) },
  };
  const { builds, notifications, isIncomplete } = await withRegistry(
    options,
    settings,
    io,
    (asking) => inspect({ ...request, ...asking, queries: { ...queriesToShow, existence: true } }),
  );
  io.tell(notifications, options.quiet);
  const shown = builds[0]?.images[0];
  if (!shown?.facts)
    throw new UsageError(
      `${image} is none of Microsoft's azureml images (${microsoftRegistry}/azureml/…): nothing is known of it`,
    );
  const { factsJsonPieces, factsText } = await import("../../report/facts.ts");
  for (const output of options.outputs) {
    const pieces =
      output.format === "json"
        ? factsJsonPieces(shown, { tool, asOf: request.asOf })
        : [factsText(shown, io.wantsColors(options, output))];
    await io.write(output, pieces);
  }
  return isIncomplete ? exitCodes.notChecked : exitCodes.clean;
}

/** An image reference as a Dockerfile takes it, without anything that means more there. */
function knownForm(image: string): string {
  const reading = /^[\w./:@-]+$/.test(image) ? readReference(image) : null;
  if (reading?.kind !== "reference")
    throw new UsageError(
      `${image} is not an image: write ${microsoftRegistry}/azureml/NAME:TAG${reading?.kind === "invalid" ? ` (${reading.why})` : ""}`,
    );
  if (reading.reference.registry === null && image.startsWith("azureml/"))
    throw new UsageError(
      `${image} would be on Docker Hub: Microsoft's is ${microsoftRegistry}/${image}`,
    );
  return image;
}
