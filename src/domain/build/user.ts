import { maskTemplates, templateMark } from "../../shell/template.ts";
import { isSpace } from "../../shell/blank.ts";

/**
 * Whether a USER value is root. Docker takes the part before the first `:`: empty, `root` and what Go's Atoi reads as 0 are
 * uid 0 (moby: the user of an image config; BuildKit passes the value on unchanged).
 */
export function isRootUser(user: string): boolean {
  const name = nameOfUser(user);
  return name === "" || name === "root" || /^[+-]?0+$/.test(name);
}

/** The largest user id that Docker accepts. */
export const maxUserId = 2_147_483_647;

/** Whether a USER value is a number that is not a user id. Some runtimes take such a number as 0. */
export function isOutOfRangeUser(user: string): boolean {
  const name = nameOfUser(user);
  if (!/^[+-]?\d+$/.test(name) || isRootUser(name)) return false;
  return name.startsWith("-") || Number(name) > maxUserId;
}

/**
 * Whether a USER value has a blank or `#` outside templates: BuildKit takes the whole line as one name, which no image has. Blanks
 * beside a template at either end do not count, since it may be replaced by nothing.
 */
export function isInvalidUser(user: string): boolean {
  const { masked, templates } = maskTemplates(user);
  const name = masked.replaceAll(templateMark, "");
  const value = templates.length > 0 ? name.trim() : name;
  return value.includes("#") || Array.from(value).some(isSpace);
}

/** The part of a USER value before the first `:`, a name or a number; after it comes the group. */
export function nameOfUser(user: string): string {
  return user.split(":", 1)[0] ?? "";
}
