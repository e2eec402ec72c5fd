/** A place that serves another registry's images: `prefix` and `instead` are `registry/path` without a final slash. */
export interface Mirror {
  readonly prefix: string;
  readonly instead: string;
}

/** Which images are judged. */
export interface ImagePolicy {
  /** Whether a repository of Microsoft's registry is an azureml inference image: `azureml/minimal-py312-inference`. */
  readonly isInference: (repository: string) => boolean;
  readonly mirrors: readonly Mirror[];
}

/** Microsoft's registry. */
export const microsoftRegistry = "mcr.microsoft.com";
