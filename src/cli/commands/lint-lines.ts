import { failOnEverywhere } from "../../domain/rule/fail-on.ts";
import type { Tool } from "../../domain/rule/run.ts";
import type { LineRequest } from "../../pipeline/lines/answer-line.ts";
import { answerLine } from "../../pipeline/lines/answer-line.ts";
import { linesOf } from "../../pipeline/lines/lines-of.ts";
import { RunLog } from "../../pipeline/run-log.ts";
import { uniformSettings } from "../../pipeline/run-settings.ts";
import { logSafeJsonLine } from "../../report/log-safe-json.ts";
import type { LintOptions } from "../command.ts";
import { failsRun } from "../fails-run.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import { loadSettings } from "../load-settings.ts";
import { requireNamedRules } from "../named-rules.ts";
import { withRegistry } from "../with-registry.ts";

const output = { format: "json", file: null } as const;

/**
 * `inferlint --stdin-ndjson`: answers each line before it reads the next one, so that another program can wait for it, and keeps
 * nothing of it.
 */
export async function runLintLines(options: LintOptions, tool: Tool, io: Io): Promise<ExitCode> {
  const config = options.config === "nearest" ? "none" : options.config;
  const { root, of } = await loadSettings({ ...options, config }, io, "ignored", io.cwd);
  const { settings } = await of(io.cwd);
  requireNamedRules(
    options,
    settings.rules.map(({ rule }) => rule.id),
  );
  let exit: ExitCode = exitCodes.clean;
  const isIncomplete = await withRegistry(options, io, async ({ session }) => {
    const asOf = options.asOf ?? io.today;
    const everywhere = uniformSettings(settings, { root });
    const request: LineRequest = { cwd: io.cwd, settings: everywhere, asOf, session, tool };
    const failOn = failOnEverywhere(settings.failOn);
    for await (const line of linesOf(io.standardInput())) {
      const { answer, run } = await answerLine(line, request);
      if (!run || run.isIncomplete) exit = exitCodes.notChecked;
      else if (exit === exitCodes.clean && failsRun(run.findings, failOn))
        exit = options.exitZero ? exit : exitCodes.findings;
      await io.write(output, [logSafeJsonLine(answer)]);
    }
    const log = new RunLog();
    session?.conclude(log, asOf);
    io.notify(log.notifications, options.quiet);
    return log.isIncomplete || session?.isIncomplete() === true;
  });
  return isIncomplete ? exitCodes.notChecked : exit;
}
