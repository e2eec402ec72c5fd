import type { Region } from "./region.ts";

/** A piece of an instruction: its text with continuations joined, and where it stands in the file. */
export interface Text {
  readonly text: string;
  readonly region: Region;
}

/** A text that was unquoted, with how it is written. */
export interface UnquotedText extends Text {
  readonly written: string;
}

/**
 * Something BuildKit would refuse the file for. `unconditional` is false where a value that is unknown here (an ARG without
 * value, a template) is the only cause, so that the file may be fine once the value is given.
 */
export interface Problem {
  readonly message: string;
  readonly region: Region;
  readonly unconditional: boolean;
  /** An instruction that was skipped whole, as written: what it names is nowhere else. */
  readonly skipped?: string;
}

/** Where an instruction ends, heredoc bodies included, so that another one can follow on a line of its own. */
export interface InstructionEnd {
  /** 1-based. */
  readonly line: number;
  /** One past the last character of the line, its line end not counted. */
  readonly column: number;
  /** The blanks that the instruction begins with. */
  readonly indent: string;
  /** The instruction is written in lower case. */
  readonly lowerCase: boolean;
}

export interface InstructionLocation {
  /** The whole instruction, heredoc bodies excluded. */
  readonly region: Region;
  /** Null where the file ends before the instruction does, or where a template engine has a say in where it ends. */
  readonly end: InstructionEnd | null;
}

export interface FromInstruction extends InstructionLocation {
  readonly keyword: "FROM";
  readonly image: Text;
  readonly platform: Text | null;
  readonly stageName: Text | null;
}

export interface ArgInstruction extends InstructionLocation {
  readonly keyword: "ARG";
  /** `value` is null for an ARG without default. Names are literal: BuildKit does not unquote them. */
  readonly declarations: readonly { readonly name: Text; readonly value: Text | null }[];
}

export interface EnvInstruction extends InstructionLocation {
  readonly keyword: "ENV";
  readonly pairs: readonly { readonly name: Text; readonly value: Text }[];
}

export interface UserInstruction extends InstructionLocation {
  readonly keyword: "USER";
  /** The rest of the line: BuildKit takes `USER app grp` as one user. */
  readonly user: Text;
}

export interface CopyInstruction extends InstructionLocation {
  readonly keyword: "COPY";
  /** The value of `--from`, unquoted; its region is the value as written. */
  readonly from: UnquotedText | null;
  readonly expandable: readonly Text[];
}

export interface RunInstruction extends InstructionLocation {
  readonly keyword: "RUN";
  /** The `from=` of each `--mount` that has one, unquoted. */
  readonly mountFroms: readonly UnquotedText[];
  /** All `--mount` flags, with `from=` or without. */
  readonly mountCount: number;
}

export interface OnbuildInstruction extends InstructionLocation {
  readonly keyword: "ONBUILD";
  readonly trigger: Instruction;
  /** What BuildKit refuses of the trigger, but only in a build that runs it. */
  readonly triggerProblems: readonly Problem[];
}

/** Everything that neither names an image nor changes a variable or the user. */
export interface OtherInstruction extends InstructionLocation {
  readonly keyword: "OTHER";
  readonly name: string;
  /** Words in which BuildKit expands variables: a syntax error in one of them refuses the file. */
  readonly expandable: readonly Text[];
}

export type Instruction =
  | FromInstruction
  | ArgInstruction
  | EnvInstruction
  | UserInstruction
  | CopyInstruction
  | RunInstruction
  | OnbuildInstruction
  | OtherInstruction;

/** A whole-line comment to inferlint outside instructions and heredocs: its text from `#` on. */
export interface Comment {
  readonly text: string;
  readonly region: Region;
  /** The next instruction, heredoc bodies excluded; null behind the last one. */
  readonly next: Region | null;
}

/** A parsed Dockerfile: what could be read, and what BuildKit refuses. Never a throw. */
export interface Dockerfile {
  readonly path: string;
  readonly escape: "\\" | "`";
  readonly instructions: readonly Instruction[];
  /** Those that begin with `inferlint:`. */
  readonly comments: readonly Comment[];
  readonly problems: readonly Problem[];
}
