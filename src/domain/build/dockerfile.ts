import type { Region } from "./region.ts";
import type { SourceLine } from "./source-line.ts";

/** A part of an instruction: its text with continuation lines joined, and its location in the file. */
export interface Text {
  readonly text: string;
  readonly region: Region;
}

/** An unquoted text, with the way it is written in the file. */
export interface UnquotedText extends Text {
  readonly written: string;
}

/** What BuildKit rejects. Programs decide by the code; the message is for people and may be reworded. */
export interface Rejection {
  /** In kebab case: `unknown-instruction`. */
  readonly code: string;
  /** The fault, then what to do; a clause without capital and full stop. */
  readonly message: string;
}

/**
 * A reason for which BuildKit rejects the file. `unconditional` is false if the only cause is a value that is not known (an
 * ARG without a value, a template), so that the file may be valid once the value is set.
 */
export interface Problem extends Rejection {
  readonly region: Region;
  readonly unconditional: boolean;
  /** The start of an instruction that was skipped as a whole. It is not among the instructions. */
  readonly skipped?: string;
  /** It is none if the image sets a variable that the file does not. */
  readonly ofImage?: boolean;
  /** It stands where a FROM was meant, so what the missing stage leads to is no fault of its own. */
  readonly insteadOfFrom?: boolean;
}

/** Where an instruction ends, heredoc bodies included: a fix can insert another instruction after it. */
export interface InstructionEnd {
  /** 1-based. */
  readonly line: number;
  /** One past the last character of the line, line end excluded. */
  readonly column: number;
  /** The blanks before the instruction. */
  readonly indent: string;
  /** The instruction is written in lower case. */
  readonly lowerCase: boolean;
}

export interface InstructionLocation {
  /** The whole instruction, heredoc bodies excluded. */
  readonly region: Region;
  /** Null if the file ends within the instruction, or if a template engine can change where it ends. */
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
  /** What is copied: words as written, or the strings of a JSON array. Heredocs are left out. */
  readonly sources: readonly Text[];
  /** The last word; null where BuildKit rejects the instruction for it. */
  readonly destination: Text | null;
  /** `--parents` repeats the folders of a source below the destination. */
  readonly parents: boolean;
}

/** The `from=` of a `--mount`, and the `source=` that it has; null without one, which mounts the root. */
export interface MountFrom extends UnquotedText {
  readonly source: Text | null;
}

/** What RUN, CMD or ENTRYPOINT runs. */
export interface CommandLine {
  /** As written, without keyword and options. */
  readonly text: string;
  /** Of the JSON form; null for a text that a shell runs. */
  readonly strings: readonly string[] | null;
  /** The location of a part of the text as written. @param end exclusive */
  readonly region: (start: number, end: number) => Region;
}

export interface RunInstruction extends InstructionLocation {
  readonly keyword: "RUN";
  /** What BuildKit rejects of its mounts only in a stage that it builds. */
  readonly mountProblems: readonly Problem[];
  /** The `from=` of each `--mount` that has one, unquoted. */
  readonly mountFroms: readonly MountFrom[];
  /** All `--mount` flags, with `from=` or without. */
  readonly mountCount: number;
  /** Null unless it names conda. */
  readonly command: CommandLine | null;
}

export interface OnbuildInstruction extends InstructionLocation {
  readonly keyword: "ONBUILD";
  readonly trigger: Instruction;
  /** What BuildKit rejects only in a build that runs the trigger. */
  readonly triggerProblems: readonly Problem[];
}

/** An instruction that neither names an image nor changes a variable or the user. */
export interface OtherInstruction extends InstructionLocation {
  readonly keyword: "OTHER";
  readonly name: string;
  /** Words in which BuildKit expands variables: it rejects the file for a syntax error in one of them. */
  readonly expandable: readonly Text[];
  /** Of CMD and ENTRYPOINT. */
  readonly command?: CommandLine;
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

/** A comment to inferlint on a line of its own, outside instructions and heredocs: `# inferlint: …`, or what is meant as such. */
export interface Comment {
  /** From `#` on. */
  readonly text: string;
  readonly region: Region;
  /** The next instruction, heredoc bodies excluded; null after the last one. */
  readonly next: Region | null;
  /** The stage that the next instruction begins, from its FROM to the end of its last instruction; absent for others. */
  readonly stage?: Region;
  /** What is deleted with it, where that is not its line; null where it cannot be edited. */
  readonly removal?: Region | null;
}

/** What a comment on a line of its own covers if it stands above it: it begins its line. */
export interface CommentPlace {
  readonly startLine: number;
  readonly endLine: number;
  /** The blanks before it. */
  readonly indent: string;
}

/** A parsed Dockerfile: all instructions that can be used, and what BuildKit rejects. */
export interface Dockerfile {
  readonly path: string;
  readonly escape: "\\" | "`";
  /** The image that the `syntax` directive names as the frontend, without arguments; null without the directive. */
  readonly syntax: Text | null;
  readonly instructions: readonly Instruction[];
  /** The text of every instruction, whether it can be used or not. */
  readonly lines: readonly SourceLine[];
  /** Only those to inferlint. */
  readonly comments: readonly Comment[];
  readonly problems: readonly Problem[];
}
