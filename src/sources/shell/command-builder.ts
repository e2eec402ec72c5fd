import type { Heredoc, Redirection, ScriptItem } from "./script.ts";
import type { ShellWord } from "./shell-word.ts";

const joining = new Set(["&&", "||", "|", "|&"]);

/** Collects one simple command after the other. */
export class CommandBuilder {
  readonly #emit: (item: ScriptItem) => void;
  #words: ShellWord[] = [];
  #redirections: Redirection[] = [];
  #heredocs: Heredoc[] = [];
  #before = "";

  constructor(emit: (item: ScriptItem) => void) {
    this.#emit = emit;
  }

  get words(): readonly ShellWord[] {
    return this.#words;
  }

  /** Whether a keyword can stand here. */
  get isEmpty(): boolean {
    return (
      this.#words.length === 0 && this.#redirections.length === 0 && this.#heredocs.length === 0
    );
  }

  add(word: ShellWord): void {
    this.#words.push(word);
  }

  addRedirection(redirection: Redirection): void {
    this.#redirections.push(redirection);
  }

  addHeredoc(heredoc: Heredoc): void {
    this.#heredocs.push(heredoc);
  }

  /** Drops what was no command: the name of a function. */
  drop(): void {
    this.#words = [];
  }

  /** Whether what comes next runs only if something else has run, or has failed. */
  takeCondition(): boolean {
    const isConditional = this.#before === "&&" || this.#before === "||";
    this.#before = "";
    return isConditional;
  }

  /** @param operator after it; a line break after an operator does not end it */
  end(operator: string): void {
    if (this.isEmpty) {
      if (operator !== "") this.#before = joining.has(operator) ? operator : "";
      return;
    }
    this.#emit({
      kind: "command",
      words: this.#words,
      redirections: this.#redirections,
      heredocs: this.#heredocs,
      before: this.#before,
      isPiped: operator === "|" || operator === "|&",
    });
    [this.#words, this.#redirections, this.#heredocs] = [[], [], []];
    this.#before = joining.has(operator) ? operator : "";
  }
}
