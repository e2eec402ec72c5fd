import type { CommandWord } from "./command-word.ts";
import { restOf } from "./command-word.ts";
import { addAll } from "../../text/list.ts";

/** Which flags of a program take no value; every other takes one. */
export interface FlagGrammar {
  /** Without the dashes. */
  readonly switches: ReadonlySet<string>;
  /** Of one letter. */
  readonly letters: string;
}

/** A flag and its value. */
export interface CommandFlag {
  /** `--file`, `-f`. */
  readonly name: string;
  /** Null for a switch. */
  readonly value: CommandWord | null;
}

export interface CommandArguments {
  readonly flags: readonly CommandFlag[];
  readonly operands: readonly CommandWord[];
}

/** Names of switches, separated by blanks. */
export function switchesOf(names: string): ReadonlySet<string> {
  return new Set(names.split(" "));
}

/**
 * Takes flags and operands apart as Go's pflag and Python's argparse do: `--name value`, `--name=value`, `-n value`, `-nvalue`,
 * `-n=value`, clusters of letters, and only operands after `--`.
 * @param endsAtOperand whether all words after the first operand are operands, as of a command in a container
 */
export function readArguments(
  words: readonly CommandWord[],
  grammar: FlagGrammar,
  endsAtOperand: boolean = false,
): CommandArguments {
  const flags: CommandFlag[] = [];
  const operands: CommandWord[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word) break;
    const isOperand = !/^-./s.test(word.text);
    if (word.text === "--" || (isOperand && endsAtOperand)) {
      addAll(operands, words.slice(isOperand ? at : at + 1));
      break;
    }
    if (isOperand) {
      operands.push(word);
      continue;
    }
    const { own, open } = word.text.startsWith("--")
      ? longFlag(word, grammar)
      : letterFlags(word, grammar);
    addAll(flags, own);
    if (open !== null) flags.push({ name: open, value: words[++at] ?? null });
  }
  return { flags, operands };
}

interface FlagsOfWord {
  readonly own: readonly CommandFlag[];
  /** The flag whose value is the next word; null for none. */
  readonly open: string | null;
}

function longFlag(word: CommandWord, { switches }: FlagGrammar): FlagsOfWord {
  const equals = word.text.indexOf("=");
  if (equals >= 0) {
    const name = word.text.slice(0, equals);
    return { own: [{ name, value: restOf(word, equals + 1) }], open: null };
  }
  return switches.has(word.text.slice(2))
    ? { own: [{ name: word.text, value: null }], open: null }
    : { own: [], open: word.text };
}

function letterFlags(word: CommandWord, { letters }: FlagGrammar): FlagsOfWord {
  const own: CommandFlag[] = [];
  for (let at = 1; at < word.text.length; at++) {
    const letter = word.text[at] ?? "";
    const name = `-${letter}`;
    if (letters.includes(letter)) {
      own.push({ name, value: null });
      // `-t=false`: the value of a switch, which nothing here depends on.
      if (word.text[at + 1] === "=") break;
      continue;
    }
    if (at + 1 >= word.text.length) return { own, open: name };
    const from = word.text[at + 1] === "=" ? at + 2 : at + 1;
    own.push({ name, value: restOf(word, from) });
    break;
  }
  return { own, open: null };
}

/** The values of flags with one of these names, in order. */
export function valuesOf(
  { flags }: CommandArguments,
  ...names: readonly string[]
): readonly CommandWord[] {
  return flags.flatMap(({ name, value }) => (names.includes(name) && value ? [value] : []));
}
