import type { Tool } from "../../domain/rule/run.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { rollout } from "../../pipeline/rollout/index.ts";
import { isRolloutFormat, rolloutPieces } from "../../report/rollout/index.ts";
import { nonEmpty } from "../../text/non-empty.ts";
import type { RolloutOptions } from "../command.ts";
import { staysAsItIs } from "../incomplete-output.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";

/** `inferlint rollout`: what a policy would fail in repositories, by their reports. */
export async function runRollout(options: RolloutOptions, tool: Tool, io: Io): Promise<ExitCode> {
  const { cwd, env, today } = io;
  const policy = options.policy ?? nonEmpty(env["INFERLINT_POLICY"]);
  if (policy === null)
    throw new UsageError("inferlint rollout needs the policy to try: --policy FILE");
  const { reports, days, quiet } = options;
  const result = await rollout({
    ...{ tool, cwd, policy, reports, days },
    asOf: options.asOf ?? today,
  });
  const isIncomplete = result.repositories.some(({ kind }) => kind === "untried");
  for (const output of options.outputs) {
    if (staysAsItIs(output, isIncomplete, io)) continue;
    const format = isRolloutFormat(output.format) ? output.format : "text";
    const colors = io.wantsColors(options, output);
    await io.write(output, rolloutPieces(format, result, { colors, quiet }));
  }
  if (isIncomplete) return exitCodes.notChecked;
  const fails = result.repositories.some((one) => one.kind === "tried" && one.failing.length > 0);
  return fails ? exitCodes.findings : exitCodes.clean;
}
