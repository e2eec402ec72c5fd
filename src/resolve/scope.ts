import type { Expansion, ValueLocation } from "../domain/build/build.ts";
import { maxProvenance } from "../domain/build/build.ts";
import type { Text } from "../domain/build/dockerfile.ts";
import { lexWord } from "../shell/shell-word.ts";
import { maskTemplates, unmaskTemplates } from "../shell/template.ts";
import { patternBudget } from "../shell/substitution.ts";
import type { Lookup, WordValue } from "../shell/word-value.ts";

/** A variable: its value and where it came from, or declared without one. */
export interface Variable {
  /** Null for an ARG without value. */
  readonly value: WordValue | null;
  readonly provenance: readonly ValueLocation[];
  /** An ARG: `--build-arg` may give it another value. */
  readonly overridable: boolean;
}

/** The expansion of a text, and whether a build argument could change it. */
export interface ExpandedText extends Expansion {
  readonly overridable: boolean;
  /** What is required (`${name:?…}`) and missing: BuildKit refuses the build until it is given. */
  readonly required: readonly string[];
}

/**
 * The variables of one place in the Dockerfile. Changes are logged, so that a stage can be left again: stages that share an
 * ancestor take turns on one scope instead of copying it, which keeps long chains of stages linear.
 */
export class Scope {
  private readonly variables = new Map<string, Variable>();
  private readonly log: { name: string; before: Variable | undefined }[] = [];
  private readonly absent: "undeclared" | "unset";
  private readonly budget = patternBudget();

  /** @param absent what a name means that nothing declares */
  constructor(absent: "undeclared" | "unset" = "undeclared") {
    this.absent = absent;
  }

  get(name: string): Variable | undefined {
    return this.variables.get(name);
  }

  set(name: string, variable: Variable): void {
    this.log.push({ name, before: this.variables.get(name) });
    this.variables.set(name, variable);
  }

  /** A mark to return to with `rewind`. */
  mark(): number {
    return this.log.length;
  }

  rewind(mark: number): void {
    while (this.log.length > mark) {
      const change = this.log.pop();
      if (!change) return;
      if (change.before) this.variables.set(change.name, change.before);
      else this.variables.delete(change.name);
    }
  }

  /**
   * Expands a text. Throws WordError for what BuildKit refuses.
   * @param withoutArgs reads every ARG as one without value: what the text says whatever is given.
   */
  expand({ text }: Text, escape: string, withoutArgs = false): ExpandedText {
    const { masked, templates } = maskTemplates(text);
    const provenance: ValueLocation[] = [];
    const required: string[] = [];
    let overridable = false;
    const onRequired = (message: string): void => void required.push(message);
    const lookup: Lookup = (name) => {
      const variable = this.variables.get(name);
      if (!variable) return this.absent;
      overridable ||= variable.overridable;
      for (const location of variable.provenance)
        if (provenance.length < maxProvenance && !provenance.includes(location))
          provenance.push(location);
      return (withoutArgs && variable.overridable ? null : variable.value) ?? "unset";
    };
    const {
      text: expanded,
      unresolved,
      undeclared,
    } = lexWord(masked, { escape, lookup, budget: this.budget, onRequired });
    return {
      text: unmaskTemplates(expanded, templates),
      unresolved,
      undeclared,
      provenance,
      overridable,
      required,
    };
  }
}
