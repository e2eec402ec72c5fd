import { readEnvironment, readEnvironmentName } from "./environment.ts";
import type { StructureParts, StructureReader } from "./parts.ts";
import type { TreeNode } from "./tree.ts";

type FileKind = "deployment" | "environment" | "job";

/** The end of the `$schema` of the CLI's files, such as `…/latest/managedOnlineDeployment.schema.json`. */
const schemas: readonly (readonly [RegExp, FileKind])[] = [
  [/deployment(?:\.schema)?\.json$/i, "deployment"],
  [/environment(?:\.schema)?\.json$/i, "environment"],
  [/(?:job|component)(?:\.schema)?\.json$/i, "job"],
];

/** What only deployments have beside an environment. */
const deploymentKeys = [
  "endpoint_name",
  "code_configuration",
  "scoring_script",
  "instance_type",
] as const;

/** All that an environment file can have: another file with a name and an image is none. */
const environmentKeys: ReadonlySet<string> = new Set([
  "$schema",
  "name",
  "version",
  "description",
  "tags",
  "properties",
  "image",
  "conda_file",
  "build",
  "os_type",
  "inference_config",
  "datastore",
  "creation_context",
  "label",
  "stage",
  "type",
]);

const jobType = /^(?:command|pipeline|sweep|parallel|spark|automl)(?:_component|_job)?$/i;

/**
 * Reads files of the Azure ML CLI: a deployment serves in its environment; jobs and components run in theirs, wherever in the file
 * they stand; an environment file is run by whatever names it. What it says of images in other places, such as inputs and
 * variables, is not known to be run.
 */
export const readAzureMl: StructureReader = (root, parts) => {
  switch (kindOf(root)) {
    case "deployment":
      readDeployment(root, parts);
      break;
    case "environment":
      readEnvironmentFile(root, parts);
      break;
    case "job":
      readJob(root, parts);
      break;
    case null:
      break;
  }
};

/** What a file of the CLI describes, by its `$schema`, or without one by its keys; null for any other file. */
export function kindOf(root: TreeNode): FileKind | null {
  if (!root.isMap) return null;
  const schema = root.get("$schema").text;
  const known = schemas.find(([end]) => schema !== null && end.test(schema));
  if (known) return known[1];
  if (schema !== null && /\.schema\.json$/i.test(schema)) return null;
  const environment = root.get("environment");
  if (environment.node && root.has(...deploymentKeys)) return "deployment";
  if (isEnvironmentFile(root)) return "environment";
  return isJob(root, environment) ? "job" : null;
}

function isEnvironmentFile(root: TreeNode): boolean {
  const hasBuild = root.get("build").has("path");
  if (!root.get("name").scalar || (!root.get("image").scalar && !hasBuild)) return false;
  return root.entries().every(([key]) => environmentKeys.has(key));
}

function isJob(root: TreeNode, environment: TreeNode): boolean {
  if (jobType.test(root.get("type").text ?? ""))
    return environment.node !== null || root.has("jobs", "trial", "component", "task");
  if (!environment.isMap) {
    return root.get("command").scalar !== null && /^azureml:/i.test(environment.text ?? "");
  }
  if (!environment.has("image", "docker", "build", "conda_file")) return false;
  // Files of AMLT, promptflow and the CLI without schema.
  return (
    root.has("command", "python_requirements_txt", "nodes") || environment.has("registry", "setup")
  );
}

function readDeployment(root: TreeNode, parts: StructureParts): void {
  const environment = root.get("environment");
  const name = environment.get("name").text ?? root.get("name").text;
  const what = environment.has("name") ? "environment" : "deployment";
  readUse(environment, parts, true, name === null ? "environment" : `${what} \`${name}\``);
}

function readEnvironmentFile(root: TreeNode, parts: StructureParts): void {
  const name = root.get("name").text;
  const { images, builds } = readEnvironment(root, parts, {
    serves: false,
    name: name === null ? "environment" : `environment \`${name}\``,
  });
  if (name !== null)
    parts.defined({ name, images: images.flatMap(({ scalar }) => scalar ?? []), builds });
}

function readJob(root: TreeNode, parts: StructureParts): void {
  const read = new Set<unknown>();
  for (const map of root.maps()) {
    const environment = map.get("environment");
    // Jobs share environments through anchors.
    if (!environment.node || read.has(environment.node)) continue;
    read.add(environment.node);
    readUse(environment, parts, false, nameOf(environment));
  }
}

function nameOf(environment: TreeNode): string {
  const name = environment.get("name").text;
  return name === null ? "environment" : `environment \`${name}\``;
}

function readUse(
  environment: TreeNode,
  parts: StructureParts,
  serves: boolean,
  name: string,
): void {
  if (environment.isMap) readEnvironment(environment, parts, { serves, name });
  else readEnvironmentName(environment, parts, { serves });
}
