import type { Span } from "../../text/line-index.ts";
import type { BuildCommand } from "./build-command.ts";
import { readBuild, tagsOf } from "./build-command.ts";
import type { CommandWord } from "./command-word.ts";
import { readSubcommand } from "./docker-command.ts";
import type { RunCommand } from "./run-command.ts";
import { readEnvironment, readRun } from "./run-command.ts";
import type { WorkingDirectory } from "./working-directory.ts";
import { startDirectory } from "./working-directory.ts";

export type { BuildCommand } from "./build-command.ts";
export type { CommandWord } from "./command-word.ts";
export type { RunCommand } from "./run-command.ts";
export type { WorkingDirectory } from "./working-directory.ts";
export { programName } from "./program.ts";
export { changedTo, pathIn, startDirectory } from "./working-directory.ts";

/** What one command builds and runs. */
export interface CommandReading {
  readonly build: BuildCommand | null;
  readonly run: RunCommand | null;
  /** The words that name what is built: an image that does not exist yet. */
  readonly tags: readonly CommandWord[];
}

/**
 * Reads a command that builds or runs an image: `docker build`, `docker run` and those of podman, nerdctl and buildah, `az acr
 * build`, `az ml environment create`. What stands before it on the line (`sudo`, `A=b`, `time`) may be among the words.
 * @param words of one command, unquoted, without redirections; at least what is known of them
 * @param directory where it runs
 */
export function readCommand(
  words: readonly CommandWord[],
  directory: WorkingDirectory = startDirectory,
): CommandReading {
  const command = readSubcommand(words);
  if (!command) return { build: null, run: null, tags: [] };
  const span = spanOf(words);
  switch (command.action) {
    case "build":
      return {
        build: readBuild(command, span, directory),
        run: null,
        tags: tagsOf(command),
      };
    case "run":
      return { build: null, run: readRun(command), tags: [] };
    case "environment": {
      const { build, image, run } = readEnvironment(command, span, directory);
      return {
        build: build && { build, isStandardInput: false },
        run: { image, run },
        tags: [],
      };
    }
  }
}

function spanOf(words: readonly CommandWord[]): Span {
  const first = words[0]?.span ?? { start: 0, end: 0 };
  return { start: first.start, end: words.at(-1)?.span.end ?? first.end };
}
