import type { BakeValue } from "./bake-value.ts";
import {
  asText,
  concatenated,
  isList,
  isMap,
  isOpen,
  isText,
  knownText,
  maxItems,
  NotEvaluated,
} from "./bake-value.ts";
import { asBoolean, isSame } from "./operators.ts";

type BakeFunction = (values: readonly BakeValue[]) => BakeValue;

/** The functions of bake's library whose result is plain; the values of all others are not known. */
const functions: Readonly<Record<string, BakeFunction>> = {
  equal: ([left, right]) => isSame(required(left), required(right)),
  notequal: ([left, right]) => !isSame(required(left), required(right)),
  and: ([left, right]) => [left, right].map((value) => asBoolean(required(value))).every(Boolean),
  or: ([left, right]) => [left, right].map((value) => asBoolean(required(value))).some(Boolean),
  not: ([value]) => !asBoolean(required(value)),
  lower: ([value]) => knownText(asciiText(value).toLowerCase()),
  upper: ([value]) => knownText(asciiText(value).toUpperCase()),
  trimspace: ([value]) => knownText(asciiText(value).trim()),
  coalesce: (values) => {
    const found = values.find((value) => value !== null);
    return required(found);
  },
  concat: (values) => {
    const all = values.flatMap((value) => {
      if (!isList(value)) throw new NotEvaluated();
      return value;
    });
    if (all.length > maxItems) throw new NotEvaluated();
    return all;
  },
  merge: (values) => {
    const all = new Map<string, BakeValue>();
    for (const value of values) {
      if (!isMap(value)) throw new NotEvaluated();
      for (const [key, one] of value) all.set(key, one);
      if (all.size > maxItems) throw new NotEvaluated();
    }
    return all;
  },
  join: ([separator, ...lists]) => {
    const between = asText(required(separator));
    const items = lists.flatMap((list) => {
      if (!isList(list)) throw new NotEvaluated();
      return list.map((item) => asText(item));
    });
    return concatenated(items.flatMap((item, index) => (index === 0 ? [item] : [between, item])));
  },
};

/** Calls a function of bake's library. Throws NotEvaluated for one that is not known here. */
export function callFunction(name: string, values: readonly BakeValue[]): BakeValue {
  const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!found) throw new NotEvaluated();
  return found(values);
}

function required(value: BakeValue | undefined): BakeValue {
  if (value === undefined) throw new NotEvaluated();
  return value;
}

/** Go's and our case rules differ outside of ASCII. */
function asciiText(value: BakeValue | undefined): string {
  if (value === undefined || !isText(value) || isOpen(value)) throw new NotEvaluated();
  if (/[^\0-\x7f]/.test(value.text)) throw new NotEvaluated();
  return value.text;
}
