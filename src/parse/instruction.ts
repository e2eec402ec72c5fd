import type { Instruction, Problem, Text } from "../domain/dockerfile.ts";
import { hasTemplate } from "../domain/image-reference.ts";
import { wordsOf } from "./ast.ts";
import type { Command } from "./command.ts";
import { jsonStrings, splitCommand } from "./command.ts";
import { readHeredoc } from "./heredoc.ts";
import type { LogicalLine } from "./logical-line.ts";
import { readMounts } from "./mounts.ts";
import type { Refusal } from "./validate.ts";
import { keywords, mixedArray, refusedArguments, refusedFlag, refusedPairs } from "./validate.ts";
import type { Span } from "./words.ts";
import { quotedWords } from "./words.ts";

export interface ParsedInstruction {
  /** Null where nothing of the instruction can be used. */
  readonly instruction: Instruction | null;
  readonly problems: readonly Problem[];
}

const stageNamePattern = /^[a-z][a-z0-9_.-]*$/;

/** Reads one logical line as BuildKit does, keeping what can be kept of a line that it refuses. */
export function readInstruction(line: LogicalLine, escape: string): ParsedInstruction {
  return new Reader(line, escape).read(splitCommand(line.text, escape));
}

class Reader {
  private readonly problems: Problem[] = [];
  private readonly line: LogicalLine;
  private readonly escape: string;
  private readonly templated: boolean;

  constructor(line: LogicalLine, escape: string) {
    this.line = line;
    this.escape = escape;
    this.templated = hasTemplate(line.text);
  }

  read(command: Command): ParsedInstruction {
    return { instruction: this.instruction(command), problems: this.problems };
  }

  private instruction(command: Command): Instruction | null {
    const { keyword } = command;
    const region = this.line.region(0, this.line.text.length);
    if (!keywords.has(keyword)) {
      const end = command.start > 0 ? Math.max(1, this.line.text.search(/\s|$/)) : 0;
      this.refuse({
        message: `${shorten(keyword) || "an empty line"} is not an instruction`,
        start: 0,
        end,
      });
      return null;
    }
    const flag = refusedFlag(command);
    if (flag) this.refuse(flag);
    switch (keyword) {
      case "FROM":
        return this.from(command, region);
      case "ARG":
        return this.arg(command, region);
      case "ENV":
      case "LABEL":
        return this.pairs(command, keyword, region);
      case "USER": {
        const words = wordsOf(this.line.text, command);
        if (words.length === 0) return this.unusable("USER needs a user", command);
        return { keyword, region, user: this.line.slice(command.start, command.end) };
      }
      case "COPY":
      case "ADD":
        return this.copy(command, keyword, region);
      case "RUN": {
        const { froms, refusals } = readMounts(this.line, command);
        refusals.forEach((refusal) => {
          this.refuse(refusal);
        });
        this.refuseArguments(command);
        return { keyword, region, mountFroms: froms };
      }
      case "ONBUILD":
        return this.onbuild(command, region);
      default:
        this.refuseArguments(command);
        return { keyword: "OTHER", name: keyword, region, expandable: this.expandable(command) };
    }
  }

  private from(command: Command, region: Instruction["region"]): Instruction | null {
    const words = wordsOf(this.line.text, command);
    const [image, as, name] = words;
    const isNamed = as?.text.toLowerCase() === "as" && name !== undefined;
    if (words.length !== 1 && !(words.length === 3 && isNamed)) {
      const surplus = words[isNamed ? 3 : 1] ?? image;
      const message = "FROM takes an image, or an image, AS and a stage name";
      this.refuse({ message, start: surplus?.start ?? 0, end: words.at(-1)?.end ?? command.end });
    }
    if (!image) return null;
    if (isNamed && !stageNamePattern.test(name.text.toLowerCase())) {
      const message =
        "a stage name starts with a letter and goes on with letters, digits, -, _ and .";
      this.refuse({ message, start: name.start, end: name.end });
    }
    const platform = command.flags.find((flag) => flag.name === "platform" && flag.value !== null);
    return {
      keyword: "FROM",
      region,
      image: this.text(image),
      stageName: isNamed ? this.text(name) : null,
      platform: platform
        ? {
            text: platform.value ?? "",
            region: this.line.region(platform.valueStart, platform.end),
          }
        : null,
    };
  }

  private arg(command: Command, region: Instruction["region"]): Instruction | null {
    const words = quotedWords(this.line.text, command.start, command.end, this.escape);
    if (words.length === 0) return this.unusable("ARG needs a name", command);
    const blank = words.find(({ text }) => text.startsWith("="));
    if (blank)
      this.refuse({ message: "the name of an ARG is empty", start: blank.start, end: blank.end });
    const declarations = words
      .filter((word) => word !== blank)
      .map((word) => {
        const { name, value } = this.splitPair(word);
        return { name, value };
      });
    return { keyword: "ARG", region, declarations };
  }

