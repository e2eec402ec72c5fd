import type { Value } from "../../source-reading.ts";
import { composeBuild } from "./compose-build.ts";
import { isComposeFile } from "./compose-file.ts";
import { composeValue } from "./compose-value.ts";
import type { ServiceLayers } from "./compose-layers.ts";
import { layersOf } from "./compose-layers.ts";
import type { StructureParts, StructureReader } from "./parts.ts";
import type { TreeNode } from "./tree.ts";
import { plainRun } from "../../found-run.ts";

/**
 * Reads compose files (compose-spec): an image without `build` is run, as `user` if the service has one; with `build` it is only
 * the name of what is built. All services count, whichever profiles they have. `include` and other files of the same project are
 * not read; a service of another file that one extends makes what is not written here unknown.
 */
export const readCompose: StructureReader = (root, parts) => {
  if (!isComposeFile(root)) return;
  const services = root.get("services");
  for (const [name, service] of services.entries()) {
    if (!service.isMap) continue;
    readService(name, layersOf(service, services), parts);
  }
};

function readService(name: string, service: ServiceLayers, parts: StructureParts): void {
  const { layers } = service;
  const user = firstValue(layers, "user");
  const build = composeBuild(name, service, user);
  if (build?.kind === "file") parts.build(build.build);
  if (build?.kind === "inline") parts.dockerfile(build.text, { build: build.build, serves: false });
  const image = layers.map((layer) => layer.get("image")).find(({ scalar }) => scalar !== null);
  if (!image) return;
  parts.value(image, composeValue(image));
  if (!build) parts.run(image, { ...plainRun, user, userSetting: "user" });
}

function firstValue(layers: readonly TreeNode[], key: string): Value | null {
  for (const layer of layers) {
    const value = composeValue(layer.get(key));
    if (value && value.text !== "") return value;
  }
  return null;
}
