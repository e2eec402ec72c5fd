import type { BakeBlock, BakeTree } from "./bake-tree.ts";
import { isTree } from "./bake-tree.ts";
import { writtenText } from "../value.ts";
import type { BakeText, BakeValue } from "./bake-value.ts";
import {
  asText,
  isList,
  isMap,
  isOpen,
  isText,
  knownText,
  NotEvaluated,
  unknownText,
} from "./bake-value.ts";
import type { BakeNames } from "./names.ts";

/** What a target says, or what it and its parents say together. Undefined and absent keys are not said. */
export interface TargetFields {
  readonly context?: BakeText | undefined;
  readonly dockerfile?: BakeText | undefined;
  readonly stage?: BakeText | undefined;
  /** The block that has the `dockerfile-inline` that counts. */
  readonly inline?: BakeTree | undefined;
  readonly args: ReadonlyMap<string, BakeText>;
  readonly contexts: ReadonlyMap<string, BakeText>;
  /** It says what comes out: tags or outputs. */
  readonly hasResult: boolean;
  /** Expressions that were not evaluated although they can say more than one value: `args = merge(…)`. */
  readonly unread: readonly string[];
}

/** A block of a target, once for each combination of its matrix. */
export interface TargetBlock extends TargetFields {
  readonly name: string;
  /** The label of the block, which is another one where a matrix names the targets. */
  readonly label: string;
  readonly body: BakeTree;
  readonly parents: readonly string[];
}

const maxCombinations = 100;

/** The targets of a block. Throws NotEvaluated where its matrix or its name is not known or has too many combinations. */
export function targetsOf({ label, body }: BakeBlock, names: BakeNames): readonly TargetBlock[] {
  return combinationsOf(body["matrix"], names).map((locals) => {
    const name = "name" in body ? asText(names.evaluate(body["name"], locals)) : null;
    if (name && isOpen(name)) throw new NotEvaluated();
    const unread: string[] = [];
    const text = (key: string): BakeText | undefined => names.text(body[key], locals) ?? undefined;
    const texts = (key: string): ReadonlyMap<string, BakeText> =>
      textsOf(body[key], names, locals, unread);
    return {
      name: name?.text ?? label,
      label,
      body,
      parents: parentsOf(body["inherits"], names, locals, unread),
      context: text("context"),
      dockerfile: text("dockerfile"),
      stage: text("target"),
      inline: names.text(body["dockerfile-inline"], locals) ? body : undefined,
      args: texts("args"),
      contexts: texts("contexts"),
      hasResult: ["tags", "output"].some((key) => key in body),
      unread,
    };
  });
}

type Locals = ReadonlyMap<string, BakeValue>;

/** Each key with each of its values, as bake combines them. */
function combinationsOf(source: unknown, names: BakeNames): readonly Locals[] {
  if (source === undefined) return [new Map()];
  const matrix = names.evaluate(source);
  if (!isMap(matrix)) throw new NotEvaluated();
  let all: readonly Locals[] = [new Map()];
  for (const [key, values] of matrix) {
    if (!isList(values) || values.length * all.length > maxCombinations) throw new NotEvaluated();
    all = values.flatMap((value) => all.map((locals) => new Map([...locals, [key, value]])));
  }
  return all;
}

/** An object of texts. A null is no entry; a key or an object that is not known is unread. */
function textsOf(
  source: unknown,
  names: BakeNames,
  locals: Locals,
  unread: string[],
): ReadonlyMap<string, BakeText> {
  const texts = new Map<string, BakeText>();
  const add = (key: BakeText | null, value: BakeText | null): void => {
    if (key === null || isOpen(key)) unread.push(key ? writtenText(key) : "null");
    else if (value) texts.set(key.text, value);
  };
  if (isTree(source))
    // Each on its own: one that is not known leaves the others known.
    for (const [key, value] of Object.entries(source))
      add(names.text(key, locals), names.text(value, locals));
  else {
    const value = names.value(source, locals);
    if (isMap(value))
      for (const [key, one] of value) add(knownText(key), one === null ? null : textOr(one));
    else if (value !== null) unread.push(isText(value) ? writtenText(value) : String(source));
  }
  return texts;
}

function parentsOf(
  source: unknown,
  names: BakeNames,
  locals: Locals,
  unread: string[],
): readonly string[] {
  const value = names.value(source, locals);
  if (value === null) return [];
  return (isList(value) ? value : [value]).flatMap((item) => {
    const text = item === null ? null : textOr(item);
    if (text && !isOpen(text)) return [text.text];
    unread.push(text ? writtenText(text) : "null");
    return [];
  });
}

function textOr(value: BakeValue): BakeText {
  return isList(value) || isMap(value) || value === null ? unknownText("") : asText(value);
}
