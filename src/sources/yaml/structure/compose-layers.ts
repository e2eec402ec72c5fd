import type { TreeNode } from "./tree.ts";

/** Services that extend services: a longer chain is cut off. */
const maxExtended = 20;

/** A service and what it extends, nearest first. */
export interface ServiceLayers {
  readonly layers: readonly TreeNode[];
  /** The service that it extends in another file, as messages name it. */
  readonly elsewhere: string | null;
}

/** Follows `extends` within the file. */
export function layersOf(service: TreeNode, services: TreeNode): ServiceLayers {
  const layers = [service];
  for (let last = service; layers.length < maxExtended;) {
    const extended = last.get("extends");
    const file = extended.get("file").text;
    if (file !== null) return { layers, elsewhere: `extends ${file}` };
    const name = extended.text ?? extended.get("service").text;
    const base = name === null ? null : services.get(name).repeated();
    if (!base?.isMap || layers.some(({ node }) => node === base.node)) break;
    layers.push(base);
    last = base;
  }
  return { layers, elsewhere: null };
}
