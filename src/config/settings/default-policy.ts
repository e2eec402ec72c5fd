import { isInferenceName } from "../../domain/image/azureml-name.ts";
import type { ImagePolicy } from "../../domain/image/image-policy.ts";

/** Repositories below `azureml/` with `inference` in the path. */
export const inferencePatterns: readonly string[] = [
  "azureml/**/*inference*",
  "azureml/**/*inference*/**",
];

/**
 * What is judged where nobody configured anything. It says what the patterns say (a test holds the two together) without
 * loading a matcher, which every start would pay for.
 */
export function defaultImagePolicy(): ImagePolicy {
  return {
    isInference: isInferenceName,
    roots: ["azureml/"],
    infix: "inference",
    mirrors: [],
  };
}
