import { counted } from "../text/list.ts";

/** A line on a terminal that shows how far long work has come, and disappears when the work is done. */
export interface Progress {
  readonly report: (done: number, total: number) => void;
  /** A request was sent to a registry. */
  readonly asked: () => void;
  /** Updates the line; for use at intervals, since a slow registry reports nothing. */
  readonly tick: () => void;
  readonly end: () => void;
}

/** Milliseconds before the line appears: most runs are done by then. */
const delay = 1_000;
/** Milliseconds between two updates. */
const interval = 100;

/**
 * @param write puts text on the terminal
 * @param now milliseconds since any fixed time
 */
export function createProgress(write: (text: string) => void, now: () => number): Progress {
  const start = now();
  let last: number | null = null;
  let files = "";
  let requests = 0;
  let shown = "";
  const tick = (): void => {
    const time = now();
    if (time - start < delay || (last !== null && time - last < interval)) return;
    if (files === "" && requests === 0) return;
    last = time;
    const requested = requests === 0 ? "" : `${counted(requests, "request")} to registries`;
    const text = [files, requested].filter((part) => part !== "").join(", ");
    if (text !== shown) write(`\r\u001B[Kinferlint: ${text}`);
    shown = text;
  };
  return {
    report(done, total) {
      files = `${done} of ${total} files`;
      tick();
    },
    asked() {
      requests++;
      tick();
    },
    tick,
    end() {
      if (last !== null) write("\r\u001B[K");
    },
  };
}