  private pairs(
    command: Command,
    keyword: "ENV" | "LABEL",
    region: Instruction["region"],
  ): Instruction | null {
    const words = quotedWords(this.line.text, command.start, command.end, this.escape);
    const why = refusedPairs(keyword, words);
    if (why !== null) this.refuse({ message: why, start: command.start, end: command.end });
    const pairs = words[0]?.text.includes("=")
      ? words.flatMap((word) => {
          const { name, value } = this.splitPair(word);
          return value && name.text !== "" ? [{ name, value }] : [];
        })
      : this.oldPair(command, keyword, words);
    if (keyword === "ENV") return { keyword, region, pairs };
    const expandable = pairs.flatMap(({ name, value }) => [name, value]);
    return { keyword: "OTHER", name: keyword, region, expandable };
  }

  /** `ENV name the whole rest`. */
  private oldPair(
    command: Command,
    keyword: string,
    words: readonly Span[],
  ): { name: Text; value: Text }[] {
    if (words.length === 0) return [];
    const rest = this.line.text.slice(command.start, command.end);
    const blank = /[\t\v\f\r ]+/.exec(rest);
    if (!blank) {
      const message = `${keyword} needs a name and a value`;
      this.refuse({ message, start: command.start, end: command.end });
      return [];
    }
    const nameEnd = command.start + blank.index;
    return [
      {
        name: this.line.slice(command.start, nameEnd),
        value: this.line.slice(nameEnd + blank[0].length, command.end),
      },
    ];
  }

  private copy(
    command: Command,
    keyword: "COPY" | "ADD",
    region: Instruction["region"],
  ): Instruction {
    const json = jsonStrings(this.line.text.slice(command.start, command.end));
    const words = json === null ? wordsOf(this.line.text, command) : [];
    const paths = json === null ? words.map(({ text }) => text) : json;
    const whole = { start: command.start, end: command.end };
    if (paths === "mixed") this.refuse({ message: mixedArray, ...whole });
    else if (paths.length < 2)
      this.refuse({ message: `${keyword} needs a source and a destination`, ...whole });
    else if (readHeredoc(paths.at(-1) ?? ""))
      this.refuse({ message: `a heredoc cannot be the destination of ${keyword}`, ...whole });
    const expandable = words
      .filter(({ text }) => !readHeredoc(text))
      .map((word) => this.text(word));
    if (keyword === "ADD") return { keyword: "OTHER", name: keyword, region, expandable };
    const flag = command.flags.find(({ name, value }) => name === "from" && value !== null);
    const from = flag?.value
      ? { text: flag.value, region: this.line.region(flag.valueStart, flag.end) }
      : null;
    return { keyword, region, from, expandable };
  }

  private onbuild(command: Command, region: Instruction["region"]): Instruction | null {
    const trigger = splitCommand(this.line.text, this.escape, command.start);
    if (trigger.keyword === "") return this.unusable("ONBUILD needs an instruction", command);
    const place = { start: command.start, end: command.end };
    if (["ONBUILD", "FROM", "MAINTAINER"].includes(trigger.keyword)) {
      this.refuse({ message: `ONBUILD ${trigger.keyword} is not allowed`, ...place });
      return null;
    }
    // An unknown trigger is refused only by the build that runs it.
    if (!keywords.has(trigger.keyword))
      return {
        keyword: "ONBUILD",
        region,
        trigger: { keyword: "OTHER", name: trigger.keyword, region, expandable: [] },
      };
    const instruction = this.instruction(trigger);
    return instruction ? { keyword: "ONBUILD", region, trigger: instruction } : null;
  }

  private expandable(command: Command): readonly Text[] {
    switch (command.keyword) {
      case "WORKDIR":
      case "STOPSIGNAL":
        return [this.line.slice(command.start, command.end)];
      case "EXPOSE":
      case "VOLUME":
        return jsonStrings(this.line.text.slice(command.start, command.end))
          ? []
          : wordsOf(this.line.text, command).map((word) => this.text(word));
      default:
        return [];
    }
  }

  private splitPair(word: Span): { name: Text; value: Text | null } {
    const equals = this.line.text.indexOf("=", word.start);
    if (!word.text.includes("=")) return { name: this.text(word), value: null };
    // The word's text can differ from the line by a dropped escape at its end only.
    const value = word.text.slice(word.text.indexOf("=") + 1);
    return {
      name: this.line.slice(word.start, equals),
      value: { text: value, region: this.line.region(equals + 1, word.end) },
    };
  }

  private text({ text, start, end }: Span): Text {
    return { text, region: this.line.region(start, end) };
  }

  private refuseArguments(command: Command): void {
    const message = refusedArguments(this.line.text, command);
    if (message !== null) this.refuse({ message, start: command.start, end: command.end });
  }

  private unusable(message: string, command: Command): null {
    this.refuse({ message, start: 0, end: Math.max(command.end, 1) });
    return null;
  }

  private refuse({ message, start, end }: Refusal): void {
    const region = this.line.region(start, Math.min(end, this.line.text.length));
    this.problems.push({ message, region, unconditional: !this.templated });
  }
}

/** Messages quote no more of a file than is needed to recognise it. */
function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
