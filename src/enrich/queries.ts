import type { SupportWindow } from "../domain/image/tag-age.ts";
import type { Query } from "../domain/rule/rule.ts";
import type { BuildVariant } from "../domain/settings/settings.ts";

/** What registries are asked about the images of a build. */
export interface Queries {
  readonly existence: boolean;
  /**
   * decisive: only for the image that the target is built on, and only if its user or its variables decide. remedy: only to say
   * which user to go back to, if there is an answer.
   */
  readonly user: "never" | "decisive" | "remedy" | "always";
  /** The number of a user that a file gives by name. */
  readonly number: boolean;
  /** The operating system, where no other source states it. */
  readonly os: boolean;
  /** The digest of what has none. */
  readonly digest: boolean;
  /** The window that ages are checked against; `any`: all windows. Null: no rule needs an age. */
  readonly window: SupportWindow | "any" | null;
  /** The config, whatever the catalogue knows: nothing else has all variables that the image sets. */
  readonly whole: boolean;
  /** The list of tags, even where the image itself is asked for. */
  readonly lists: boolean;
}

/** Everything that `inspect` can show of an image. */
export const queriesToShow: Queries = {
  existence: false,
  user: "always",
  os: true,
  digest: false,
  number: false,
  window: "any",
  whole: true,
  lists: true,
};

/** Everything that any rule could need, for a facts file. */
export const queriesToRecord: Queries = {
  existence: true,
  user: "always",
  os: true,
  digest: false,
  number: false,
  window: "any",
  whole: true,
  lists: true,
};

/** What the enabled rules need to know. */
export function queriesOf({
  rules,
  supportWindow,
}: Pick<BuildVariant, "rules" | "supportWindow">): Queries {
  const needs = (query: Query): boolean => rules.some(({ rule }) => rule.queries?.includes(query));
  return {
    existence: needs("existence"),
    user: needs("user") ? "decisive" : "never",
    os: needs("os"),
    digest: needs("digest"),
    number: needs("number"),
    window: needs("age") ? supportWindow : null,
    whole: false,
    lists: false,
  };
}
