import type { ImagePolicy } from "./image-policy.ts";
import { microsoftRegistry } from "./image-policy.ts";

/** What decides about the literals of image names. */
export type NamedImages = Pick<ImagePolicy, "roots" | "mirrors" | "required">;

/**
 * Texts of which every name of an image that inferlint checks contains at least one, in lower case, wherever it is written in one
 * piece. An empty one stands for names about which nothing is known.
 */
export function imageLiterals({ roots, mirrors, required = [] }: NamedImages): readonly string[] {
  return [
    "azureml",
    // A pattern that starts with a wildcard has no literal of its own; its images are still in Microsoft's registry.
    ...roots.map((root) => (root.includes("azureml") ? "azureml" : microsoftRegistry)),
    ...mirrors.map(({ prefix }) => literalOf(prefix)),
    ...required.flatMap(({ literals }) => literals),
  ];
}

/** A part of every image name on a mirror: a host can be followed by a port, and names on Docker Hub can omit the host. */
function literalOf(prefix: string): string {
  const last = prefix.slice(prefix.lastIndexOf("/") + 1).replace(/:\d+$/, "");
  return last === "docker.io" || last === "library" ? "" : last.toLowerCase();
}
