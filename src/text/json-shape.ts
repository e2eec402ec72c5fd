/** Where a value stands in a document: `images`, `files`, 3, `path`. */
type JsonPath = (string | number)[];

/** A value of a JSON document that does not have the shape that it must have. */
export class ShapeError extends Error {
  /** @param key where it stands: `images.files[3].path` @param expected what it must be, after "must be" */
  constructor(key: string, expected: string) {
    super(`${key} must be ${expected}`);
  }
}

/** Returns the value with its type, without keys that it does not know. @throws ShapeError */
export type Shape<T> = (value: unknown, path: JsonPath) => T;

interface OptionalShape<T> {
  readonly optional: Shape<T>;
}

/** The shapes of all keys of an object: one that its type gains later is missed by the compiler. */
type Fields<T> = {
  readonly [K in keyof T]-?: undefined extends T[K]
    ? OptionalShape<Exclude<T[K], undefined>>
    : Shape<T[K]>;
};

/** @throws ShapeError for the first value that has another shape */
export function readShape<T>(value: unknown, shape: Shape<T>, root: string): T {
  return shape(value, [root]);
}

function reject(path: JsonPath, expected: string): never {
  const [root = "", ...rest] = path;
  const keys = rest.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`));
  throw new ShapeError(`${root}${keys.join("")}`, expected);
}

export const text: Shape<string> = (value, path) =>
  typeof value === "string" ? value : reject(path, "a text");

export const truth: Shape<boolean> = (value, path) =>
  typeof value === "boolean" ? value : reject(path, "true or false");

/** A whole number in a range. */
export function whole(min: number, max: number = Number.MAX_SAFE_INTEGER): Shape<number> {
  return (value, path) =>
    typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max
      ? value
      : reject(
          path,
          max === Number.MAX_SAFE_INTEGER
            ? `a whole number from ${min} on`
            : `a whole number from ${min} to ${max}`,
        );
}

/** A text that a predicate accepts. */
export function textThat<T extends string>(
  isValid: (value: string) => value is T,
  expected: string,
): Shape<T> {
  return (value, path) =>
    typeof value === "string" && isValid(value) ? value : reject(path, expected);
}

export function oneOf<const T extends string | number | boolean>(
  ...values: readonly T[]
): Shape<T> {
  return (value, path) =>
    values.find((known) => known === value) ?? reject(path, `one of ${values.join(", ")}`);
}

export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (value, path) => (value === null ? null : shape(value, path));
}

/** A field that an object may lack. */
export function optional<T>(shape: Shape<T>): OptionalShape<T> {
  return { optional: shape };
}

export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) return reject(path, "a list");
    return value.map((one, index) => within(path, index, () => item(one, path)));
  };
}

export function pair<A, B>(first: Shape<A>, second: Shape<B>): Shape<readonly [A, B]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length !== 2) return reject(path, "a list of two values");
    return [
      within(path, 0, () => first(value[0], path)),
      within(path, 1, () => second(value[1], path)),
    ];
  };
}

/** An object with exactly the keys of a type; others are left out. */
export function object<T extends object>(fields: Fields<T>): Shape<T> {
  const entries = Object.entries<Shape<unknown> | OptionalShape<unknown>>(fields);
  return (value, path) => {
    if (!isObject(value)) return reject(path, "an object");
    const read: Record<string, unknown> = {};
    for (const [key, field] of entries) {
      const own = Object.hasOwn(value, key) ? value[key] : undefined;
      if (typeof field === "function") read[key] = within(path, key, () => field(own, path));
      else if (own !== undefined) read[key] = within(path, key, () => field.optional(own, path));
    }
    return read as T;
  };
}

/** An object with any keys, all of whose values have one shape. */
export function dictionary<T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value, path) => {
    if (!isObject(value)) return reject(path, "an object");
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, within(path, key, () => shape(one, path))]),
    );
  };
}

type Kinds<T extends { readonly kind: string }> = {
  readonly [K in T["kind"]]: Shape<Extract<T, { readonly kind: K }>>;
};

/** An object whose key `kind` says which keys it has. */
export function byKind<T extends { readonly kind: string }>(shapes: Kinds<T>): Shape<T> {
  const kinds = Object.keys(shapes);
  return (value, path) => {
    const kind = isObject(value) ? value["kind"] : undefined;
    const known = kinds.find((name) => name === kind);
    if (known === undefined) return reject([...path, "kind"], `one of ${kinds.join(", ")}`);
    return (
      (shapes as unknown as Record<string, Shape<T>>)[known]?.(value, path) ?? reject(path, "known")
    );
  };
}

function within<T>(path: JsonPath, key: string | number, read: () => T): T {
  path.push(key);
  const value = read();
  path.pop();
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
