export type JsonObject = Readonly<Record<string, unknown>>;

/** The object that the bytes write down in JSON; null where they do not. */
export function readJsonObject(bytes: Buffer): JsonObject | null {
  try {
    return asObject(JSON.parse(bytes.toString("utf8")));
  } catch {
    return null;
  }
}

export function asObject(value: unknown): JsonObject | null {
  return isObject(value) ? value : null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
