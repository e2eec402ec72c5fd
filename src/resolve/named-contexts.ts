import type { Text } from "../domain/build/dockerfile.ts";
import { lowerCase } from "../shell/lower-case.ts";
import { unresolvedPart } from "../shell/unresolved.ts";
import type { ExpandedText } from "./scope.ts";

/** What a build gives for names of images and stages: `--build-context NAME=docker-image://…`. By name, in lower case. */
export type NamedContexts = ReadonlyMap<string, string>;

/**
 * The image that a build gives for a name; null for a name that it does not give. BuildKit looks a name up as it is written, and
 * one without a tag also with `latest`.
 * @param written where the name is used
 */
export function imageOfContext(
  name: string,
  contexts: NamedContexts,
  { region }: Pick<Text, "region">,
): ExpandedText | null {
  if (contexts.size === 0) return null;
  const key = lowerCase(name);
  const found = [key, `${key}:latest`, key.replace(/:latest$/, "")].find((one) =>
    contexts.has(one),
  );
  const value = found === undefined ? undefined : contexts.get(found);
  if (found === undefined || value === undefined) return null;
  return {
    text: value,
    masked: value,
    unresolved: value
      .split(unresolvedPart)
      .slice(1)
      .map(() => found),
    undeclared: [],
    omitted: [],
    provenance: [
      {
        message: `the build context ${found}`,
        keyword: "ARG",
        name: found,
        text: null,
        buildArg: value,
        region,
      },
    ],
    required: [],
    overridable: true,
  };
}
