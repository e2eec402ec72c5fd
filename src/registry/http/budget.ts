import type { LookupFailure } from "../../domain/image/registry-source.ts";
import { unreachable } from "../../domain/image/registry-source.ts";
import { budgetSpent } from "./failure-messages.ts";

/** The time that one run may spend on all registries together. */
export interface Budget {
  /** Starts the clock; called by every request, the first one counts. */
  readonly start: () => void;
  readonly isSpent: () => boolean;
  /** Milliseconds. */
  readonly left: () => number;
  /** Registers a callback for when the time is used up. @returns a function that removes it again */
  readonly whenSpent: (stop: () => void) => () => void;
  /** Waits, at most for the time that is left. @param milliseconds does not wait for 0 or less */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** The result of every lookup after the time is used up. */
  readonly spent: LookupFailure;
  /** Ends the budget now and wakes everything that waits. */
  readonly end: () => void;
}

/** setTimeout fires at once for a longer delay. */
const maxTimer = 2_147_483_647;

/** @param timeout milliseconds */
export function openBudget(timeout: number, now: () => number): Budget {
  const stops = new Set<() => void>();
  let startedAt: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isSpent = false;

  const end = (): void => {
    isSpent = true;
    clearTimeout(timer);
    for (const stop of [...stops]) stop();
    stops.clear();
  };
  const whenSpent = (stop: () => void): (() => void) => {
    stops.add(stop);
    return () => stops.delete(stop);
  };
  return {
    start: () => {
      if (startedAt !== null) return;
      startedAt = now();
      // The timer alone must not keep the process alive.
      timer = setTimeout(end, Math.min(timeout, maxTimer)).unref();
    },
    isSpent: () => isSpent,
    left: () => (isSpent ? 0 : Math.max(0, (startedAt ?? now()) + timeout - now())),
    whenSpent,
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        if (milliseconds <= 0 || isSpent) {
          resolve();
          return;
        }
        const wake = (): void => {
          clearTimeout(alarm);
          forget();
          resolve();
        };
        const alarm = setTimeout(wake, Math.min(milliseconds, maxTimer));
        const forget = whenSpent(wake);
      }),
    spent: unreachable(budgetSpent(timeout)),
    end,
  };
}
