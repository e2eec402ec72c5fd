import type { Tool } from "../../domain/rule/run.ts";
import type { UnknownName } from "../../domain/image/name-image.ts";
import { checkImages } from "../../pipeline/check-images.ts";
import { imagePieces } from "../../report/image/index.ts";
import { safeText } from "../../report/safe-text.ts";
import { joinList } from "../../text/list.ts";
import type { LintOptions } from "../command.ts";
import { failOnEverywhere } from "../../domain/rule/fail-on.ts";
import { failsRun } from "../fails-run.ts";
import { staysAsItIs } from "../incomplete-output.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import { loadSettings } from "../load-settings.ts";
import { requireNamedRules } from "../named-rules.ts";
import { withRegistry } from "../with-registry.ts";

/** `inferlint image`: what is known of images, and what the rules report about them. */
export async function runImage(
  options: LintOptions,
  images: readonly string[],
  tool: Tool,
  io: Io,
): Promise<ExitCode> {
  const settings = await loadSettings(options, io);
  const asOf = options.asOf ?? io.today;
  const answers = await withRegistry(options, io, (registry) =>
    checkImages(images, { cwd: io.cwd, asOf, settings, ...registry }),
  );
  requireNamedRules(options, settings.ruleIds());
  const isIncomplete = answers.isIncomplete || answers.unknown.length > 0;
  io.notify(answers.notifications, options.quiet);
  for (const name of answers.unknown) io.warn(`error: ${safeText(unknownText(name))}`);
  const { verbose } = options;
  for (const output of options.outputs) {
    if (staysAsItIs(output, isIncomplete, io)) continue;
    const view = { colors: io.wantsColors(options, output), width: io.widthOf(output), verbose };
    const format = output.format === "json" ? "json" : "text";
    await io.write(output, imagePieces(format, { tool, asOf, ...answers }, view));
  }
  if (isIncomplete) return exitCodes.notChecked;
  const { failOn } = answers.settings;
  const findings = answers.images.flatMap((checked) => checked.findings);
  return failsRun(findings, failOnEverywhere(failOn)) && !options.exitZero
    ? exitCodes.findings
    : exitCodes.clean;
}

/** No reference is longer than this, so that a longer name is no loss. */
const maxName = 512;

function unknownText({ asked, why, nearest }: UnknownName): string {
  const name = asked.length > maxName ? `${asked.slice(0, maxName)}…` : asked || '""';
  const hint =
    nearest.length === 0
      ? "; inferlint images lists those in support"
      : ` (did you mean ${joinList(nearest, "or")}?)`;
  return `${name}: ${why}; nothing was checked${hint}`;
}
