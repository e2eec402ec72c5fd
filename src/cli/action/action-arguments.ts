import type { ActionInputs } from "./inputs.ts";

/** Where reports go that the runner does not show as they are. */
export interface ReportFiles {
  /** Markdown, for the summary of the job. */
  readonly summary: string;
  /** NDJSON: the findings a line each, and last their counts. */
  readonly counts: string;
}

/**
 * The command line that the inputs stand for. Values are part of their option and paths follow `--`, so that no input is read as
 * another option or a command.
 */
export function actionArguments(
  inputs: ActionInputs,
  { summary, counts }: ReportFiles,
  isDebug: boolean,
): readonly string[] {
  const { config, policy, facts, failOn, baseline, against, sarifFile } = inputs;
  const values = Object.entries({ config, policy, facts, baseline, against, "fail-on": failOn });
  return [
    "lint",
    ...["--format", inputs.format],
    ...["--format", "markdown", `--output=${summary}`],
    ...["--format", "ndjson", `--output=${counts}`],
    ...(sarifFile === null ? [] : ["--format", "sarif", `--output=${sarifFile}`]),
    ...values.flatMap(([name, value]) => (value === null ? [] : [`--${name}=${value}`])),
    ...(inputs.strict ? ["--strict"] : []),
    ...(inputs.online ? ["--online"] : []),
    ...(isDebug ? ["--debug"] : []),
    ...["--", ...inputs.paths],
  ];
}
