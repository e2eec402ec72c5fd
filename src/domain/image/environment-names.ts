import type { Source } from "./known.ts";

/** The image that a curated environment stands for. */
export interface EnvironmentImage {
  /** `azureml/curated/sklearn-1.5` */
  readonly repository: string;
  /** Whether the image of a version has that version as its tag. */
  readonly versionsAreTags: boolean;
  /** The oldest version that is a tag: older ones had another image. Null where versions are no tags. */
  readonly oldestTag: number | null;
  readonly source: Source;
}

/** The names of curated environments. */
export interface EnvironmentNames {
  /** @param name in any case, with or without `AzureML-` as users write it @returns null for an unknown one, which is no image */
  imageOf(name: string): EnvironmentImage | null;
  /**
   * The environment that Microsoft publishes with an image, by its name in the registry `azureml`; in a workspace the same with
   * `AzureML-` in front. Null where there is none.
   */
  nameOf(repository: string): string | null;
}
