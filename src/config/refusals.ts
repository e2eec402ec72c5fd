import type { Notification } from "../domain/run.ts";
import { compareRegions, fileStart } from "../domain/region.ts";
import type { SettingPlace } from "../domain/settings.ts";

/** What of a repository's configuration the policy does not take, each place once. */
export class Refusals {
  private readonly notifications: Notification[] = [];
  private readonly known = new Set<string>();

  /** In the order of the file. */
  inOrder(): readonly Notification[] {
    return this.notifications.toSorted((a, b) =>
      compareRegions(a.region ?? fileStart, b.region ?? fileStart),
    );
  }

  /** @param what one sentence with its full stop */
  add({ path, region }: SettingPlace, what: string): void {
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
