import type { CondaPath, FoundBuild, FoundConda, Value } from "../../source-reading.ts";
import { condaContent, condaOf } from "./conda.ts";
import { ownEnvironment } from "../../own-environment.ts";
import type { StructureParts } from "./parts.ts";
import type { TreeNode } from "./tree.ts";
import { filePath } from "./values.ts";
import { implied } from "../../value.ts";
import { isDockerfileContent, plainBuild } from "../../found-build.ts";
import { plainRun } from "../../found-run.ts";

/** Keys of the image, in the CLI, the SDK and their older versions. */
const imageKeys = [
  "image",
  "container",
  "base_image",
  "baseImage",
  "docker_image",
  "dockerImage",
] as const;

interface EnvironmentUse {
  /** A deployment runs in it. */
  readonly serves: boolean;
  /** As messages name its builds. */
  readonly name: string;
}

/** What an environment is made of. */
interface EnvironmentNodes {
  readonly images: readonly TreeNode[];
  readonly builds: readonly FoundBuild[];
}

/**
 * Reads an environment of Azure ML that is a mapping: of the CLI (`image`, `conda_file`, `build`), of the SDK v1 (`docker`,
 * `python`) and of older components (`docker`, `conda`).
 */
export function readEnvironment(
  environment: TreeNode,
  parts: StructureParts,
  use: EnvironmentUse,
): EnvironmentNodes {
  const conda = condaOfEnvironment(environment);
  const docker = environment.get("docker");
  const images = [environment, docker].flatMap((node) =>
    imageKeys.map((key) => node.get(key)).filter(({ scalar }) => scalar !== null),
  );
  for (const image of images) parts.run(image, { ...plainRun, serves: use.serves, conda });
  return {
    images,
    builds: [
      ...buildOf(environment.get("build"), use),
      ...buildOf(docker.get("build"), use),
      ...baseDockerfile(docker.first("baseDockerfile", "base_dockerfile"), parts, use),
    ].map((build) => parts.build(build)),
  };
}

/** Azure ML gives a build no arguments. A path that is a URL stays as it is: whoever follows builds says that it is not followed. */
function buildOf(build: TreeNode, { name, serves }: EnvironmentUse): readonly FoundBuild[] {
  const path = build.first("path", "local_path", "contextUri");
  const dockerfile = build.first("dockerfile_path", "dockerfilePath", "dockerfile").value;
  const common = { ...plainBuild, name, serves, span: build.range };
  if (path.value) return [{ ...common, context: filePath(path.value), dockerfile }];
  // The first versions of the CLI sent the file alone, without a context.
  if (dockerfile && !dockerfile.text.includes("\n"))
    return [{ ...common, dockerfile: filePath(dockerfile), from: "folder" }];
  return [];
}

/** The SDK v1 takes the text of a Dockerfile or its path (`DockerSection.base_dockerfile`). */
function baseDockerfile(
  node: TreeNode,
  parts: StructureParts,
  { name, serves }: EnvironmentUse,
): readonly FoundBuild[] {
  const { value } = node;
  if (!value || value.text.trim() === "") return [];
  if (isDockerfileContent(value.text)) {
    parts.dockerfile(node, {
      build: { name, args: [], target: null, contexts: [], user: null },
      serves,
    });
    return [];
  }
  const dockerfile = filePath(value);
  const context = implied(".", dockerfile);
  return [{ ...plainBuild, name, serves, span: node.span, context, dockerfile, from: "folder" }];
}

/** Without `userManagedDependencies` the SDK v1 makes a conda environment of what is written, or of its defaults. */
function condaOfEnvironment(environment: TreeNode): FoundConda | CondaPath | null {
  const own = condaOf(environment.first("conda_file", "condaFile"));
  if (own) return own;
  const conda = environment.get("conda");
  const inComponent = condaOf(conda.first("conda_dependencies", "conda_dependencies_file"));
  if (inComponent) return inComponent;
  const python = environment.get("python");
  const managed = python.first("userManagedDependencies", "user_managed_dependencies");
  if (managed.scalar?.value === true) return null;
  const dependencies = python.first("condaDependencies", "conda_dependencies");
  if (dependencies.isMap) return condaContent(dependencies);
  const file = python.first("condaDependenciesFile", "conda_dependencies_file").value;
  if (file && file.text !== "") return { kind: "file", path: fromSourceFolder(file, python) };
  return managed.scalar?.value === false
    ? { kind: "content", span: python.range, python: null }
    : null;
}

/** Run configurations below `.azureml` have paths relative to the folder around it. */
function fromSourceFolder(path: Value, { file }: TreeNode): Value {
  const folder = file.path.split("/").at(-2) ?? "";
  return folder === ".azureml" || folder === "aml_config"
    ? { ...path, text: `../${path.text}` }
    : path;
}

/**
 * Reads an environment that a deployment or a job names: a curated one is an image, others are an environment file or the name of
 * one (`azureml:NAME:1`, `azureml:NAME@latest`, a resource id, a registry of the user's own). Where it is neither, such as an
 * image that a user wrote there, the value itself is what runs.
 */
export function readEnvironmentName(
  node: TreeNode,
  parts: StructureParts,
  { serves }: Pick<EnvironmentUse, "serves">,
): void {
  const { value } = node;
  if (!value || value.text === "") return;
  parts.run(node, { ...plainRun, serves });
  if (!serves) return;
  const own = ownEnvironment(value, false);
  if (own) parts.deployed(own);
  else if (/^file:|\.(?:ya?ml|json)$/i.test(value.text))
    parts.deployed({ kind: "file", value: filePath(value) });
}
