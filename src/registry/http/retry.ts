import type { Unanswered } from "../../domain/image/registry-source.ts";
import type { Budget } from "./budget.ts";
import type { Exchanged, HttpRequest, HttpResponse } from "./exchange.ts";
import type { Fault, Whom } from "../oci/failure-messages.ts";
import type { InSlot } from "./slots.ts";

/** One hop, retries included. */
export type SendHop = (request: HttpRequest, whom: Whom) => Promise<Exchanged>;

export interface RetryOptions {
  readonly attempt: (request: HttpRequest, whom: Whom) => Promise<HttpResponse | Fault>;
  readonly budget: Budget;
  /** The slots of each host: one that hangs holds up nobody else's questions. */
  readonly slotsOf: (host: string) => InSlot;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Between which milliseconds it is waited after the first try, after the second, and so on; one try more than there are waits. */
  readonly backOff: readonly (readonly [number, number])[];
}

/** What gateways answer in passing (504 and 408 included), and a registry under load. */
const passing = new Set([408, 429, 500, 502, 503, 504]);

/** Longer than this a registry is not waited for, however much time there is. Milliseconds. */
const maxPause = 30_000;

/**
 * Tries again what may go well the next time. A host that no connection can be made to, or that asks for more patience than
 * there is, is not asked again in this run.
 */
export function withRetries({ attempt, budget, slotsOf, now, backOff }: RetryOptions): SendHop {
  const closed = new Map<string, Unanswered>();
  const resting = new Map<string, Promise<void>>();
  const close = (host: string, answer: Unanswered): Unanswered => {
    closed.set(host, answer);
    return answer;
  };

  return async (request, whom) => {
    const { host } = request.url;
    for (let tried = 0; ; tried++) {
      await resting.get(host);
      const got = await slotsOf(host)(async () => {
        budget.start();
        return closed.get(host) ?? (budget.isSpent() ? budget.spent : attempt(request, whom));
      });
      const range = backOff[tried];
      if (got.kind === "response") {
        if (!passing.has(got.status)) return got;
        const wanted = readRetryAfter(got.header("retry-after"), now());
        const isTooLong =
          wanted !== null && wanted > 0 && wanted >= Math.min(maxPause + 1, budget.left());
        if (isTooLong || (range === undefined && got.status === 429))
          return close(host, {
            kind: "throttled",
            why: `${whom} asks for fewer requests (${got.status})`,
          });
        if (range === undefined) return got;
        // The host is left alone by every other question too.
        if (wanted !== null) resting.set(host, budget.sleep(wanted));
      } else if (got.kind === "fault") {
        if (range === undefined || !got.isPassing) {
          const answer = { kind: "unreachable", why: got.why } as const;
          return got.isOfHost && !budget.isSpent() ? close(host, answer) : answer;
        }
      } else return got;
      const [least, max] = range;
      await budget.sleep(least + Math.random() * (max - least));
    }
  };
}

const httpDate =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Milliseconds to wait (RFC 9110, 10.2.3); null where it is not said, or not in a way that can be read. */
export function readRetryAfter(values: readonly string[], now: number): number | null {
  const [value] = values;
  if (value === undefined || values.length > 1) return null;
  const text = value.trim();
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1000;
  const date = httpDate.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
