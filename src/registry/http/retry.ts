import type { LookupFailure } from "../../domain/image/registry-source.ts";
import { throttled, unreachable } from "../../domain/image/registry-source.ts";
import type { Budget } from "./budget.ts";
import type { Exchanged, HttpRequest, HttpResponse } from "./exchange.ts";
import type { Whom } from "./failure-messages.ts";
import { tooManyRequests } from "./failure-messages.ts";
import type { Fault } from "./fault.ts";
import type { InSlot } from "./slots.ts";

/** Sends a request to one host, with retries, without following redirects. */
export type SendHop = (request: HttpRequest, whom: Whom) => Promise<Exchanged>;

export interface RetryOptions {
  readonly attempt: (request: HttpRequest, whom: Whom) => Promise<HttpResponse | Fault>;
  readonly budget: Budget;
  /** The slots of each host, separate so that a slow host does not delay requests to others. */
  readonly slotsOf: (host: string) => InSlot;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Shortest and longest wait in milliseconds before each retry; there are as many retries as waits. */
  readonly backOff: readonly (readonly [number, number])[];
}

/** Statuses of a gateway or an overloaded registry, which may succeed on a retry. */
const temporaryStatuses = new Set([408, 429, 500, 502, 503, 504]);

/** The longest Retry-After that is respected, in milliseconds; a host that asks for more counts as throttled. */
const maxPause = 30_000;

/**
 * Retries temporary failures. A host to which no connection is possible, or whose Retry-After exceeds the limit or the time
 * left, gets no further request in this run.
 */
export function withRetries({ attempt, budget, slotsOf, now, backOff }: RetryOptions): SendHop {
  const closed = new Map<string, LookupFailure>();
  const resting = new Map<string, Promise<void>>();
  const close = (host: string, failure: LookupFailure): LookupFailure => {
    closed.set(host, failure);
    return failure;
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
        if (!temporaryStatuses.has(got.status)) return got;
        const wanted = readRetryAfter(got.header("retry-after"), now());
        const isTooLong =
          wanted !== null && wanted > 0 && wanted >= Math.min(maxPause + 1, budget.left());
        if (isTooLong || (range === undefined && got.status === 429))
          return close(host, throttled(tooManyRequests(whom, got.status)));
        if (range === undefined) return got;
        // All requests to this host wait, not only this one.
        if (wanted !== null) resting.set(host, budget.sleep(wanted));
      } else if (got.kind === "fault") {
        if (range === undefined || !got.isTemporary) {
          const failure = unreachable(got.why);
          return got.isOfHost && !budget.isSpent() ? close(host, failure) : failure;
        }
      } else return got;
      const [min, max] = range;
      await budget.sleep(min + Math.random() * (max - min));
    }
  };
}

const httpDate =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Milliseconds to wait (RFC 9110 §10.2.3); null where the header is missing, repeated or malformed. */
export function readRetryAfter(values: readonly string[], now: number): number | null {
  const [value] = values;
  if (value === undefined || values.length > 1) return null;
  const text = value.trim();
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1000;
  const date = httpDate.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
