import type { BakeTree } from "./bake-tree.ts";
import { blocksOf, constantsOf, isTree } from "./bake-tree.ts";
import type { BakeText, BakeValue } from "./bake-value.ts";
import { asText, knownText, NotEvaluated, unknownText } from "./bake-value.ts";
import type { BakeScope } from "./expression.ts";
import { evaluateTemplate } from "./expression.ts";
import { callFunction } from "./functions.ts";

/** Names that refer to names, and functions that call functions. */
const maxDepth = 30;
/** Of one file: functions that call functions twice each take exponential time. */
const maxSteps = 50_000;

interface BakeFunction {
  readonly parameters: readonly string[];
  readonly result: unknown;
}

/**
 * What the names of a bake file mean: its variables, of which the default is taken, its constants and its functions. A
 * variable without default is not known: it comes from the environment.
 */
export class BakeNames implements BakeScope {
  readonly #sources = new Map<string, unknown>();
  readonly #functions = new Map<string, BakeFunction>();
  readonly #values = new Map<string, BakeValue>();
  readonly #open = new Set<string>();
  #depth = 0;
  #steps = 0;

  constructor(tree: BakeTree) {
    for (const [name, value] of constantsOf(tree)) this.#sources.set(name, value);
    for (const { label, body } of blocksOf(tree, "variable"))
      this.#sources.set(label, body["default"]);
    for (const { label, body } of blocksOf(tree, "function")) {
      const parameters = isWords(body["params"]) ? body["params"] : [];
      const isOpen = "variadic_params" in body;
      this.#functions.set(label, {
        parameters: parameters.map((name) => name.replace(/^\$\{(.*)\}$/s, "$1").trim()),
        result: isOpen ? undefined : body["result"],
      });
    }
  }

  step(length = 0): void {
    this.#steps += 1 + length / 64;
    if (this.#steps > maxSteps) throw new NotEvaluated();
  }

  lookup(name: string): BakeValue {
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    // As buildx has it for files that are here.
    if (name === "BAKE_CMD_CONTEXT") return knownText("cwd://");
    const source = this.#sources.get(name);
    if (source === undefined || source === null) {
      if (this.#sources.has(name)) return unknownText(`\${${name}}`);
      throw new NotEvaluated();
    }
    if (this.#open.has(name)) throw new NotEvaluated();
    this.#open.add(name);
    try {
      const value = this.#deeper(() => this.evaluate(source));
      this.#values.set(name, value);
      return value;
    } finally {
      this.#open.delete(name);
    }
  }

  call(name: string, values: readonly BakeValue[]): BakeValue {
    const own = this.#functions.get(name);
    if (!own) return callFunction(name, values);
    if (own.result === undefined || own.parameters.length !== values.length)
      throw new NotEvaluated();
    const locals = new Map(
      own.parameters.map((parameter, index) => [parameter, values[index] ?? null] as const),
    );
    return this.#deeper(() => this.evaluate(own.result, locals));
  }

  /**
   * The value of an attribute.
   * @param locals names that go before those of the file: the combination of a matrix
   */
  evaluate(source: unknown, locals: ReadonlyMap<string, BakeValue> = new Map()): BakeValue {
    this.step(typeof source === "string" ? source.length : 0);
    if (typeof source === "string") return evaluateTemplate(source, this.#within(locals));
    if (typeof source === "number" || typeof source === "boolean") return source;
    if (Array.isArray(source))
      return this.#deeper(() => source.map((item) => this.evaluate(item, locals)));
    if (isTree(source))
      return this.#deeper(
        () =>
          new Map(
            Object.entries(source).map(([key, value]) => [
              asText(this.evaluate(key, locals)).text,
              this.evaluate(value, locals),
            ]),
          ),
      );
    return null;
  }

  /** The value of an attribute, null where it has none; not known where it cannot be evaluated. */
  value(source: unknown, locals?: ReadonlyMap<string, BakeValue>): BakeValue {
    try {
      return this.evaluate(source, locals);
    } catch (error) {
      if (error instanceof NotEvaluated) return notKnown(source);
      throw error;
    }
  }

  /** The text of an attribute, null where it has none; not known where it is no text. */
  text(source: unknown, locals?: ReadonlyMap<string, BakeValue>): BakeText | null {
    const value = this.value(source, locals);
    if (value === null) return null;
    return asTextOr(value, source);
  }

  #within(locals: ReadonlyMap<string, BakeValue>): BakeScope {
    if (locals.size === 0) return this;
    return {
      lookup: (name) => locals.get(name) ?? this.#global(name, locals),
      call: (name, values) => this.call(name, values),
      step: () => {
        this.step();
      },
    };
  }

  #global(name: string, locals: ReadonlyMap<string, BakeValue>): BakeValue {
    return locals.has(name) ? null : this.lookup(name);
  }

  #deeper<T>(work: () => T): T {
    if (++this.#depth > maxDepth) {
      this.#depth -= 1;
      throw new NotEvaluated();
    }
    try {
      return work();
    } finally {
      this.#depth -= 1;
    }
  }
}

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function notKnown(source: unknown): BakeText {
  return unknownText(typeof source === "string" ? source : "");
}

/** A number can have more digits than its text is known for. */
function asTextOr(value: BakeValue, source: unknown): BakeText {
  try {
    return asText(value);
  } catch (error) {
    if (error instanceof NotEvaluated) return notKnown(source);
    throw error;
  }
}
