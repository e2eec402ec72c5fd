import { parseArgs } from "node:util";
import type { FormerIds } from "../../domain/rule/rule-names.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import type { CommandName } from "../command-table.ts";
import type { OptionName, PassedOption } from "../option-types.ts";
import { optionNames, optionSpecs } from "../options.ts";
import { unknownOption } from "./other-options.ts";

const kinds = Object.fromEntries(
  optionNames.map((name) => {
    const { value, short } = optionSpecs[name];
    const type: "boolean" | "string" = value === undefined ? "boolean" : "string";
    return [name, short === undefined ? { type } : { type, short }];
  }),
);

/** The options of a command line, in order. */
export class PassedOptions {
  readonly list: readonly PassedOption[];
  /** Former ids of rules that were passed; the list has those of today. */
  readonly renamed: FormerIds;

  constructor(list: readonly PassedOption[], renamed: FormerIds = new Map()) {
    this.list = list;
    this.renamed = renamed;
  }

  has(name: OptionName): boolean {
    return this.list.some((option) => option.name === name);
  }

  /** Every value of an option that may repeat, in order. */
  all(name: OptionName): readonly string[] {
    return this.list.flatMap((option) => (option.name === name ? [option.value] : []));
  }

  /** The last one counts, so that a script can append to a command line. Null where the option was not passed. */
  last(name: OptionName): string | null {
    return this.all(name).at(-1) ?? null;
  }

  without(name: OptionName): PassedOptions {
    return new PassedOptions(
      this.list.filter((option) => option.name !== name),
      this.renamed,
    );
  }

  /** As if a switch had been passed before everything else. */
  withSwitch(name: OptionName): PassedOptions {
    return new PassedOptions([{ name, value: "" }, ...this.list], this.renamed);
  }
}

/**
 * Takes a command line apart.
 * @throws UsageError for an option that does not exist, and for a value that is missing or surplus
 */
export function splitArguments(argv: readonly string[]): {
  readonly passed: PassedOptions;
  readonly positionals: readonly string[];
} {
  const { tokens } = parseArgs({
    args: [...argv],
    options: kinds,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const list: PassedOption[] = [];
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    if (!isOption(name)) throw new UsageError(unknownOption(rawName));
    const takesValue = optionSpecs[name].value !== undefined;
    if (takesValue && value === undefined) throw new UsageError(`${rawName} needs a value`);
    if (!takesValue && value !== undefined) throw new UsageError(`${rawName} takes no value`);
    list.push({ name, value: value ?? "" });
  }
  return { passed: new PassedOptions(list), positionals };
}

/** @throws UsageError for an option that the command would ignore */
export function requireValid({ list }: PassedOptions, command: CommandName): void {
  const surplus = list.find(({ name }) => !optionSpecs[name].commands.includes(command));
  if (surplus) throw new UsageError(`--${surplus.name} is not valid with ${command}`);
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(optionSpecs, name);
}
