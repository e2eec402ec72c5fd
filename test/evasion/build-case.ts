/** An image on Microsoft's list that ends as a user other than root. */
export const current = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";
/** An image that Microsoft no longer supports, on an end-of-life operating system and Python. */
export const banned = "mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:latest";

/** A Dockerfile that was or could be a way past the checks, what BuildKit builds from it, and what is reported. */
export interface BuildCase {
  readonly name: string;
  readonly dockerfile: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly target?: string;
  /**
   * The target of `docker build` (BuildKit v0.34.2): the image its stages are built on as BuildKit expands it, or one whose whole
   * root directory is copied to that of the target, and the USER that decides, "" where it expands to nothing and null where there
   * is none; or that BuildKit rejects the file, or hands it to a frontend of its own. Images that are not available are taken to
   * set no ENV and no USER.
   */
  readonly buildkit:
    { readonly image: string; readonly user: string | null } | "rejects" | "another frontend";
  /** All findings, in order: `line:column rule`, with `medium` or `low` after it where the confidence is not high. */
  readonly findings: readonly string[];
}
