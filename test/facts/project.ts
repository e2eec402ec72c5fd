import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { projectRoot, run, temporaryDirectory } from "../support/working-copy.ts";
import type { Inputs } from "./scripts.ts";

/** A directory with inputs and data of its own, on which the command runs. */
export interface Project {
  readonly directory: string;
  readonly facts: (...args: readonly string[]) => {
    status: number | null;
    stdout: string;
    stderr: string;
  };
  /** Writes collected files and decided.yaml. */
  readonly write: (inputs: Inputs) => void;
}

/** The caller removes the directory. */
export function createProject(): Project {
  const directory = temporaryDirectory();
  const inputs = join(directory, "inputs");
  const data = join(directory, "data");
  mkdirSync(join(inputs, "collected"), { recursive: true });
  mkdirSync(data);
  return {
    directory,
    facts: (...args) => {
      const all = ["scripts/facts.mjs", ...args, "--inputs", inputs, "--data", data];
      return run(process.execPath, all, { cwd: projectRoot });
    },
    write: ({ collected, decided }) => {
      for (const [name, content] of Object.entries(collected))
        writeFileSync(join(inputs, "collected", `${name}.json`), JSON.stringify(content));
      writeFileSync(join(inputs, "decided.yaml"), stringify(decided));
    },
  };
}
