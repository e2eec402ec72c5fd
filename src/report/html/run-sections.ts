import type { Notification, Run, RunOrigins } from "../../domain/rule/run.ts";
import { groupBy } from "../../text/list.ts";
import { originItems } from "../origins.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";

/** What the run reports about itself. Null for nothing. */
export function notificationSection(notifications: readonly Notification[]): Markup | null {
  if (notifications.length === 0) return null;
  return markup`<section aria-labelledby="notifications">
    <h2 id="notifications">Notifications</h2>
    <ul class="findings">
      ${notifications.map(
        ({
          level,
          id,
          message,
          path,
          region,
        }) => markup`<li><span class="level ${level}">${level}</span> <code>${id}</code> ${message}${path === null ? null : markup` <code>${path}${region === null ? "" : `:${region.startLine}`}</code>`}</li>
      `,
      )}
    </ul>
  </section>
  `;
}

/** The policy, the configuration, the facts and their days. */
export function originSection(start: RunOrigins & Pick<Run, "asOf" | "tool" | "against">): Markup {
  return markup`<section aria-labelledby="origins">
    <h2 id="origins">Policy, configuration and facts</h2>
    <dl class="origins">
      ${Array.from(
        groupBy(originItems(start), ({ name }) => name),
        ([name, items]) =>
          markup`<div>
            <dt>${name}</dt>
            ${items.map(({ value, isCode }) => markup`<dd>${isCode === true ? markup`<code>${value}</code>` : value}</dd>\n`)}
          </div>
          `,
      )}
    </dl>
  </section>
  `;
}
