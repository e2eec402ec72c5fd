import type { Expression } from "./glob-expression.ts";

/** One state of the machine, and the states after it. */
type State =
  | { readonly kind: "end" }
  | {
      readonly kind: "character";
      readonly accepts: (code: number) => boolean;
      readonly next: number;
    }
  | {
      readonly kind: "check";
      readonly holds: (name: string, at: number) => boolean;
      readonly next: number;
    }
  | { readonly kind: "fork"; readonly next: readonly number[] };

/** The states that can hold at a position, with the transitions from there that are worked out already, as in RE2. */
interface StateSet {
  readonly entered: readonly number[];
  /** By `keyAt`. */
  readonly next: Map<number, StateSet>;
  isMatch: boolean | null;
}

/** The states in all cached sets together: enough for any usual pattern, and little memory. */
const maxCached = 20_000;

/**
 * Matches names against an expression by following all its alternatives at once (Thompson's algorithm), so a name takes at most
 * `size × (length + 1)` steps. A regular expression tries them one after the other, which can take exponential time.
 */
export class GlobMachine {
  /** Steps so far, as a test counts them: a step looks at one state. */
  steps = 0;
  private readonly states: State[] = [{ kind: "end" }];
  private readonly start: number;
  private sets = new Map<string, StateSet>();
  private cached = 0;
  private first: StateSet;

  constructor(expression: Expression) {
    this.start = this.add(expression, 0);
    this.first = setOf([this.start]);
  }

  get size(): number {
    return this.states.length;
  }

  /** Whether the expression matches the whole name. */
  matches(name: string): boolean {
    let set = this.first;
    for (let at = 0; at < name.length; at++) {
      const key = keyAt(name, at);
      let next = set.next.get(key);
      if (next === undefined) set.next.set(key, (next = this.after(set, name, at)));
      if (next.entered.length === 0) return false;
      set = next;
    }
    set.isMatch ??= this.reached(set, name, name.length).includes(0);
    return set.isMatch;
  }

  /**
   * Whether some name matches that has these texts in this order, with anything between two of them. What a condition depends on
   * is not known then, so that each of them counts as met.
   * @param isWithinSegment whether there is no slash in what stands before a text
   */
  mayMatch(parts: readonly string[], isWithinSegment: readonly boolean[]): boolean {
    let states = this.openReached([this.start]);
    for (const [index, part] of parts.entries()) {
      if (index > 0) states = this.afterAnything(states, isWithinSegment[index] === true);
      for (let at = 0; at < part.length; at++)
        states = this.openReached(this.nextOf(states, part.charCodeAt(at)));
    }
    return states.has(0);
  }

  /** The states after any number of characters. */
  private afterAnything(states: ReadonlySet<number>, withoutSlash: boolean): ReadonlySet<number> {
    const reached = new Set(states);
    for (const index of reached) {
      const state = this.states[index];
      if (state?.kind !== "character") continue;
      if (withoutSlash && !nameCharacters.some((code) => state.accepts(code))) continue;
      for (const next of this.openReached([state.next])) reached.add(next);
    }
    return reached;
  }

  private *nextOf(states: Iterable<number>, code: number): Iterable<number> {
    for (const index of states) {
      const state = this.states[index];
      if (state?.kind === "character" && state.accepts(code)) yield state.next;
    }
  }

  /** The states that these lead to without a character, if every condition is met. */
  private openReached(entered: Iterable<number>): ReadonlySet<number> {
    const reached = new Set(entered);
    for (const index of reached) {
      const state = this.states[index];
      if (state?.kind === "fork") for (const next of state.next) reached.add(next);
      else if (state?.kind === "check") reached.add(state.next);
    }
    return reached;
  }

  /** The states after the character at a position. */
  private after(set: StateSet, name: string, at: number): StateSet {
    const code = name.charCodeAt(at);
    const entered = new Set<number>();
    for (const index of this.reached(set, name, at)) {
      const state = this.states[index];
      if (state?.kind === "character" && state.accepts(code)) entered.add(state.next);
    }
    const sorted = [...entered].sort((a, b) => a - b);
    const id = sorted.join(" ");
    const known = this.sets.get(id);
    if (known) return known;
    this.cached += 1 + sorted.length;
    if (this.cached > maxCached) this.clearCache();
    const next = setOf(sorted);
    this.sets.set(id, next);
    return next;
  }

  private clearCache(): void {
    this.sets = new Map();
    this.cached = 0;
    this.first = setOf([this.start]);
  }

  /** The states that these lead to without a character, themselves included. */
  private reached({ entered }: StateSet, name: string, at: number): readonly number[] {
    const reached = new Set(entered);
    // A set also visits what is added meanwhile.
    for (const index of reached) {
      this.steps++;
      const state = this.states[index];
      if (state?.kind === "fork") for (const next of state.next) reached.add(next);
      else if (state?.kind === "check" && state.holds(name, at)) reached.add(state.next);
    }
    return [...reached];
  }

  /** Adds the states of an expression that go on to `next`; returns the first of them. */
  private add(expression: Expression, next: number): number {
    switch (expression.kind) {
      case "character":
        return this.push({ kind: "character", accepts: expression.accepts, next });
      case "check":
        return this.push({ kind: "check", holds: expression.holds, next });
      case "sequence":
        return expression.parts.reduceRight((after, part) => this.add(part, after), next);
      case "choice": {
        const starts = expression.options.map((option) => this.add(option, next));
        return starts.length === 1
          ? (starts[0] ?? next)
          : this.push({ kind: "fork", next: starts });
      }
      case "repeat": {
        const { part, canBeAbsent, canRepeat } = expression;
        if (!canRepeat) return this.push({ kind: "fork", next: [this.add(part, next), next] });
        const fork = this.push({ kind: "fork", next: [] });
        const again = this.add(part, fork);
        this.states[fork] = { kind: "fork", next: [again, next] };
        return canBeAbsent ? fork : again;
      }
    }
  }

  private push(state: State): number {
    return this.states.push(state) - 1;
  }
}

function setOf(entered: readonly number[]): StateSet {
  return { entered, next: new Map(), isMatch: null };
}

/** What follows at a position, as far as any condition of an expression looks: positions with the same key are treated alike. */
function keyAt(name: string, at: number): number {
  const code = name.charCodeAt(at);
  if (code !== dot && code !== slash) return code;
  // At most `/..` and an end after it.
  let ahead = 0;
  for (let next = at + 1; next <= at + 3; next++) {
    const other = name.charCodeAt(next);
    const kind = next >= name.length || other === slash ? 1 : other === dot ? 2 : 3;
    ahead = ahead * 4 + kind;
  }
  return code + (ahead + 1) * 0x10000;
}

const dot = 0x2e;
const slash = 0x2f;
/** Those of names, without the slash. */
const nameCharacters = Array.from("abcdefghijklmnopqrstuvwxyz0123456789._-:").map((one) =>
  one.charCodeAt(0),
);
