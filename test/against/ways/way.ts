import type { Change, Changes } from "../../support/change.ts";

/** The exit code, and what must be among the lines of `said`: a whole line, or a part of an error. */
export type Outcome = readonly [exit: 0 | 1 | 2, ...lines: string[]];

/** A way in which a pull request may try to pass a gate. */
export interface Way {
  readonly way: string;
  /** Files of the base, besides `files`. */
  readonly base?: Changes;
  readonly head: Changes;
  /** False where the change stands in the working tree only. */
  readonly isCommitted?: boolean;
  /** What else is done to the repository before the run. */
  readonly prepare?: (change: Change) => void | Promise<void>;
  /** The policy, as JSON; `{}` by default. */
  readonly policy?: object;
  /** The object id of the base by default. */
  readonly against?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly withPolicy: Outcome;
  /** Of the same run without a policy; null where it says nothing. */
  readonly alone: Outcome | null;
}

const azureml = "mcr.microsoft.com/azureml";
export const current: string = `${azureml}/minimal-py312-inference`;
export const ended: string = `${azureml}/minimal-ubuntu20.04-py38-cpu-inference`;

export const good: string = `FROM ${current}:latest\nCOPY . /app\nCMD ["serve"]\n`;
export const bad: string = `FROM ${current}:latest\nCOPY . /app\nUSER root\n`;
/** With findings that every base has. */
export const old: string = `FROM ${ended}:latest\nRUN pip install flask\nUSER root\n`;

/** What every base holds. */
export const files: Changes = {
  "serve/Dockerfile": good,
  "legacy/Dockerfile": old,
  "README.md": "# Models\n",
};
