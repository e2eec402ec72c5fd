/** A line on a terminal that says how far long work is, and goes away when the work is done. */
export interface Progress {
  readonly report: (done: number, total: number) => void;
  /** A registry was asked something. */
  readonly asked: () => void;
  /** Shows what there is to show; for when nothing has happened for a while. */
  readonly tick: () => void;
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
  let files = "";
  let questions = 0;
  let shown = "";
  const tick = (): void => {
    const time = now();
    if (time - start < quietFor || (last !== null && time - last < between)) return;
    if (files === "" && questions === 0) return;
    last = time;
    const requests = `${questions} ${questions === 1 ? "request" : "requests"} to registries`;
    const text = [files, questions === 0 ? "" : requests].filter((part) => part !== "").join(", ");
    if (text !== shown) write(`\r\u001B[Kinferlint: ${text}`);
    shown = text;
  };
  return {
    report(done, total) {
      files = `${done} of ${total} files`;
      tick();
    },
    asked() {
      questions++;
      tick();
    },
    tick,
    end() {
      if (last !== null) write("\r\u001B[K");
    },
  };
}
