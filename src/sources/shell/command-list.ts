import type { Span } from "../../text/line-index.ts";
import { BlockStack } from "./block-stack.ts";
import { CommandBuilder } from "./command-builder.ts";
import type { HeredocReader } from "./heredoc-reader.ts";
import type { ScriptItem } from "./script.ts";
import type { ShellWord } from "./shell-word.ts";
import type { WordReader } from "./word-reader.ts";

interface CommandListOptions {
  readonly text: string;
  readonly end: number;
  /** What ends it; null for the end of the text. */
  readonly close: ")" | "`" | null;
  readonly words: WordReader;
  readonly heredocs: HeredocReader;
  readonly emit: (item: ScriptItem) => void;
  readonly onComment: (comment: Span) => void;
  readonly onLine: (line: Span) => void;
}

const blockWords: Readonly<Partial<Record<string, "branch" | "group">>> = {
  for: "branch",
  if: "branch",
  select: "branch",
  until: "branch",
  while: "branch",
  "{": "group",
};
const skippedWords = new Set(["!", "do", "then"]);
const otherwiseWords = new Set(["elif", "else"]);
const closingWords = new Set(["done", "esac", "fi", "}"]);

const redirection = /&>>?|<<<|<<-?|<&|<>|>>|>&|>\||[<>](?!\()/y;
const operator = /;;&|;[;&]?|&&|\|\||\|&|[&|]/y;
const emptyBrackets = /\([ \t]*\)/y;
const arrayName = /^\w+(?:\[[^\]]*\])?\+?=$/;

/** Reads one list of commands: a script, or what stands in `$(…)`. */
export class CommandList {
  readonly #options: CommandListOptions;
  readonly #blocks: BlockStack;
  readonly #command: CommandBuilder;
  /** Where the logical line starts; null before its first word. */
  #lineStart: number | null = null;

  constructor(options: CommandListOptions) {
    this.#options = options;
    this.#blocks = new BlockStack(options.emit);
    this.#command = new CommandBuilder(options.emit);
  }

  /** @returns where it ends, the closing character included */
  read(start: number): { readonly at: number; readonly isClosed: boolean } {
    const { text, end, close } = this.#options;
    let at = start;
    let isClosed = close === null;
    while (at < end) {
      const char = text[at] ?? "";
      const next = this.#space(at, char);
      if (next !== null) {
        at = next;
        continue;
      }
      this.#lineStart ??= at;
      isClosed = char === close && !(char === ")" && this.#closesBlock());
      if (isClosed) break;
      at = this.#token(at, char);
    }
    this.#command.end("");
    this.#blocks.closeAll();
    this.#endLine(at);
    return { at: isClosed && close !== null ? at + 1 : at, isClosed };
  }

  /** Skips blanks, ends of lines and comments. @returns null where there is none */
  #space(at: number, char: string): number | null {
    const { text, words, heredocs } = this.#options;
    if (char === " " || char === "\t" || (char === "\r" && text[at + 1] === "\n")) return at + 1;
    if (char === "\uFEFF" && at === 0) return 1;
    if (char === "#") return this.#comment(at);
    const continued = words.continuation(at);
    if (continued > 0) return at + continued;
    if (char !== "\n") return null;
    this.#command.end("");
    const next = heredocs.read(at + 1);
    this.#endLine(next > at + 1 ? next : at);
    return next;
  }

