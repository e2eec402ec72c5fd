import type { FollowedLink } from "../discover/index.ts";
import type { Notification } from "../domain/rule/run.ts";
import { joinList } from "../text/list.ts";

/** Names the file that a link with findings leads to, and other links to it. */
export function linkNotice(path: string, { shown, others }: FollowedLink): Notification {
  const too =
    others.length === 0 ? "" : `, as ${joinList(others)} ${others.length === 1 ? "is" : "are"}`;
  const message = `A symbolic link to ${shown}${too}; the file was checked once, under this name.`;
  return { level: "note", id: "followed-link", path, region: null, message };
}
