import type { FoundBuild, FoundDockerfile, Value } from "../../source-reading.ts";
import type { ServiceLayers } from "./compose-layers.ts";
import { composeValue } from "./compose-value.ts";
import type { TreeNode } from "./tree.ts";
import { argsOf, contextsOf, isRemote, targetOf } from "./values.ts";
import { implied } from "../../value.ts";
import { plainBuild } from "../../found-build.ts";

type ComposeBuild =
  | { readonly kind: "file"; readonly build: FoundBuild }
  | {
      readonly kind: "inline";
      readonly text: TreeNode;
      readonly build: NonNullable<FoundDockerfile["build"]>;
    };

/** What a service builds: mappings of services that it extends are merged key by key, a text is the context. */
export function composeBuild(
  service: string,
  { layers, elsewhere }: ServiceLayers,
  user: Value | null,
): ComposeBuild | null {
  const builds = layers.map((layer) => layer.get("build")).filter(({ node }) => isBuild(node));
  const [own] = builds;
  if (!own) return null;
  const nodeOf = (key: string): TreeNode | null =>
    builds.map((build) => build.get(key)).find(isGiven) ?? null;
  const valueOf = (key: string): Value | null => {
    const node = nodeOf(key);
    return node && composeValue(node);
  };
  const target = valueOf("target");
  const common = {
    name: `service \`${service}\``,
    args: overridden(builds.map((build) => argsOf(build.get("args"), composeValue))),
    target: !target && elsewhere !== null ? { open: elsewhere } : targetOf(target),
    contexts: overridden(
      builds.map((build) => contextsOf(build.get("additional_contexts"), composeValue)),
    ),
    user,
  };
  const inline = nodeOf("dockerfile_inline");
  if (inline?.scalar) return { kind: "inline", text: inline, build: common };
  const { span } = own;
  const context =
    builds
      .map((build) => composeValue(build.scalar ? build : build.get("context")))
      .find((value) => value !== null) ?? implied(".", { span });
  return {
    kind: "file",
    build: {
      ...plainBuild,
      ...common,
      span,
      context: isRemote(context.text) ? null : context,
      dockerfile: valueOf("dockerfile"),
    },
  };
}

function isBuild(node: TreeNode["node"]): boolean {
  return node !== null && !("value" in node && (node.value === null || node.value === undefined));
}

function isGiven({ node }: TreeNode): boolean {
  return isBuild(node);
}

/** Lists of several layers as one, nearest first: the nearest entry of a name counts, the last one within a layer. */
function overridden<T extends { readonly name: string }>(
  layers: readonly (readonly T[])[],
): readonly T[] {
  const found = new Map<string, T>();
  for (const layer of layers.toReversed()) for (const entry of layer) found.set(entry.name, entry);
  return [...found.values()];
}
