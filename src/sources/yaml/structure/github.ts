import type { FoundBuild } from "../../source-reading.ts";
import { isShell, readContainer } from "./container.ts";
import type { StructureParts, StructureReader } from "./parts.ts";
import type { TreeNode } from "./tree.ts";
import { filePath, isRemote, linesOf, targetOf } from "./values.ts";
import { implied } from "../../value.ts";
import { plainBuild } from "../../found-build.ts";

/**
 * Reads workflows and actions of GitHub: containers and services of jobs, scripts of steps, builds by `docker/build-push-action`
 * and by an action with a Dockerfile. An action that is an image (`docker://…`) has to run as root there, so that who runs it is
 * not asked: it is only named.
 */
export const readGithub: StructureReader = (root, parts) => {
  if (isWorkflow(root)) for (const [, job] of root.get("jobs").entries()) readJob(job, root, parts);
  else if (isAction(root)) readAction(root, parts);
};

function isWorkflow(root: TreeNode): boolean {
  if (!root.get("jobs").isMap) return false;
  if (/(?:^|\/)\.github\/workflows\/[^/]+$/.test(root.file.path)) return true;
  // YAML 1.1 reads the key `on` as true.
  if (!root.has("on", "true")) return false;
  return root
    .get("jobs")
    .entries()
    .some(([, job]) => job.has("runs-on", "uses"));
}

function isAction(root: TreeNode): boolean {
  return root.get("runs").get("using").scalar !== null;
}

function readJob(job: TreeNode, workflow: TreeNode, parts: StructureParts): void {
  readContainer(job.get("container"), parts);
  for (const [, service] of job.get("services").entries()) readContainer(service, parts);
  const shell =
    job.get("defaults").get("run").get("shell").text ??
    workflow.get("defaults").get("run").get("shell").text;
  readSteps(job.get("steps"), shell, parts);
}

function readSteps(steps: TreeNode, shell: string | null, parts: StructureParts): void {
  for (const step of steps.items()) {
    if (isShell(step.get("shell").text ?? shell)) parts.script(step.get("run"));
    if (/^docker\/build-push-action@/i.test(step.get("uses").text ?? ""))
      parts.build(pushAction(step.get("with"), step));
  }
}

/** Its paths are relative to the root of the repository; without a context it takes the repository itself. */
function pushAction(inputs: TreeNode, step: TreeNode): FoundBuild {
  const span = inputs.node ? inputs.range : step.range;
  const context = inputs.get("context").value ?? implied(".", { span });
  return {
    ...plainBuild,
    name: "`docker/build-push-action`",
    span,
    context: isRemote(context.text) ? null : context,
    dockerfile: inputs.get("file").value,
    from: inputs.has("file") ? "folder" : "context",
    folder: "any",
    args: linesOf(inputs.get("build-args").value),
    target: targetOf(inputs.get("target").value),
    contexts: linesOf(inputs.get("build-contexts").value).flatMap(({ name, value }) =>
      value === null ? [] : [{ name, value }],
    ),
  };
}

function readAction(root: TreeNode, parts: StructureParts): void {
  const runs = root.get("runs");
  readSteps(runs.get("steps"), null, parts);
  const image = runs.get("image").value;
  if (runs.get("using").text !== "docker" || !image || /^docker:\/\//i.test(image.text)) return;
  const dockerfile = filePath(image);
  parts.build({
    ...plainBuild,
    name: "action",
    span: image.span,
    context: implied(".", image),
    dockerfile,
    from: "folder",
  });
}
