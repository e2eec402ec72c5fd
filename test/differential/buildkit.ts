import { spawn, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { BuildInput } from "./generate.ts";

/** What BuildKit builds for the target, or why it rejects the file (test/buildkit/answer). */
export interface Built {
  readonly error?: string;
  /** The image of another frontend that the file is handed to. */
  readonly frontend?: string;
  /** Full names of images: the one that the target's stages are built on, or `scratch`. */
  readonly image?: string;
  /** The value of the USER that decides; null where there is none. */
  readonly user: string | null;
  /** The full names of all images whose whole root directory is in the result. */
  readonly roots?: readonly string[];
}

/** A Dockerfile, or an image reference of which only the full name is asked for. */
export type Question = BuildInput | { readonly reference: string };

export interface BuildKit {
  /** Answers in the order of the questions. */
  readonly ask: (questions: readonly Question[]) => Promise<readonly Built[]>;
  readonly stop: () => void;
}

/** From the root of the project, where both the bundled harness and the tests run. */
const sources = "test/buildkit";

/**
 * Builds and starts the program that runs BuildKit's own code.
 * @param directory where the program is put
 * @throws {Error} if Go is missing or the program does not build
 */
export function startBuildKit(directory: string): BuildKit {
  const child = spawn(buildProgram(resolve(directory, "answer")), {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const waiting: { resolve: (built: Built) => void; reject: (error: Error) => void }[] = [];
  createInterface(child.stdout).on("line", (line) => {
    waiting.shift()?.resolve(JSON.parse(line) as Built);
  });
  child.on("exit", (code) => {
    const error = new Error(`the BuildKit program ended with ${code ?? "a signal"}`);
    for (const { reject } of waiting.splice(0)) reject(error);
  });
  return {
    ask: (questions) => {
      child.stdin.write(questions.map((question) => `${JSON.stringify(question)}\n`).join(""));
      return Promise.all(
        questions.map(
          () =>
            new Promise<Built>((resolve, reject) => {
              waiting.push({ resolve, reject });
            }),
        ),
      );
    },
    stop: () => {
      child.stdin.end();
    },
  };
}

function buildProgram(program: string): string {
  mkdirSync(dirname(program), { recursive: true });
  const go = spawnSync("go", ["build", "-buildvcs=false", "-o", program, "./answer"], {
    cwd: sources,
    encoding: "utf8",
  });
  if (go.error)
    throw new Error(`${go.error.message}: install Go, at least the version in ${sources}/go.mod`);
  if (go.status !== 0) throw new Error(`go build failed:\n${go.stderr}`);
  return program;
}
