import { readArm } from "./arm.ts";
import { readAzureMl } from "./azureml.ts";
import { readAzurePipelines } from "./azure-pipelines.ts";
import { readCompose } from "./compose.ts";
import { readConda } from "./conda.ts";
import { readDevcontainer } from "./devcontainer.ts";
import { readGithub } from "./github.ts";
import { readGitlab } from "./gitlab.ts";
import { readHelmValues } from "./helm-values.ts";
import { readKubernetes } from "./kubernetes.ts";
import type { StructureReader } from "./parts.ts";
import { StructureParts } from "./parts.ts";
import { readSdkV1 } from "./sdk-v1.ts";
import type { ReadStructure } from "./structure.ts";
import { TreeNode } from "./tree.ts";

/** Each decides for itself whether a document is one of its own. */
const readers: readonly StructureReader[] = [
  readAzureMl,
  readSdkV1,
  readArm,
  readConda,
  readCompose,
  readKubernetes,
  readHelmValues,
  readGithub,
  readAzurePipelines,
  readGitlab,
  readDevcontainer,
];

/** Files of models name the image that they were made in, and files of bake are read with their HCL. */
const others = /(?:^|\/)(?:MLmodel|[^/]*docker-bake[^/]*\.json)$/i;

/**
 * What the structure of a file says of its values. An image is run where the file is known to run it: in deployments, environments,
 * jobs, services, pods and containers of pipelines. It is only named, without a run, in arguments, variables, parameters, lists,
 * files of models, values of Helm charts that say nothing of users, and everything that is not known.
 */
export const readStructure: ReadStructure = (file) => {
  const parts = new StructureParts();
  if (!others.test(file.path))
    for (const document of file.documents) {
      const root = TreeNode.root(file, document);
      for (const read of readers) read(root, parts);
    }
  return parts.structure();
};
