import type {
  Instruction,
  InstructionLocation,
  Problem,
  Text,
} from "../domain/build/dockerfile.ts";
import { hasTemplate } from "../shell/template.ts";
import type { Command } from "./command.ts";
import type { LogicalLine } from "./logical-line.ts";
import type { Rejection } from "./validate.ts";
import type { Span } from "./words.ts";

/** Enough of an instruction to see what it names. */
const maxSkippedLength = 1_000;

/** One line while it is read: where its words stand, and what is refused of it. */
export class LineReader {
  readonly problems: Problem[] = [];
  readonly line: LogicalLine;
  readonly escape: string;
  /** A template engine writes part of it: what is refused here may be gone then. */
  readonly templated: boolean;

  constructor(line: LogicalLine, escape: string) {
    this.line = line;
    this.escape = escape;
    this.templated = hasTemplate(line.text);
  }

  get location(): InstructionLocation {
    return { region: this.line.whole(), end: this.line.end };
  }

  text({ text, start, end }: Span): Text {
    return { text, region: this.line.region(start, end) };
  }

  args({ start, end }: Command): string {
    return this.line.text.slice(start, end);
  }

  reject({ message, start, end }: Rejection): void {
    const region = this.line.region(start, Math.min(end, this.line.text.length));
    this.problems.push({ message, region, unconditional: !this.templated });
  }

  /** Refuses the instruction as a whole: nothing of it can be used. */
  unusable(message: string, { end }: Pick<Command, "end">): Instruction | null {
    const region = this.line.region(0, Math.min(Math.max(end, 1), this.line.text.length));
    const skipped = this.line.text.slice(0, maxSkippedLength);
    this.problems.push({ message, region, unconditional: !this.templated, skipped });
    return null;
  }
}
