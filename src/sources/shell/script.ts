import type { Span } from "../../text/line-index.ts";
import type { ShellWord } from "./shell-word.ts";

/** `> file`, `< file`. */
export interface Redirection {
  /** Without the number of the stream: `>`, `>>`, `<`, `<<<`, `&>`. */
  readonly operator: string;
  readonly target: ShellWord;
}

/** `<<EOF`, with its text. */
export interface Heredoc {
  /** The lines up to the delimiter. */
  readonly body: Span;
  /** Variables in it stay as they are. */
  readonly isQuoted: boolean;
  /** `<<-`: tabs at the start of lines are dropped. */
  readonly stripsTabs: boolean;
}

/** A simple command. */
export interface ShellCommand {
  readonly kind: "command";
  readonly words: readonly ShellWord[];
  readonly redirections: readonly Redirection[];
  readonly heredocs: readonly Heredoc[];
  /** The operator before it: `&&`, `||`, `|`; another one, or none, is empty. */
  readonly before: string;
  /** Whether its output goes into another command. */
  readonly isPiped: boolean;
}

/** A variable that a command or a line of make sets. */
export interface Assignment {
  readonly name: string;
  /** The word `NAME=value`; null where the value is not there. */
  readonly word: ShellWord | null;
  /** The offset of the value in the text of the word. */
  readonly from: number;
}

/** A variable that a file sets, and whether what it is set to is certain. */
export interface Definition {
  readonly assignment: Assignment;
  /** Whether it runs whenever the script does, and in its own shell. */
  readonly isCertain: boolean;
}

/** What encloses commands; `subshell` also for `$(…)`. */
export type BlockKind = "subshell" | "function" | "branch" | "group";

/** The flow of a script. */
export type ScriptItem =
  | ShellCommand
  | { readonly kind: "open"; readonly block: BlockKind; readonly name: string | null }
  | { readonly kind: "close"; readonly block: BlockKind }
  /** `else`, or the next pattern of `case`. */
  | { readonly kind: "otherwise" }
  /** A word outside of commands: a default of a variable, a pattern of `case`. */
  | { readonly kind: "word"; readonly word: ShellWord }
  /** A variable of make. */
  | ({ readonly kind: "assignment" } & Definition);

/** A script as the shell takes it apart. */
export interface Script {
  readonly items: readonly ScriptItem[];
  /** From `#` to the end of the line. */
  readonly comments: readonly Span[];
  /** Logical lines with their continuations and heredocs, those of `$(…)` too, by start. */
  readonly lines: readonly Span[];
  /** Where a quote or a bracket begins that has no end. */
  readonly unclosed: number | null;
}
