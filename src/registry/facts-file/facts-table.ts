import type { PublishedImage } from "../../domain/image/registry-source.ts";

/** The value of "schema" in a facts file; incompatible versions have another number. */
export const factsSchema = "inferlint.facts/1";

/** The content of a facts file. */
export interface Facts {
  /** The platform of the image configs, in its canonical form: `linux/amd64`. */
  readonly platform: string;
  readonly table: FactsTable;
}

/** Repository → registry → the registry's answers about it. */
export type FactsTable = ReadonlyMap<string, ReadonlyMap<string, RepositoryAnswers>>;

/** The answers of one registry about one repository. */
export interface RepositoryAnswers {
  /** When the earliest of the answers was received, `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly answeredAt: string;
  /** Sorted; `absent`: the repository does not exist; null: not looked up, or not answered. */
  readonly tags: readonly string[] | "absent" | null;
  /** By tag or digest. */
  readonly images: ReadonlyMap<string, ImageAnswer>;
}

/** The config is null where it was not looked up. */
export type ImageAnswer =
  "absent" | { readonly digest: string; readonly config: ImageConfig | null };

/** `env`, `os`, `cuda` and `condaPath` are null in files of older versions. */
export type ImageConfig = Omit<PublishedImage, "digest">;
