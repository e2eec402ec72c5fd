import { isInferenceName } from "../../domain/image/azureml-name.ts";
import type { ImagePolicy } from "../../domain/image/image-policy.ts";

/** Repositories below `azureml/` with `inference` in the path. */
export const inferencePatterns: readonly string[] = [
  "azureml/**/*inference*",
  "azureml/**/*inference*/**",
];

/**
 * The images that are checked by default. It matches what `inferencePatterns` match (a test compares the two) without loading
 * a pattern matcher, which would slow down every start.
 */
export function defaultImagePolicy(): ImagePolicy {
  return {
    isInference: isInferenceName,
    usesCatalogue: true,
    roots: ["azureml/"],
    infix: "inference",
    mirrors: [],
  };
}
