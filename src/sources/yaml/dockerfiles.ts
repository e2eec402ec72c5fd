import type { Scalar } from "yaml";
import type { FoundDockerfile, ReaderContext } from "../source-reading.ts";
import type { ParsedText } from "./piece-builder.ts";
import { scalarText } from "./scalar-text.ts";
import type { Structure } from "./structure/structure.ts";
import type { ScalarEntry } from "./walk.ts";

/** Keys whose value is a Dockerfile even if it has only one line. */
const inlineKey = /^(?:base[_-]?dockerfile|dockerfile[_-]?inline)$/i;

/** The values that are Dockerfiles: of any key, if they have several lines. */
export function dockerfilesIn(
  scalars: readonly ScalarEntry[],
  text: ParsedText,
  context: ReaderContext,
  { dockerfileOf, scripts }: Pick<Structure, "dockerfileOf" | "scripts">,
): readonly FoundDockerfile[] {
  const excluded = new Set<Scalar>(scripts);
  return scalars.flatMap(({ scalar, key }) => {
    const value = scalar.source ?? "";
    const described = dockerfileOf(scalar);
    const isInline = described !== null || inlineKey.test(key ?? "");
    if (excluded.has(scalar) || !(isInline || value.includes("\n"))) return [];
    if (!context.mayName(value) || !context.isDockerfile(value)) return [];
    const { build, serves } = described ?? { build: null, serves: false };
    return [{ text: scalarText(text, scalar), build, serves }];
  });
}
