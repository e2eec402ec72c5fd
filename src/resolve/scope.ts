import type { Expansion, ValueLocation } from "../domain/build/build.ts";
import { maxProvenance } from "../domain/build/build.ts";
import type { Text } from "../domain/build/dockerfile.ts";
import { lexWord } from "../shell/shell-word.ts";
import type { Reading } from "../domain/build/reading.ts";
import { TemplateTable } from "../shell/template.ts";
import { maxUnresolved, unresolvedPart } from "../shell/unresolved.ts";
import { patternBudget } from "../shell/substitution.ts";
import type { Lookup, WordValue } from "../shell/word-value.ts";

/** A variable with its value and where that comes from. */
export interface Variable {
  /** With templates masked. Null for an ARG without a value. */
  readonly value: WordValue | null;
  /** As of an expansion. */
  readonly undeclared: readonly string[];
  readonly omitted: readonly string[];
  readonly provenance: readonly ValueLocation[];
  /** `--build-arg` can change the value: it is an ARG, or depends on one. */
  readonly overridable: boolean;
}

/** The expansion of a text, and whether a build argument could change it. */
export interface ExpandedText extends Expansion {
  /** The text with templates masked, for the value of a variable. */
  readonly masked: string;
  readonly overridable: boolean;
  /** Messages of required variables (`${name:?…}`) without a value, for which BuildKit rejects the build. */
  readonly required: readonly string[];
}

/** What a name that the file does not declare is looked up as. */
type Absent = "undeclared" | "unset" | "unknown";

/** The entry of the last variable whose own name is not known. */
const anyName = unresolvedPart;

interface Entry {
  readonly variable: Variable;
  /** The number of changes before this one. */
  readonly order: number;
}

const none: readonly string[] = [];

/** Each name once, as many as a report needs. */
export function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].slice(0, maxUnresolved);
}

/**
 * The variables at one point of the Dockerfile. Changes are logged and can be undone: stages that share an ancestor use one
 * scope in turn instead of copying it, so that the time of long chains of stages is linear.
 */
export class Scope {
  private readonly variables = new Map<string, Entry>();
  private readonly log: { name: string; before: Entry | undefined }[] = [];
  readonly reading: Reading;
  private readonly absent: Absent;
  private readonly unset: Absent;
  /** Shared by the scopes of a file: the value of an ARG goes from one to another. */
  readonly templates: TemplateTable | null;
  private readonly budget = patternBudget();

  /**
   * @param absent what a name that the file does not set is looked up as
   * @param templates of another scope of the file
   */
  constructor(
    reading: Reading,
    absent: Absent = "undeclared",
    templates: TemplateTable | null = reading.templates ? new TemplateTable() : null,
  ) {
    const { unset } = reading;
    this.reading = reading;
    this.absent = absent;
    this.unset = unset === "empty" ? absent : "unset";
    this.templates = templates;
  }

  get(name: string): Variable | undefined {
    const own = this.variables.get(name);
    const any = this.variables.get(anyName);
    return (any && any.order > (own?.order ?? -1) ? any : own)?.variable;
  }

  set(name: string, variable: Variable): void {
    this.log.push({ name, before: this.variables.get(name) });
    this.variables.set(name, { variable, order: this.log.length });
  }

  /** Sets a variable whose own name is not known: from here on, it may be any of them. */
  setAny(variable: Variable): void {
    this.set(anyName, variable);
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
    const provenance: ValueLocation[] = [];
    const required: string[] = [];
    const inherited: string[] = [];
    const omitted: string[] = [];
    let overridable = false;
    const onRequired = (message: string): void => void required.push(message);
    const lookup: Lookup = (name) => {
      const variable = this.get(name);
      // No image sets a variable without a name.
      if (!variable) return name === "" ? "undeclared" : this.absent;
      overridable ||= variable.overridable;
      if (variable.undeclared.length > 0) inherited.push(...variable.undeclared);
      if (variable.omitted.length > 0) omitted.push(...variable.omitted);
      for (const location of variable.provenance)
        if (provenance.length < maxProvenance && !provenance.includes(location))
          provenance.push(location);
      if (withoutArgs && variable.overridable) return "unset";
      if (variable.value === null) omitted.push(name);
      return variable.value ?? this.unset;
    };
    const source = this.templates?.mask(text) ?? text;
    const word = lexWord(source, { escape, lookup, budget: this.budget, onRequired });
    const { text: masked, unresolved, undeclared } = word;
    return {
      text: this.templates?.unmask(masked) ?? masked,
      masked,
      unresolved,
      undeclared: inherited.length > 0 ? distinct([...undeclared, ...inherited]) : undeclared,
      omitted: omitted.length > 0 ? distinct(omitted) : none,
      provenance,
      overridable,
      required,
    };
  }
}
