import type { EnabledRule } from "../domain/rule/run.ts";
import type { SupportWindow } from "../domain/image/tag-age.ts";

/** What registries are asked about the images of a build. */
export interface Questions {
  readonly existence: boolean;
  /** decisive: of the image that the target starts as. */
  readonly user: "never" | "decisive" | "always";
  /** The window by which ages are judged; any: whatever the window is. Null: no rule asks for an age. */
  readonly window: SupportWindow | "any" | null;
  /** The config of every image, whether a rule needs it or not. */
  readonly whole: boolean;
  /** The list of tags, even where the image itself is asked for. */
  readonly lists: boolean;
}

/** Everything that can be shown of an image. */
export const toShow: Questions = {
  existence: false,
  user: "always",
  window: "any",
  whole: true,
  lists: true,
};

/** Everything that any rule could need, however it is set. */
export const toKeep: Questions = {
  existence: true,
  user: "always",
  window: "any",
  whole: false,
  lists: true,
};

/** What the rules in force need to know. */
export function questionsOf(rules: readonly EnabledRule[]): Questions {
  const aging = rules.filter(({ rule }) => rule.queries?.includes("age"));
  // Whoever speaks of ages measures by the window of stale-tag, where that is in force.
  const aged = aging.find(({ rule }) => rule.id === "stale-tag") ?? aging[0];
  const queries = (question: "existence" | "user"): boolean =>
    rules.some(({ rule }) => rule.queries?.includes(question));
  return {
    existence: queries("existence"),
    user: queries("user") ? "decisive" : "never",
    window: aged ? (aged.options as unknown as SupportWindow) : null,
    whole: false,
    lists: false,
  };
}
