import type { Expansion, ValueLocation } from "../domain/build/build.ts";
import { maxProvenance } from "../domain/build/build.ts";
import type { Text } from "../domain/build/dockerfile.ts";
import { lexWord } from "../shell/shell-word.ts";
import { maskTemplates, unmaskTemplates } from "../shell/template.ts";
import { patternBudget } from "../shell/substitution.ts";
import type { Lookup, WordValue } from "../shell/word-value.ts";

/** A variable with its value and where that comes from. */
export interface Variable {
  /** Null for an ARG without a value. */
  readonly value: WordValue | null;
  readonly provenance: readonly ValueLocation[];
  /** `--build-arg` can change the value: it is an ARG, or depends on one. */
  readonly overridable: boolean;
}

/** The expansion of a text, and whether a build argument could change it. */
export interface ExpandedText extends Expansion {
  readonly overridable: boolean;
  /** Messages of required variables (`${name:?…}`) without a value, for which BuildKit rejects the build. */
  readonly required: readonly string[];
}

/**
 * The variables at one point of the Dockerfile. Changes are logged and can be undone: stages that share an ancestor use one
 * scope in turn instead of copying it, so that the time of long chains of stages is linear.
 */
export class Scope {
  private readonly variables = new Map<string, Variable>();
  private readonly log: { name: string; before: Variable | undefined }[] = [];
  private readonly absent: "undeclared" | "unset";
  private readonly budget = patternBudget();

  /** @param absent what an undeclared name is looked up as */
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

  /** The current state, for `rewind`. */
  mark(): number {
    return this.log.length;
  }

  /** Undoes all changes since the mark. */
  rewind(mark: number): void {
    while (this.log.length > mark) {
      const change = this.log.pop();
      if (!change) return;
      if (change.before) this.variables.set(change.name, change.before);
      else this.variables.delete(change.name);
    }
  }

  /**
   * Expands a text.
   * @param withoutArgs treats every ARG as one without a value
   * @throws {WordError} for what BuildKit rejects
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
