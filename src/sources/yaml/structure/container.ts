import type { StructureParts } from "./parts.ts";
import type { TreeNode } from "./tree.ts";
import { userOfOptions } from "./container-options.ts";
import { plainRun } from "../../found-run.ts";

/** A container of a pipeline: an image, or a mapping of it with options of `docker run`. */
export function readContainer(container: TreeNode, parts: StructureParts): void {
  const image = container.scalar ? container : container.get("image");
  const user = userOfOptions(container.get("options").valueOrUnknown);
  parts.run(image, { ...plainRun, user, userSetting: "options: --user" });
}

/** Names of shells whose scripts can be read: a script of Python is none. */
export function isShell(shell: string | null): boolean {
  return (
    shell === null || /^(?:[\w./-]*\/)?(?:ba|da|z|k|a)?sh\b|^(?:pwsh|powershell|cmd)\b/i.test(shell)
  );
}
