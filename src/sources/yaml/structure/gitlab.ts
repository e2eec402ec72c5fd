import type { StructureParts, StructureReader } from "./parts.ts";
import type { TreeNode } from "./tree.ts";
import { plainRun } from "../../found-run.ts";

const gitlabName = /(?:^|\/)[^/]*\.?gitlab-ci[^/]*\.ya?ml$|(?:^|\/)\.gitlab\/.*\.ya?ml$/i;

const scriptKeys = ["before_script", "script", "after_script"] as const;

/** Reads pipelines of GitLab by their name: images and services of jobs, which `docker: user` gives a user, and scripts. */
export const readGitlab: StructureReader = (root, parts) => {
  if (!gitlabName.test(root.file.path)) return;
  readJob(root, parts);
  for (const [, job] of root.entries()) if (job.isMap) readJob(job, parts);
};

function readJob(job: TreeNode, parts: StructureParts): void {
  readImage(job.get("image"), parts);
  for (const service of job.get("services").items()) readImage(service, parts);
  for (const key of scriptKeys) readScript(job.get(key), parts, 0);
}

function readImage(image: TreeNode, parts: StructureParts): void {
  const name = image.scalar ? image : image.get("name");
  const user = image.get("docker").get("user").valueOrUnknown;
  parts.run(name, { ...plainRun, user, userSetting: "image.docker.user" });
}

/** Lists of scripts can be nested, ten deep as GitLab says. */
function readScript(script: TreeNode, parts: StructureParts, depth: number): void {
  parts.script(script);
  if (depth < 10) for (const line of script.items()) readScript(line, parts, depth + 1);
}
