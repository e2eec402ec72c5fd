import type { BakeValue } from "./bake-value.ts";
import { isList, isMap, isOpen, isText, NotEvaluated } from "./bake-value.ts";

/** Throws NotEvaluated for what is no boolean. */
export function asBoolean(value: BakeValue): boolean {
  if (typeof value === "boolean") return value;
  if (isText(value) && (value.text === "true" || value.text === "false"))
    return value.text === "true";
  throw new NotEvaluated();
}

/** HCL's `==`: values of two types are never the same. */
export function isSame(left: BakeValue, right: BakeValue): boolean {
  if (isOpen(left) || isOpen(right)) throw new NotEvaluated();
  if (isText(left) && isText(right)) return left.text === right.text;
  if ([left, right].some((value) => isList(value) || isMap(value))) throw new NotEvaluated();
  return left === right;
}

/** `value.key` or `value[key]`. Throws NotEvaluated where there is none. */
export function memberOf(value: BakeValue, key: BakeValue): BakeValue {
  if (isOpen(key)) throw new NotEvaluated();
  const found =
    isList(value) && typeof key === "number"
      ? value[key]
      : isMap(value) && isText(key)
        ? value.get(key.text)
        : undefined;
  if (found === undefined) throw new NotEvaluated();
  return found;
}
