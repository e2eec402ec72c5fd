import { readContainer } from "./container.ts";
import { dockerTaskBuild } from "./docker-task.ts";
import type { StructureParts, StructureReader } from "./parts.ts";
import type { TreeNode } from "./tree.ts";

const pipelineName = /(?:^|\/)azure[-_.]?pipelines?[^/]*\.ya?ml$/i;

const scriptKeys = ["script", "bash", "pwsh", "powershell"] as const;

/** Inputs of tasks (Bash, CmdLine, PowerShell, AzureCLI, AzurePowerShell) that are scripts. */
const scriptInputs = ["script", "inlineScript", "Inline"] as const;

/**
 * Reads pipelines of Azure DevOps: containers of jobs and resources, scripts of steps and tasks, builds of the task `Docker`.
 * Steps are found wherever they stand, because template expressions are keys around them.
 */
export const readAzurePipelines: StructureReader = (root, parts) => {
  if (!isPipeline(root)) return;
  for (const container of root.get("resources").get("containers").items())
    readContainer(container, parts);
  const open: (readonly [key: string, node: TreeNode])[] = [["", root]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [key, node] = next;
    // Steps and jobs are items of lists; inputs of a task can have the same keys.
    if (node.isMap && key === "") readItem(node, parts);
    for (const child of node.children().toReversed())
      if (child[0] !== "parameters" && (child[1].isMap || child[1].isList)) open.push(child);
  }
};

function isPipeline(root: TreeNode): boolean {
  if (root.has("apiVersion", "$schema", "on")) return false;
  const hasList = ["stages", "jobs", "steps"].some((key) => root.get(key).isList);
  if (pipelineName.test(root.file.path)) return hasList || root.has("resources", "extends");
  return (
    root
      .get("stages")
      .items()
      .some((stage) => stage.has("stage", "template")) ||
    root
      .get("jobs")
      .items()
      .some((job) => job.has("job", "deployment", "template")) ||
    root
      .get("steps")
      .items()
      .some((step) => step.has("task", "template", "checkout", ...scriptKeys))
  );
}

function readItem(map: TreeNode, parts: StructureParts): void {
  if (map.has("job", "deployment", "steps")) {
    readContainer(map.get("container"), parts);
    for (const [, service] of map.get("services").entries()) readContainer(service, parts);
  }
  for (const key of scriptKeys) parts.script(map.get(key));
  const task = map.get("task").text;
  if (task === null) return;
  const inputs = map.get("inputs");
  if (!/^python/i.test(task)) for (const key of scriptInputs) parts.script(inputs.get(key));
  const version = /^Docker@(\d+)$/i.exec(task)?.[1];
  const build = version === undefined ? null : dockerTaskBuild(inputs, version, map);
  if (build) parts.build(build);
}
