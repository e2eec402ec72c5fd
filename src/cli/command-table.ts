/** A command of the command line, and how help describes it. */
interface CommandSpec {
  /** What follows the name: `[PATH...]`. */
  readonly args: string;
  readonly about: string;
}

export type CommandName =
  | "lint"
  | "inspect"
  | "forecast"
  | "rollout"
  | "merge"
  | "exceptions"
  | "rules"
  | "explain"
  | "init"
  | "config"
  | "image"
  | "images"
  | "facts update"
  | "cache"
  | "help"
  | "version";

/** Every command. */
export const commands: Readonly<Record<CommandName, CommandSpec>> = {
  lint: {
    args: "[PATH...]",
    about: "check files and directories (default: the current directory)",
  },
  inspect: { args: "[PATH...]", about: "show what each file builds and runs, without checking it" },
  forecast: {
    args: "[PATH...]",
    about: "show what will change without a commit, and on which day",
  },
  rollout: {
    args: "REPORT...",
    about: "show what a policy would fail in repositories, from their reports",
  },
  merge: {
    args: "REPORT...",
    about: "make one report of JSON reports: of many repositories, or of the shards of a run",
  },
  exceptions: {
    args: "[PATH...]",
    about: "list every suppression comment, exception and baseline entry, and what it hides",
  },
  image: {
    args: "IMAGE...",
    about: "check images by name; minimal-py312-inference is short for its whole reference",
  },
  images: { args: "", about: "list the images in support, what ends last first" },
  rules: { args: "", about: "list the rules" },
  explain: { args: "RULE", about: "show what a rule finds and how to fix it" },
  init: { args: "", about: "write a commented .inferlint.yaml" },
  config: {
    args: "[FILE]",
    about: "show the settings, for a file or in general, and their origin",
  },
  "facts update": {
    args: "[PATH...]",
    about: "save what registries answer to --output FILE, for runs without a network",
  },
  cache: {
    args: "path|clear",
    about: "show where responses of registries are cached, or delete them",
  },
  help: { args: "[COMMAND]", about: "show this help, or that of a command" },
  version: { args: "", about: "show the version" },
};

/** In the order in which help lists them. */
export const commandNames = Object.keys(commands) as readonly CommandName[];

/** The first words of all commands: `facts` for `facts update`. */
export const firstWords: readonly string[] = [
  ...new Set(commandNames.map((name) => name.split(" ", 1)[0] ?? name)),
];

/** The commands that begin with these words: two for `facts`, none for a word that is no command. */
export function commandsNamed(words: string): readonly CommandName[] {
  return commandNames.filter((name) => name === words || name.startsWith(`${words} `));
}

/** What users of other tools call these commands. */
export const otherCommandNames: ReadonlyMap<string, string> = new Map([
  ["check", "lint"],
  ["scan", "lint"],
  ["run", "lint"],
  ["rule", "explain"],
  ["list", "rules"],
  ["settings", "config"],
  ["suppressions", "exceptions"],
  ["ignores", "exceptions"],
  ["audit", "exceptions"],
  ["join", "merge"],
  ["combine", "merge"],
]);
