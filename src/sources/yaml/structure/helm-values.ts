import type { StructureReader } from "./parts.ts";
import { plainRun } from "../../found-run.ts";

const valuesName = /(?:^|\/)values(?:[._-][^/]*)?\.(?:ya?ml|json)$/i;

/**
 * Reads the values of Helm charts. What a chart makes of them stands in its templates, so that an image is only named there. Where
 * the mapping around `image` says who runs, in the way of `helm create` (`securityContext` of the container, `podSecurityContext`),
 * that is taken.
 */
export const readHelmValues: StructureReader = (root, parts) => {
  if (!valuesName.test(root.file.path) || root.has("apiVersion", "kind")) return;
  for (const map of root.maps()) {
    const image = map.get("image");
    const named = image.isMap ? image.first("repository", "name") : image;
    if (!named.scalar) continue;
    const contexts = [
      map.first("containerSecurityContext", "securityContext"),
      map.get("podSecurityContext"),
    ];
    const settings = (key: string): readonly (typeof map)[] =>
      contexts.map((context) => context.get(key)).filter((node) => node.valueOrUnknown);
    const user = settings("runAsUser")[0]?.valueOrUnknown ?? null;
    const forbidsRoot = settings("runAsNonRoot")[0]?.scalar?.value === true;
    if (!user && !forbidsRoot) continue;
    parts.run(named, {
      ...plainRun,
      user,
      forbidsRoot,
      userSetting: "securityContext.runAsUser",
    });
  }
};
