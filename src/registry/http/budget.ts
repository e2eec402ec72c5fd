import type { Unanswered } from "../../domain/image/registry-source.ts";

/** The time that a run may spend on registries, all of them together. */
export interface Budget {
  /** The first request starts the clock. */
  readonly start: () => void;
  readonly isSpent: () => boolean;
  /** Milliseconds. */
  readonly left: () => number;
  /** Calls back when the time is used up, unless it is forgotten before. */
  readonly whenSpent: (stop: () => void) => () => void;
  /** Waits, but no longer than there is time. @param milliseconds none where 0 or less */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** What every question is answered with afterwards. */
  readonly spent: Unanswered;
  /** Ends everything that waits. */
  readonly end: () => void;
}

/** setTimeout takes what is longer as no time at all. */
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
      // A process that has nothing else to do need not wait for it.
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
    spent: {
      kind: "unreachable",
      why: `the time for registries (${timeout / 1000} s) is used up; --timeout gives more`,
    },
    end,
  };
}
