import type { CalendarDate } from "../../text/calendar-date.ts";
import type { SupportState } from "../image/image-facts.ts";
import type { NamePatterns } from "../image/name-patterns.ts";
import type { VersionCondition } from "../image/version-condition.ts";
import type { Level } from "./finding.ts";

export const tagKinds = ["floating", "dated", "digest"] as const;

/** How an image has to be pinned: `latest`, a tag with a day or a digest, a digest. */
export type TagKind = (typeof tagKinds)[number];

/** What an organization or a repository demands of images: an entry of `require`. Null: not demanded. */
export interface Requirement {
  readonly name: string;
  /** The images that it is about, on any registry where a pattern names none. */
  readonly images: NamePatterns;
  /** Hosts, as written in a reference; `docker.io` where none is written. */
  readonly registry: readonly string[] | null;
  readonly support: readonly SupportState[] | null;
  /** `ubuntu22.04` */
  readonly os: readonly string[] | null;
  readonly python: VersionCondition | null;
  readonly cuda: VersionCondition | null;
  readonly tag: TagKind | null;
  readonly allow: NamePatterns | null;
  readonly deny: NamePatterns | null;
  readonly level: Level;
  /** The level of an image of which a demanded fact is unknown. */
  readonly unknown: Level;
  /** Replaces the first part of messages; without a full stop. */
  readonly message: string | null;
  /** The last day on which it is demanded. */
  readonly until: CalendarDate | null;
}

/** What the page of all requirements is called. */
export const requirementPage = "policy-requirement";

const prefix = `${requirementPage}/`;

/** Lower-case letters and digits, with single hyphens between them. */
export const requirementName: RegExp = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const maxRequirementName = 60;

/** The id of the rule that a requirement is. */
export function requirementId(name: string): string {
  return `${prefix}${name}`;
}

/** The page of a rule: all requirements share one. */
export function pageName(ruleId: string): string {
  return ruleId.startsWith(prefix) ? requirementPage : ruleId;
}

/** Whether an id is that of a requirement, present or not. */
export function isRequirementId(id: string): boolean {
  const name = id.slice(prefix.length);
  return id.startsWith(prefix) && name.length <= maxRequirementName && requirementName.test(name);
}
