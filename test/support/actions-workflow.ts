import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import type * as Workflows from "@actions/workflow-parser";
import type * as Actions from "@actions/workflow-parser/actions/action-parser";
import { buildSync } from "esbuild";
import { parse } from "yaml";
import { projectRoot, temporaryDirectory } from "./working-copy.ts";

// GitHub's own parsers of workflows, actions and expressions.

/** That of workflows imports JSON as bundlers read it, and Node does not. */
function bundled(): typeof Workflows & typeof Actions {
  const name = "@actions/workflow-parser";
  const contents = `export * from "${name}"; export * from "${name}/actions/action-parser";`;
  const folder = temporaryDirectory();
  const outfile = join(folder, "parsers.cjs");
  try {
    buildSync({
      stdin: { contents, resolveDir: projectRoot },
      ...{ bundle: true, format: "cjs", platform: "node", outfile },
    });
    return createRequire(import.meta.url)(outfile) as ReturnType<typeof bundled>;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const { NoOperationTraceWriter, parseAction, parseWorkflow } = bundled();

/** The faults that GitHub finds in a workflow or an action. */
export function faultsIn(kind: "workflow" | "action", content: string): readonly string[] {
  const parser = kind === "workflow" ? parseWorkflow : parseAction;
  const { context } = parser({ name: `${kind}.yml`, content }, new NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}

export interface WorkflowStep {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

/** The steps of a workflow with one job, and the events that start it. */
export function readWorkflow(text: string): {
  readonly on: readonly string[];
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly WorkflowStep[];
} {
  const { on, jobs } = parse(text) as {
    readonly on: object;
    readonly jobs: Readonly<
      Record<string, { permissions: Record<string, string>; steps: readonly WorkflowStep[] }>
    >;
  };
  const [job, ...others] = Object.values(jobs);
  if (job === undefined || others.length > 0) throw new Error("not a workflow with one job");
  return { on: Object.keys(on), ...job };
}

/** Contexts by name: `github`, `runner`, `steps`. */
export type Contexts = Readonly<Record<string, unknown>>;

const statusFunctions = ["success", "failure", "cancelled", "always"];

/** The text of a value of a workflow, with its expressions evaluated. */
export function evaluated(value: string | number | boolean, contexts: Contexts): string {
  return String(value).replaceAll(/\$\{\{(.*?)\}\}/gs, (_, own: string) =>
    valueOf(own, contexts, true).coerceString(),
  );
}

/** Whether a step runs. @param hasSucceeded all steps before it have */
export function runsStep(
  { if: condition = "success()" }: WorkflowStep,
  contexts: Contexts,
  hasSucceeded: boolean,
): boolean {
  const own = condition.replace(/^\s*\$\{\{(.*)\}\}\s*$/s, "$1");
  const hasStatus = statusFunctions.some((name) => own.includes(`${name}()`));
  const all = hasStatus ? own : `success() && (${own})`;
  return valueOf(`!!(${all})`, contexts, hasSucceeded).coerceString() === "true";
}

function valueOf(
  expression: string,
  contexts: Contexts,
  hasSucceeded: boolean,
): data.ExpressionData {
  const results: Readonly<Record<string, boolean>> = {
    ...{ success: hasSucceeded, failure: !hasSucceeded, cancelled: false, always: true },
  };
  const functions = statusFunctions.map((name) => ({
    ...{ name, minArgs: 0, maxArgs: 0 },
    call: () => new data.BooleanData(results[name] === true),
  }));
  const { tokens } = new Lexer(expression).lex();
  const parsed = new Parser(tokens, Object.keys(contexts), functions).parse();
  const known = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  const byName = new Map(functions.map((one) => [one.name, one]));
  return new Evaluator(parsed, known, byName).evaluate();
}
