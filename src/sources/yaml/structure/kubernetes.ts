import type { FoundRun, Value } from "../../source-reading.ts";
import type { StructureReader } from "./parts.ts";
import type { TreeNode } from "./tree.ts";
import { plainRun } from "../../found-run.ts";
import { unknownValue } from "../../value.ts";

/** Lists of containers: of pods, Argo (`sidecars`) and Tekton (`steps`). */
const listKeys = new Set([
  "containers",
  "initContainers",
  "ephemeralContainers",
  "sidecars",
  "steps",
]);

/** Single containers: of Argo (`container`, `script`) and KServe. */
const singleKeys = new Set([
  "container",
  "script",
  "model",
  "sklearn",
  "xgboost",
  "lightgbm",
  "mlflow",
  "pytorch",
  "tensorflow",
  "onnx",
  "triton",
  "huggingface",
  "paddle",
  "pmml",
]);

/** Kinds whose pods are patterns or data, and are run by nothing. */
const notRun =
  /(?:Policy|PolicyTemplate|Constraint|ConstraintTemplate|CustomResourceDefinition|ConfigMap|Secret)$/;

/**
 * Reads pods wherever they stand in a Kubernetes document: in workloads, lists, and resources of Argo, KServe, Knative, Tekton.
 * Who runs is `securityContext.runAsUser` of the container, else of the pod. Other images, such as of custom resources, are not
 * known to be run. Texts in a ConfigMap are not looked into.
 */
export const readKubernetes: StructureReader = (root, parts) => {
  if (!isResource(root)) return;
  const none = root.get("");
  const open: (readonly [key: string, node: TreeNode, pod: TreeNode])[] = [["", root, none]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [key, node, pod] = next;
    if (isResource(node) && notRun.test(node.get("kind").text ?? "")) continue;
    const security = node.get("securityContext");
    const own = security.isMap ? security : pod;
    if (singleKeys.has(key) && node.get("image").scalar)
      parts.run(node.get("image"), runOf(security, pod));
    for (const each of listKeys)
      for (const container of node.get(each).items())
        parts.run(container.get("image"), runOf(container.get("securityContext"), own));
    for (const [childKey, child] of node.children().toReversed())
      if (child.isMap || child.isList) open.push([childKey, child, own]);
  }
};

function isResource(node: TreeNode): boolean {
  return node.get("apiVersion").scalar !== null && node.get("kind").scalar !== null;
}

/** Each setting of the container wins over that of the pod. */
function runOf(container: TreeNode, pod: TreeNode): FoundRun {
  const settingOf = (key: string): TreeNode => {
    const own = container.get(key);
    return own.valueOrUnknown ? own : pod.get(key);
  };
  const user = settingOf("runAsUser").valueOrUnknown;
  const nonRoot = settingOf("runAsNonRoot");
  return {
    ...plainRun,
    user: user ?? openUser(nonRoot.valueOrUnknown),
    forbidsRoot: nonRoot.scalar?.value === true,
    userSetting: "securityContext.runAsUser",
  };
}

/** Where it is not known whether root is forbidden, it is not known who runs. */
function openUser(nonRoot: Value | null): Value | null {
  if (!nonRoot || /^(?:true|false)$/i.test(nonRoot.text)) return null;
  return unknownValue(nonRoot.text, nonRoot.span);
}
