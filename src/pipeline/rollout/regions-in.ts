import type { Region } from "../../domain/build/region.ts";
import { isJsonObject } from "../../text/json-object.ts";

const keys = ["startLine", "startColumn", "endLine", "endColumn"] as const;

/** Every region in a value of plain objects and lists. */
export function* regionsIn(value: unknown): Iterable<Region> {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const one = open.pop();
    if (Array.isArray(one)) for (const item of one) open.push(item);
    else if (!isJsonObject(one)) continue;
    else if (isRegion(one)) yield one;
    else for (const item of Object.values(one)) open.push(item);
  }
}

function isRegion(value: object): value is Region {
  return keys.every((key) => key in value);
}
