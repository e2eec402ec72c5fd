import type { Scalar } from "yaml";
import { findReference } from "../find-reference.ts";
import type { FoundReference, ReaderContext, Value } from "../source-reading.ts";
import { combinedIn } from "./combined.ts";
import type { Structure } from "./structure/structure.ts";
import type { Nodes } from "./walk.ts";

/** More than a reference has, as it can be written with escapes. */
const maxWritten = 16_384;

/** The references of a file by the scalar that each stands at. */
export function referencesIn(
  { scalars, maps }: Nodes,
  valueOf: (scalar: Scalar) => Value,
  context: ReaderContext,
  { runOf, scripts }: Pick<Structure, "runOf" | "scripts">,
): ReadonlyMap<Scalar, FoundReference> {
  const combined = maps.flatMap((map) => combinedIn(map, valueOf, context, runOf));
  const parts = new Set(combined.flatMap(({ parts: own }) => own));
  const found = new Map(combined.map(({ scalar, reference }) => [scalar, reference]));
  const excluded = new Set(scripts);
  for (const { scalar, key } of scalars) {
    const text = scalar.source ?? "";
    if (found.has(scalar) || parts.has(scalar) || excluded.has(scalar)) continue;
    if (text.length > maxWritten || !context.mayName(text)) continue;
    const reference = findReference(valueOf(scalar), context, {
      run: runOf(scalar),
      name: key ?? "",
    });
    if (reference) found.set(scalar, reference);
  }
  return found;
}
