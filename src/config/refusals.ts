import type { Notification } from "../domain/run.ts";
import type { SettingPlace } from "../domain/settings.ts";

/** What of a repository's configuration the policy does not take, each place once. */
export class Refusals {
  readonly notifications: Notification[] = [];
  private readonly known = new Set<string>();

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
