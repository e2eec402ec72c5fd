import type { CommandWord } from "./command-word.ts";
import type { FlagGrammar } from "./flags.ts";
import { readArguments, switchesOf } from "./flags.ts";
import { commandOf } from "./program.ts";

/** A command of a program with subcommands. */
export interface Subcommand {
  /** The program with the subcommand as users write it: `docker buildx build`. */
  readonly name: string;
  /** What it does, whatever it is called. */
  readonly action: "build" | "run" | "environment";
  readonly program: string;
  /** What follows the subcommand. */
  readonly rest: readonly CommandWord[];
}

/** Global switches of docker, podman, nerdctl and buildah; their other global flags take a value. */
const globalFlags: FlagGrammar = {
  switches: switchesOf(
    "debug debug-full experimental help insecure-registry noout remote syslog tls tlsverify trace transient-store version",
  ),
  letters: "Dvhr",
};

const azFlags: FlagGrammar = {
  switches: switchesOf("debug verbose only-show-errors help"),
  letters: "h",
};

const buildPaths = ["build", "image build", "builder build", "buildx build", "buildx b"];
const runPaths = ["run", "create", "container run", "container create"];

type Actions = Readonly<Partial<Record<string, Subcommand["action"]>>>;

const containerActions: Actions = {
  ...Object.fromEntries(buildPaths.map((path) => [path, "build"])),
  ...Object.fromEntries(runPaths.map((path) => [path, "run"])),
};
const programs: Readonly<Partial<Record<string, Actions>>> = {
  az: {
    "acr build": "build",
    "ml environment create": "environment",
    "ml environment update": "environment",
  },
  buildah: { bud: "build", build: "build", "build-using-dockerfile": "build" },
  docker: containerActions,
  nerdctl: containerActions,
  podman: containerActions,
  "podman-remote": containerActions,
};

/** Subcommands have at most so many words. */
const maxPath = 3;

/** The command that builds or runs an image; null for any other. */
export function readSubcommand(words: readonly CommandWord[]): Subcommand | null {
  const command = commandOf(words);
  if (!command) return null;
  const program = command.name;
  const actions = Object.hasOwn(programs, program) ? programs[program] : undefined;
  if (!actions) return null;
  let rest = command.words.slice(1);
  const path: string[] = [];
  for (let length = 1; length <= maxPath; length++) {
    // Global flags can stand before each word of the subcommand.
    const { operands } = readArguments(rest, program === "az" ? azFlags : globalFlags, true);
    const [word] = operands;
    if (!word) return null;
    path.push(word.text);
    rest = operands.slice(1);
    const key = path.join(" ");
    const action = Object.hasOwn(actions, key) ? actions[key] : undefined;
    if (action) return { name: `${program} ${key}`, action, program, rest };
  }
  return null;
}
