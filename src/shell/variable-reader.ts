import type { CharReader } from "./char-reader.ts";
import type { PatternBudget } from "./substitution.ts";
import { withAlternative, withoutAffix, withReplacement } from "./substitution.ts";
import { missingClosing, missingVariableName, unsupportedModifier } from "./word-error.ts";
import type { Lookup, WordValue } from "./word-value.ts";
import { plain, unknown } from "./word-value.ts";

export interface VariableOptions {
  readonly lookup: Lookup;
  /** Leaves variables without a value as they are written: heredoc names are read so. */
  readonly keepUnset?: boolean;
  readonly budget: PatternBudget;
  /** Called for each `${name:?message}` without a value. BuildKit rejects the build then; the value stays unresolved. */
  readonly onRequired: (message: string) => void;
}

/** Reads the word of a substitution up to its closing character. */
type ReadNested = (
  closing: "}" | "/",
  rawEscapes: boolean,
  keepPatternEscapes: boolean,
) => WordValue;

/** Reads `$name` and `${name…}` and evaluates them. */
export class VariableReader {
  /** Variables that were used and are not declared, in order of use. */
  readonly undeclared: string[] = [];
  private readonly chars: CharReader;
  private readonly options: VariableOptions;
  private readonly readNested: ReadNested;

  constructor(chars: CharReader, options: VariableOptions, readNested: ReadNested) {
    this.chars = chars;
    this.options = options;
    this.readNested = readNested;
  }

  /** Reads from the `$` on. */
  read(): WordValue {
    const { chars } = this;
    chars.next();
    if (chars.peek() !== "{") {
      const name = chars.variableName();
      return name === "" ? plain("$") : this.valueOf(name, `$${name}`);
    }
    chars.next();
    const first = chars.peek();
    if (first === undefined) throw missingClosing("}");
    if ("{}:".includes(first)) throw missingVariableName();
    const name = chars.variableName();
    const modifier = chars.next() ?? "";
    if (modifier === "}") return this.valueOf(name, `\${${name}}`);
    return modifier === "/" ? this.replacement(name) : this.modified(name, modifier);
  }

  private modified(name: string, first: string): WordValue {
    const { budget, onRequired } = this.options;
    const emptyIsUnset = first === ":";
    const modifier = emptyIsUnset ? (this.chars.next() ?? "") : first;
    const isPattern = modifier === "#" || modifier === "%";
    if (modifier === "") throw missingClosing("}");
    if (!"+-?#%".includes(modifier) || (isPattern && emptyIsUnset))
      throw unsupportedModifier(`${emptyIsUnset ? ":" : ""}${modifier}`);
    const word = this.readNested("}", isPattern, isPattern);
    const found = this.options.lookup(name);
    if (this.isKept(found))
      return plain(`\${${name}${emptyIsUnset ? ":" : ""}${modifier}${word.text}}`);
    // Which of the two it is decides the value, also where it is then not used.
    if (found === "undeclared" && name !== "" && !isPattern) this.undeclared.push(name);
    return isPattern
      ? withoutAffix(this.orMissing(name, found), modifier, word, budget)
      : withAlternative(name, found, modifier, emptyIsUnset, word, onRequired);
  }

  private replacement(name: string): WordValue {
    const all = this.chars.peek() === "/";
    if (all) this.chars.next();
    const pattern = this.readNested("/", true, true);
    const replacement = this.readNested("}", true, false);
    const found = this.options.lookup(name);
    if (this.isKept(found)) return plain(`\${${name}/${pattern.text}/${replacement.text}}`);
    const value = this.orMissing(name, found);
    return withReplacement(value, pattern, replacement, all, this.options.budget);
  }

  private valueOf(name: string, written: string): WordValue {
    const found = this.options.lookup(name);
    return this.isKept(found) ? plain(written) : this.orMissing(name, found);
  }

  private isKept(found: ReturnType<Lookup>): boolean {
    return this.options.keepUnset === true && typeof found === "string";
  }

  private orMissing(name: string, found: ReturnType<Lookup>): WordValue {
    if (typeof found !== "string") return found;
    if (found !== "undeclared") return unknown(name);
    if (name !== "") this.undeclared.push(name);
    return plain("");
  }
}
