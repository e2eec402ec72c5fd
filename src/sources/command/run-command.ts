import type { FoundBuild, FoundRun } from "../source-reading.ts";
import type { Span } from "../../text/line-index.ts";
import { runFlags } from "./build-flags.ts";
import type { CommandWord } from "./command-word.ts";
import { valueOf } from "./command-word.ts";
import type { Subcommand } from "./docker-command.ts";
import type { FlagGrammar } from "./flags.ts";
import { readArguments, switchesOf, valuesOf } from "./flags.ts";
import type { WorkingDirectory } from "./working-directory.ts";
import { pathIn } from "./working-directory.ts";

/** An image that a command runs. */
export interface RunCommand {
  /** Null where the command names none. */
  readonly image: CommandWord | null;
  readonly run: FoundRun;
}

/** `docker run --user X IMAGE`. */
export function readRun({ rest }: Subcommand): RunCommand {
  const passed = readArguments(rest, runFlags, true);
  const user = valuesOf(passed, "--user", "-u").at(-1);
  return {
    image: passed.operands[0] ?? null,
    run: {
      serves: false,
      conda: null,
      user: user ? valueOf(user) : null,
      forbidsRoot: false,
      userSetting: "--user",
    },
  };
}

/** Flags without a value of `az ml environment create` and `update`. */
const environmentFlags: FlagGrammar = {
  switches: switchesOf("debug help no-wait only-show-errors verbose"),
  letters: "h",
};

/** `az ml environment create --image X --conda-file Y`, or `--build-context X --dockerfile-path Y`. */
export function readEnvironment(
  { name, rest }: Subcommand,
  span: Span,
  directory: WorkingDirectory,
): RunCommand & { readonly build: FoundBuild | null } {
  const passed = readArguments(rest, environmentFlags);
  const last = (...names: readonly string[]): CommandWord | null =>
    valuesOf(passed, ...names).at(-1) ?? null;
  const conda = last("--conda-file", "-c");
  const context = last("--build-context", "-b");
  const dockerfile = last("--dockerfile-path", "-d");
  return {
    image: last("--image", "-i"),
    run: {
      serves: false,
      conda: conda && { kind: "file", path: pathIn(directory, conda) },
      user: null,
      forbidsRoot: false,
      userSetting: null,
    },
    build: context && {
      name: `\`${name}\``,
      span,
      context: pathIn(directory, context),
      // Relative to the context, so that the working directory does not matter.
      dockerfile: dockerfile && valueOf(dockerfile),
      from: "context",
      folder: directory.folder,
      args: [],
      target: null,
      contexts: [],
      user: null,
      serves: false,
    },
  };
}