  #comment(at: number): number {
    const { text, words, close, onComment } = this.#options;
    let end = words.lineEnd(at);
    // `# words` in backticks is a comment within a command.
    const tick = close === "`" ? text.slice(at, end).indexOf("`") : -1;
    if (tick >= 0) end = at + tick;
    onComment({ start: at, end });
    return end;
  }

  #endLine(end: number): void {
    if (this.#lineStart !== null) this.#options.onLine({ start: this.#lineStart, end });
    this.#lineStart = null;
  }

  /** Whether a bracket ends a pattern or a subshell. */
  #closesBlock(): boolean {
    this.#command.end(")");
    return this.#blocks.closeParenthesis();
  }

  #token(at: number, char: string): number {
    if (char === "(") return this.#parenthesis(at);
    if (char === ")") {
      if (this.#options.close !== ")") this.#closesBlock();
      return at + 1;
    }
    const arrow = this.#match(redirection, at);
    if (arrow !== null) return this.#redirection(at, arrow);
    const joined = this.#match(operator, at);
    if (joined !== null) {
      this.#command.end(joined);
      if (joined.startsWith(";;") || joined === ";&") this.#blocks.nextPattern();
      return at + joined.length;
    }
    const reading = this.#options.words.word(at);
    return reading ? this.#word(reading.word, reading.at) : at + 1;
  }

  #match(pattern: RegExp, at: number): string | null {
    pattern.lastIndex = at;
    return pattern.exec(this.#options.text)?.[0] ?? null;
  }

  #parenthesis(at: number): number {
    const { words } = this.#command;
    const [name] = words;
    const isArithmetic = this.#options.text[at + 1] === "(";
    const after =
      isArithmetic && (this.#command.isEmpty || name?.text === "for")
        ? this.#options.words.arithmetic(at)
        : null;
    if (after !== null) return after;
    if (this.#blocks.isPattern) return at + 1;
    const brackets = this.#match(emptyBrackets, at);
    if (name && words.length === 1 && brackets !== null) {
      this.#command.drop();
      this.#blocks.expectFunction(name.text);
      return at + brackets.length;
    }
    this.#command.end("(");
    this.#blocks.open(this.#command.takeCondition() ? "branch" : "subshell", true);
    return at + 1;
  }

  #redirection(at: number, arrow: string): number {
    const { words, heredocs } = this.#options;
    let start = at + arrow.length;
    while (/[ \t]/.test(this.#options.text[start] ?? "")) start++;
    const reading = words.word(start);
    if (!reading) return start;
    if (arrow === "<<" || arrow === "<<-")
      this.#command.addHeredoc(heredocs.open(reading.word, arrow === "<<-"));
    else this.#command.addRedirection({ operator: arrow, target: reading.word });
    return reading.at;
  }

  #word(word: ShellWord, at: number): number {
    const { text, words, emit } = this.#options;
    const isPlain = word.span.end - word.span.start === word.text.length;
    if (this.#blocks.isPattern) {
      if (isPlain && word.text === "esac") this.#blocks.closeWord();
      else emit({ kind: "word", word });
      return at;
    }
    // The number of a stream.
    if (/[<>]/.test(text[at] ?? "") && /^(?:\d+|\{\w+\})$/.test(word.text)) return at;
    if (isPlain && this.#keyword(word)) return at;
    if (text[at] === "(" && arrayName.test(word.text)) {
      const next = words.array(at);
      if (next !== null) {
        this.#command.add(word);
        return next;
      }
    }
    this.#command.add(word);
    return at;
  }

  /** Whether a word is a keyword in its place. */
  #keyword(word: ShellWord): boolean {
    const command = this.#command;
    const [first] = command.words;
    if (word.text === "in" && command.words.length === 2 && first?.text === "case") {
      command.end("");
      this.#blocks.open("branch", false, true);
      return true;
    }
    if (first?.text === "function" && command.words.length === 1) {
      command.drop();
      this.#blocks.expectFunction(word.text);
      return true;
    }
    if (!command.isEmpty) return false;
    const block = Object.hasOwn(blockWords, word.text) ? blockWords[word.text] : undefined;
    if (block) {
      this.#blocks.open(command.takeCondition() ? "branch" : block, false);
      // The words of `for` are those of a command.
      return word.text !== "for" && word.text !== "select";
    }
    if (closingWords.has(word.text)) {
      this.#blocks.closeWord();
      return true;
    }
    if (otherwiseWords.has(word.text)) this.#blocks.otherwise();
    return otherwiseWords.has(word.text) || skippedWords.has(word.text);
  }
}
