import type { Notification } from "../../domain/rule/run.ts";
import { compareRegions, fileStart } from "../../domain/build/region.ts";
import type { SettingLocation } from "../../domain/settings/settings.ts";

/** What of a repository's configuration the policy does not take, each place once. */
export class Rejections {
  private readonly notifications: Notification[] = [];
  private readonly known = new Set<string>();

  /** In the order of the file. */
  inOrder(): readonly Notification[] {
    return this.notifications.toSorted((a, b) =>
      compareRegions(a.region ?? fileStart, b.region ?? fileStart),
    );
  }

  /** @param what one sentence with its full stop */
  add({ path, region }: SettingLocation, what: string): void {
    const key = `${region.startLine}:${region.startColumn} ${what}`;
    if (this.known.has(key)) return;
    this.known.add(key);
    this.notifications.push({
      level: "warning",
      id: "policy-refused",
      path,
      region,
      message: what,
    });
  }
}
