import { contextName } from "../domain/build/named-contexts.ts";
import type { Text } from "../domain/build/dockerfile.ts";
import { unresolvedPart } from "../shell/unresolved.ts";
import type { ExpandedText } from "./scope.ts";

/** What a build gives for names of images and stages: `--build-context NAME=docker-image://…`. By name as `contextName` has it. */
export type NamedContexts = ReadonlyMap<string, string>;

/**
 * The image that a build gives for a name; null for a name that it does not give.
 * @param written where the name is used
 */
export function imageOfContext(
  name: string,
  contexts: NamedContexts,
  { region }: Pick<Text, "region">,
): ExpandedText | null {
  if (contexts.size === 0) return null;
  const found = contextName(name);
  const value = contexts.get(found);
  if (value === undefined) return null;
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
