import { wrapLines } from "../../text/wrap.ts";
import type { CommandName } from "../command-table.ts";
import { commandNames, commands } from "../command-table.ts";
import type { OptionName } from "../option-types.ts";
import { headings } from "../option-types.ts";
import { optionNames, optionSpecs } from "../options.ts";

/** Columns of every help text, on any terminal, since documents quote it. */
const width = 80;
/** Where descriptions begin. */
const indent = 26;

/** Help in general, with the options of `lint`. */
export function generalHelp(): string {
  return [
    "Check Dockerfiles, deployments, notebooks and other files that use Azure Machine",
    "Learning inference images.\n",
    "Usage: inferlint [COMMAND] [OPTIONS] [PATH...]",
    "       (without a command: lint; a directory named like a command: ./NAME,",
    "       or lint NAME)\n",
    "Commands:",
    ...commandNames.map((name) => entry(usageOf(name), commands[name].about)),
    "\nOptions of lint; `inferlint help COMMAND` shows those of another command.\n",
    ...optionSections("lint"),
    "A comment above an instruction or a value suppresses a rule there, or with",
    "ignore-file in the whole file:",
    "  # inferlint: ignore[RULE] until=2027-01-31 -- reason\n",
    exitCodes,
  ].join("\n");
}

/** Help for one command, or for two that share their first word. */
export function commandHelp(names: readonly CommandName[]): string {
  return names
    .map((name) => {
      const { about } = commands[name];
      const lines = [
        `Usage: inferlint ${usageOf(name)}`,
        ...wrapLines(`${about.charAt(0).toUpperCase()}${about.slice(1)}.`, width - 2).map(
          (line) => `  ${line}`,
        ),
        "",
        ...optionSections(name),
      ];
      const ends = name === "lint" || name === "image" || name === "merge";
      return [...lines, ...(ends ? [exitCodes] : [])].join("\n");
    })
    .join("\n");
}

const exitCodes = `Exit codes: 0 no findings at or above --fail-on, 1 findings, 2 not everything
could be checked.
`;

function usageOf(name: CommandName): string {
  const { args } = commands[name];
  return args === "" ? name : `${name} ${args}`;
}

function optionSections(command: CommandName): readonly string[] {
  return headings.flatMap((heading) => {
    const names = optionNames.filter(
      (name) =>
        optionSpecs[name].heading === heading && optionSpecs[name].commands.includes(command),
    );
    return names.length === 0
      ? []
      : [`${heading}:`, ...names.map((name) => optionEntry(name, command)), ""];
  });
}

function optionEntry(name: OptionName, command: CommandName): string {
  const { short, value, about, aboutFor } = optionSpecs[name];
  const long = `${short === undefined ? "    " : `-${short}, `}--${name}`;
  return entry(value === undefined ? long : `${long} ${value}`, aboutFor?.[command] ?? about);
}

/** A term and its description beside it, or below it if the term is long. */
function entry(term: string, about: string): string {
  const lines = wrapLines(about, width - indent).map((line) => " ".repeat(indent) + line);
  const start = `  ${term}`;
  if (start.length > indent - 2) return [start, ...lines].join("\n");
  return start.padEnd(indent) + lines.join("\n").slice(indent);
}
