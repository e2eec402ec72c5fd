import { readEnvironment, readEnvironmentName } from "./environment.ts";
import type { StructureReader } from "./parts.ts";
import type { TreeNode } from "./tree.ts";

const environmentType = /^microsoft\.machinelearningservices\/.*environments\/versions$/i;

/** Properties of an environment version in the REST API that nothing else has beside an image. */
const environmentProperties = ["condaFile", "osType", "isAnonymous", "environmentType"] as const;

/**
 * Reads resources of Azure ML in ARM templates and bodies of its REST API: environment versions, and what runs in one of them.
 * `environmentId` of a job does not serve.
 */
export const readArm: StructureReader = (root, parts) => {
  for (const map of root.maps()) {
    const properties = map.get("properties");
    if (!properties.isMap) continue;
    const environmentId = properties.get("environmentId");
    if (environmentId.scalar)
      readEnvironmentName(environmentId, parts, { serves: !properties.has("jobType") });
    if (!isEnvironment(map, properties)) continue;
    const name = environmentName(map);
    const { images, builds } = readEnvironment(properties, parts, {
      serves: false,
      name: name === null ? "environment" : `environment \`${name}\``,
    });
    if (name !== null)
      parts.defined({ name, images: images.flatMap(({ scalar }) => scalar ?? []), builds });
  }
};

function isEnvironment(map: TreeNode, properties: TreeNode): boolean {
  if (environmentType.test(map.get("type").text ?? "")) return true;
  const hasImage =
    properties.get("image").scalar !== null || properties.get("build").has("contextUri");
  return hasImage && properties.has(...environmentProperties);
}

/** `workspace/environment/version`; null for an expression. */
function environmentName(map: TreeNode): string | null {
  const name = map.get("name").text;
  if (name === null || /[[\]{}()]/.test(name)) return null;
  const parts = name.split("/");
  return parts.length === 3 ? (parts[1] ?? null) : null;
}
