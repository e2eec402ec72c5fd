import picomatch from "picomatch";
import type { ImagePolicy } from "../domain/image-policy.ts";

/** Repositories of the registry, below `azureml/` and with `inference` in the path. */
const inferencePatterns = ["azureml/**/*inference*", "azureml/**/*inference*/**"];

/** What is judged where nobody configured anything. */
export function defaultImagePolicy(): ImagePolicy {
  return { isInference: picomatch(inferencePatterns), mirrors: [] };
}
