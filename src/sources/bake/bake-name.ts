import type { BakeTree } from "./bake-tree.ts";
import { blocksOf } from "./bake-tree.ts";

/** Whether a file is a bake file by its name: `docker-bake.hcl`, `docker-bake.override.json`, `docker-bake.ci.hcl`. */
export function isBakeName(path: string): boolean {
  return /(?:^|\/)docker-bake(?:[.-][^/]*)?\.(?:hcl|json)$/i.test(path);
}

const keys = ["dockerfile", "dockerfile-inline", "context", "contexts", "inherits"];

/** Whether a file is one by the shape of its targets. Others have targets, too, such as those of deployment tools. */
export function hasTargets(tree: BakeTree): boolean {
  return blocksOf(tree, "target").some(({ body }) => keys.some((key) => key in body));
}
