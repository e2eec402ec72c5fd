/** Compiled patterns of image names: registry and repository, `contoso.azurecr.io/base/**`. */
export interface NamePatterns {
  readonly sources: readonly string[];
  /** Texts of which every matching name has one, however it is written; an empty one where nothing is known of the names. */
  readonly literals: readonly string[];
  /** The pattern that matches a canonical name, `docker.io/library/python`; null for none. */
  readonly matching: (name: string) => string | null;
  /** Whether some value of its unknown parts makes a name match. @param name with `unresolvedPart` for each of them */
  readonly mayMatch: (name: string) => boolean;
  /** Whether every value of its unknown parts does, as far as the text before the first of them shows. */
  readonly mustMatch: (name: string) => boolean;
}
