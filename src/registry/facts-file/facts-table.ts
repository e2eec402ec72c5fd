import type { PublishedImage } from "../../domain/image/registry-source.ts";

/** What a facts file says in front: whatever cannot be read by this version has another number. */
export const factsSchema = "inferlint.facts/1";

/** What configs are of where a file does not say. */
export const defaultPlatform = "linux/amd64";

/** A facts file, read. */
export interface Facts {
  /** What the configs are for: `linux/amd64`. */
  readonly platform: string;
  readonly table: FactsTable;
}

/** Repository → registry → what that registry said of it. */
export type FactsTable = ReadonlyMap<string, ReadonlyMap<string, RepositoryAnswers>>;

/** What one registry said of one repository. */
export interface RepositoryAnswers {
  /** The earliest of the answers, `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly answeredAt: string;
  /** Sorted; absent: there is no such repository; null: not asked, or not answered. */
  readonly tags: readonly string[] | "absent" | null;
  /** By tag or digest. */
  readonly images: ReadonlyMap<string, ImageAnswer>;
}

/** A config of null was not asked for. */
export type ImageAnswer =
  "absent" | { readonly digest: string; readonly config: ImageConfig | null };

export type ImageConfig = Pick<PublishedImage, "created" | "user">;
