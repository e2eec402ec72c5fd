import type { BlockKind, ScriptItem } from "./script.ts";

interface Block {
  readonly kind: BlockKind;
  readonly isParenthesis: boolean;
  /** `case`, before the bracket that ends a pattern; null for other blocks. */
  isPattern: boolean | null;
}

/** The blocks that are open at a place of a list of commands. */
export class BlockStack {
  readonly #emit: (item: ScriptItem) => void;
  readonly #blocks: Block[] = [];
  #parentheses = 0;
  #functionName: string | null = null;

  constructor(emit: (item: ScriptItem) => void) {
    this.#emit = emit;
  }

  /** Whether a pattern of `case` stands here. */
  get isPattern(): boolean {
    return this.#blocks.at(-1)?.isPattern === true;
  }

  /** The next block is the body of a function. */
  expectFunction(name: string): void {
    this.#functionName = name;
  }

  open(kind: BlockKind, isParenthesis: boolean, isPattern: true | null = null): void {
    const name = this.#functionName;
    const own = name === null ? kind : "function";
    this.#functionName = null;
    this.#blocks.push({ kind: own, isParenthesis, isPattern });
    if (isParenthesis) this.#parentheses++;
    this.#emit({ kind: "open", block: own, name });
  }

  /** `fi`, `done`, `esac`, `}`. */
  closeWord(): void {
    if (this.#blocks.at(-1)?.isParenthesis === false) this.#pop();
  }

  /** A bracket. False if it closes nothing here. */
  closeParenthesis(): boolean {
    const top = this.#blocks.at(-1);
    if (top?.isPattern === true) {
      top.isPattern = false;
      this.#emit({ kind: "otherwise" });
      return true;
    }
    if (this.#parentheses === 0) return false;
    while (this.#pop()?.isParenthesis === false);
    return true;
  }

  /** `;;` */
  nextPattern(): void {
    const top = this.#blocks.at(-1);
    if (top && top.isPattern !== null) top.isPattern = true;
  }

  /** `else` */
  otherwise(): void {
    this.#emit({ kind: "otherwise" });
  }

  closeAll(): void {
    while (this.#pop());
  }

  #pop(): Block | undefined {
    const block = this.#blocks.pop();
    if (!block) return undefined;
    if (block.isParenthesis) this.#parentheses--;
    this.#emit({ kind: "close", block: block.kind });
    return block;
  }
}
