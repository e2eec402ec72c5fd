import type { InstructionLocation, Problem, Rejection, Text } from "../domain/build/dockerfile.ts";
import { hasTemplate } from "../shell/template.ts";
import { wordsOf } from "./ast.ts";
import type { Command } from "./command.ts";
import type { LogicalLine } from "./logical-line.ts";
import type { Span } from "./words.ts";

/** Enough of a skipped instruction to find the image that it names. */
const maxSkippedLength = 1_000;

export interface LineOptions {
  /** Whether a misspelt instruction is compared with the known ones. */
  readonly wantsSuggestions: boolean;
  /** Whether `{{…}}` and the like are templates, not text. */
  readonly templates: boolean;
}

/** One logical line while it is read: locations of its words, and what BuildKit rejects in it. */
export class LineReader {
  readonly problems: Problem[] = [];
  readonly line: LogicalLine;
  readonly escape: string;
  /** It contains a template: what is invalid now may be valid once the template engine has run. */
  readonly templated: boolean;

  readonly options: LineOptions;

  constructor(line: LogicalLine, escape: string, options: LineOptions) {
    this.options = options;
    this.line = line;
    this.escape = escape;
    this.templated = options.templates && hasTemplate(line.text);
  }

  /** The words of an instruction in this line. */
  words(command: Command): Span[] {
    return wordsOf(this.line.text, command, this.templated);
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

  /** A problem at the offsets of the logical text. */
  problem(rejection: Rejection, { start, end }: Pick<Span, "start" | "end">): Problem {
    const region = this.line.region(start, Math.min(end, this.line.text.length));
    return { ...rejection, region, unconditional: !this.templated };
  }

  /** Records a problem. */
  reject(rejection: Rejection, span: Pick<Span, "start" | "end">): void {
    this.problems.push(this.problem(rejection, span));
  }

  /** Records a problem because of which the whole instruction is skipped; the region is its text up to `end`. */
  rejectWhole(rejection: Rejection, { end }: Pick<Span, "end">, insteadOfFrom = false): null {
    const region = this.line.region(0, Math.min(Math.max(end, 1), this.line.text.length));
    const skipped = this.line.text.slice(0, maxSkippedLength);
    const unconditional = !this.templated;
    this.problems.push({ ...rejection, region, unconditional, skipped, insteadOfFrom });
    return null;
  }
}
