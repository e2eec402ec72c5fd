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

/** What the machine knows at a position: the states it entered, and what it did from here before. */
interface Place {
  readonly entered: readonly number[];
  /** By what follows in the name. */
  readonly next: Map<number, Place>;
  isMatch: boolean | null;
}

/** Of the states in all known places: enough for any usual pattern, and little memory. */
const maxKnown = 20_000;

/**
 * Matches names against an expression by following all ways at once, so a name takes at most `size × (length + 1)` steps: a
 * regular expression tries the ways one after the other, and patterns of a repository can have more of them than time allows.
 */
export class GlobMachine {
  /** Steps so far, as a test counts them: a step looks at one state. */
  steps = 0;
  private readonly states: State[] = [{ kind: "end" }];
  private readonly start: number;
  private places = new Map<string, Place>();
  private known = 0;
  private first: Place;

  constructor(expression: Expression) {
    this.start = this.add(expression, 0);
    this.first = placeOf([this.start]);
  }

  get size(): number {
    return this.states.length;
  }

  /** Whether the expression matches the whole name. */
  matches(name: string): boolean {
    let place = this.first;
    for (let at = 0; at < name.length; at++) {
      const key = keyAt(name, at);
      let next = place.next.get(key);
      if (next === undefined) place.next.set(key, (next = this.after(place, name, at)));
      if (next.entered.length === 0) return false;
      place = next;
    }
    place.isMatch ??= this.reached(place, name, name.length).includes(0);
    return place.isMatch;
  }

  /** The place after the character at a position. */
  private after(place: Place, name: string, at: number): Place {
    const code = name.charCodeAt(at);
    const entered = new Set<number>();
    for (const index of this.reached(place, name, at)) {
      const state = this.states[index];
      if (state?.kind === "character" && state.accepts(code)) entered.add(state.next);
    }
    const sorted = [...entered].sort((a, b) => a - b);
    const id = sorted.join(" ");
    const known = this.places.get(id);
    if (known) return known;
    this.known += 1 + sorted.length;
    if (this.known > maxKnown) this.forget();
    const next = placeOf(sorted);
    this.places.set(id, next);
    return next;
  }

  private forget(): void {
    this.places = new Map();
    this.known = 0;
    this.first = placeOf([this.start]);
  }

  /** The states that a place leads to without a character. */
  private reached({ entered }: Place, name: string, at: number): readonly number[] {
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
        const ways = expression.options.map((option) => this.add(option, next));
        return ways.length === 1 ? (ways[0] ?? next) : this.push({ kind: "fork", next: ways });
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

function placeOf(entered: readonly number[]): Place {
  return { entered, next: new Map(), isMatch: null };
}

/** What follows at a position, as far as any condition of an expression looks: two positions with one key are alike. */
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
