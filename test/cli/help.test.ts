import { describe, expect, test } from "vitest";
import { readCommandLine } from "../../src/cli/arguments/read-command-line.ts";
import type { CommandName } from "../../src/cli/command-table.ts";
import { commandNames } from "../../src/cli/command-table.ts";
import { commandHelp, generalHelp } from "../../src/cli/commands/help.ts";
import { headings } from "../../src/cli/option-types.ts";
import { optionNames } from "../../src/cli/options.ts";

/** Options as a help text lists them: short name or null, long name, name of the value or null. */
function listed(help: string): readonly { short?: string; name: string; value?: string }[] {
  return [...help.matchAll(/^ {2}(?:-(\w), | {4})--([\w-]+)(?: ([A-Z]\S*))?(?=\s|$)/gm)].map(
    ([, short, name = "", value]) => ({
      name,
      ...(short === undefined ? {} : { short }),
      ...(value === undefined ? {} : { value }),
    }),
  );
}

/** The fault that the parser finds in an option, or null where it only misses another one. */
function rejection(command: CommandName, args: readonly string[]): string | null {
  try {
    readCommandLine([...command.split(" "), ...args], { ruleIds: [], isPath: () => false });
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    return /there is no option|is not valid with|needs a value|takes no value/.exec(message)
      ? message
      : null;
  }
}

/** Arguments without which a command line is never read as far as its options. */
const words: Partial<Record<CommandName, string[]>> = { cache: ["path"], explain: ["eol-os"] };

describe.each(commandNames)("help of %s", (command) => {
  const options = listed(commandHelp([command]));

  test("lists options that the parser accepts, short ones too", () => {
    expect(options.length).toBeGreaterThan(0);
    for (const { short, name, value } of options)
      for (const option of [`--${name}`, ...(short === undefined ? [] : [`-${short}`])]) {
        const args = [...(words[command] ?? []), option, ...(value === undefined ? [] : ["x"])];
        expect(rejection(command, args), option).toBe(null);
      }
  });

  test("lists every option that the parser accepts", () => {
    const names = new Set(options.map(({ name }) => name));
    const all = listed(
      [generalHelp(), ...commandNames.map((one) => commandHelp([one]))].join("\n"),
    );
    expect(new Set(all.map(({ name }) => name))).toEqual(new Set(optionNames));
    for (const { name, value } of all) {
      if (names.has(name)) continue;
      const args = [...(words[command] ?? []), `--${name}`, ...(value === undefined ? [] : ["x"])];
      expect(rejection(command, args)).toBe(`--${name} is not valid with ${command}`);
    }
  });
});

test("an option that no help text lists is rejected", () => {
  expect(rejection("lint", ["--nonsense"])).toContain("there is no option --nonsense");
});

test("every help text fits 80 columns", () => {
  const lines = [generalHelp(), ...commandNames.map((name) => commandHelp([name]))].flatMap(
    (text) => text.split("\n"),
  );
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

test("headings come in order, and a command shows only those it needs", () => {
  const headingsOf = (text: string) =>
    text.split("\n").flatMap((line) => headings.filter((heading) => line === `${heading}:`));
  expect(headingsOf(generalHelp())).toEqual(headings);
  expect(headingsOf(commandHelp(["inspect"]))).toEqual([
    "What is checked",
    "Output",
    "Network",
    "Other",
  ]);
  expect(headingsOf(commandHelp(["rules"]))).toEqual(["Other"]);
});

test("general help names every command", () => {
  for (const name of commandNames)
    expect(generalHelp()).toMatch(new RegExp(`^ {2}${name}\\b`, "m"));
});
