/** A line on a terminal that says how far long work is, and goes away when the work is done. */
export interface Progress {
  readonly report: (done: number, total: number) => void;
  readonly end: () => void;
}

const quietFor = 1_000;
const between = 100;

/**
 * @param write puts text on the terminal
 * @param now milliseconds since any moment
 */
export function createProgress(write: (text: string) => void, now: () => number): Progress {
  const start = now();
  let last: number | null = null;
  return {
    report(done, total) {
      const time = now();
      if (time - start < quietFor || (last !== null && time - last < between)) return;
      last = time;
      write(`\r\u001B[Kinferlint: ${done} of ${total} files`);
    },
    end() {
      if (last !== null) write("\r\u001B[K");
    },
  };
}
