import { kindOf } from "./azureml.ts";
import { readEnvironment } from "./environment.ts";
import type { StructureReader } from "./parts.ts";
import type { TreeNode } from "./tree.ts";

const imageKeys = ["baseImage", "base_image", "baseDockerfile", "base_dockerfile"] as const;

/**
 * Reads environments of the SDK v1, wherever they stand: files of their own, run configurations, inference configurations. Only
 * the last ones serve.
 */
export const readSdkV1: StructureReader = (root, parts) => {
  if (kindOf(root) !== null) return;
  const serves = isInferenceConfig(root);
  for (const map of root.maps()) {
    const isEnvironment = map.get("docker").has(...imageKeys);
    if (!isEnvironment && !(map.node === root.node && serves && root.has("baseImage"))) continue;
    const name = map.get("name").text;
    const { images, builds } = readEnvironment(map, parts, {
      serves,
      name: name === null ? "environment" : `environment \`${name}\``,
    });
    if (name !== null && map.node === root.node)
      parts.defined({ name, images: images.flatMap(({ scalar }) => scalar ?? []), builds });
  }
};

function isInferenceConfig(root: TreeNode): boolean {
  return (
    /(?:^|\/)inference_?config[^/]*$/i.test(root.file.path) ||
    root.has("entryScript", "entry_script", "scoringScript")
  );
}
