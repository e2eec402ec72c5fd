import { unresolvedPart } from "../../shell/unresolved.ts";
import type { WorkingDirectory } from "../command/index.ts";
import { changedTo } from "../command/index.ts";
import type { BlockKind, ScriptItem, ShellCommand } from "./script.ts";
import type { ResolvedWord } from "./resolved-word.ts";

const changing = new Set(["cd", "pushd", "popd"]);

/** `$(dirname "$0")`, `${BASH_SOURCE[0]%/*}`: the folder of the script. */
const ofScript =
  /^(?:\$\(\s*dirname\s+(?:--\s+)?"?\$\{?(?:0|BASH_SOURCE(?:\[0\])?)\}?"?\s*\)|\$\{(?:0|BASH_SOURCE(?:\[0\])?)%\/\*\})$/;
const ofRepository = /^\$\(\s*git\s+rev-parse\s+--show-toplevel\s*\)$/;

/** Follows `cd` through a script. */
export class Directories {
  #current: WorkingDirectory;
  #previous: WorkingDirectory = unknownDirectory("$OLDPWD");
  readonly #pushed: WorkingDirectory[] = [];
  readonly #blocks: { readonly start: WorkingDirectory; hasOther: boolean }[] = [];
  /** After this item nothing outside of functions changes the directory. */
  readonly #lastChange: number;
  /** Functions that change the directory of their caller. */
  readonly #changers: ReadonlySet<string>;

  constructor(items: readonly ScriptItem[], start: WorkingDirectory) {
    this.#current = start;
    const { lastChange, changers } = changesOf(items);
    this.#lastChange = lastChange;
    this.#changers = changers;
  }

  get current(): WorkingDirectory {
    return this.#current;
  }

  /** @param index of the item */
  open(block: BlockKind, index: number): void {
    this.#blocks.push({ start: this.#current, hasOther: false });
    // A function runs where its caller is.
    if (block === "function" && index < this.#lastChange) this.#current = unknownDirectory("$PWD");
  }

  /** Another branch starts where the first one did. */
  otherwise(): void {
    const block = this.#blocks.at(-1);
    if (!block) return;
    if (this.#current !== block.start) block.hasOther = true;
    this.#current = block.start;
  }

  close(block: BlockKind): void {
    const own = this.#blocks.pop();
    if (!own || block === "group") return;
    const isChanged = own.hasOther || this.#current !== own.start;
    this.#current = block === "branch" && isChanged ? unknownDirectory("$PWD") : own.start;
  }

  /** Takes a command that changes the directory. */
  run(words: readonly ResolvedWord[]): void {
    const name = words[0]?.text ?? "";
    if (this.#changers.has(name)) this.#current = unknownDirectory("$PWD");
    if (!changing.has(name)) return;
    const target = words.slice(1).find(({ text }) => !/^-./.test(text) && text !== "");
    const next = name === "popd" ? this.#popped() : this.#target(target, name === "pushd");
    this.#previous = this.#current;
    this.#current = next;
  }

  #popped(): WorkingDirectory {
    return this.#pushed.pop() ?? unknownDirectory("$OLDPWD");
  }

  #target(word: ResolvedWord | undefined, isPushed: boolean): WorkingDirectory {
    if (isPushed) this.#pushed.push(this.#current);
    if (!word) return unknownDirectory("~");
    if (word.text === "-") return this.#previous;
    if (word.text.startsWith("~")) return unknownDirectory(word.text);
    const [written = ""] = word.unknown;
    if (!word.text.startsWith(unresolvedPart) || word.unknown.length > 1)
      return changedTo(this.#current, word);
    const rest = { text: word.text.slice(1).replace(/^\//, ""), unknown: [] };
    if (ofScript.test(written)) return { folder: "file", path: rest };
    return ofRepository.test(written)
      ? { folder: "any", path: rest }
      : changedTo(this.#current, word);
  }
}

function unknownDirectory(written: string): WorkingDirectory {
  return { folder: "any", path: { text: unresolvedPart, unknown: [written] } };
}

/** What must be known of a script before it is followed. */
function changesOf(items: readonly ScriptItem[]): {
  readonly lastChange: number;
  readonly changers: ReadonlySet<string>;
} {
  const changers = new Set<string>();
  /** Those that have a directory, or a caller, of their own. */
  const enclosing: { readonly block: BlockKind; readonly name: string | null }[] = [];
  let lastChange = -1;
  for (const [index, item] of items.entries()) {
    const isEnclosing =
      (item.kind === "open" || item.kind === "close") &&
      (item.block === "subshell" || item.block === "function");
    if (isEnclosing && item.kind === "open") enclosing.push(item);
    if (isEnclosing && item.kind === "close") enclosing.pop();
    if (item.kind !== "command" || !isChange(item)) continue;
    const inner = enclosing.at(-1);
    if (!inner) lastChange = index;
    else if (inner.block === "function" && inner.name !== null) changers.add(inner.name);
  }
  return { lastChange, changers };
}

function isChange({ words }: ShellCommand): boolean {
  return changing.has(words[0]?.text ?? "");
}
