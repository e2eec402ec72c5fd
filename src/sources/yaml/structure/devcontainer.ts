import type { Value } from "../../source-reading.ts";
import { userOfWords } from "./container-options.ts";
import type { StructureReader } from "./parts.ts";
import type { TreeNode } from "./tree.ts";
import { argsOf, filePath, targetOf } from "./values.ts";
import { implied } from "../../value.ts";
import { plainBuild } from "../../found-build.ts";
import { plainRun } from "../../found-run.ts";

const fileName = /(?:^|\/)\.?devcontainer\.json$/i;

/**
 * Reads a development container. What is done in it, `remoteUser` does, which is the container's user if it is not set; that one
 * is `containerUser`, or an option in `runArgs`, which comes later in the command.
 */
export const readDevcontainer: StructureReader = (root, parts) => {
  if (!fileName.test(root.file.path)) return;
  const options = root.get("runArgs").items();
  const user =
    root.get("remoteUser").value ??
    userOfWords(options.flatMap(({ value }) => value ?? [])) ??
    root.get("containerUser").value;
  parts.run(root.get("image"), { ...plainRun, user, userSetting: "containerUser" });
  readBuild(root, user, parts);
};

/** Both paths are relative to the folder of the file; the older form has them beside the image. */
function readBuild(
  root: TreeNode,
  user: Value | null,
  parts: Parameters<StructureReader>[1],
): void {
  const build = root.get("build");
  const dockerfile = build.get("dockerfile").value ?? root.get("dockerFile").value;
  if (!dockerfile) return;
  parts.build({
    ...plainBuild,
    name: "development container",
    span: build.node ? build.range : dockerfile.span,
    context: build.get("context").value ?? root.get("context").value ?? implied(".", dockerfile),
    dockerfile: filePath(dockerfile),
    from: "folder",
    args: argsOf(build.get("args")),
    target: targetOf(build.get("target").value),
    user,
  });
}
