import { openFileStore } from "../../src/registry/cache/file-store.ts";
import type { FileStore } from "../../src/registry/cache/file-store.ts";

// Writes to a store in a process of its own: `store-writer.ts WORK DIRECTORY`. It prints "ready" and waits for a line.

const [work = "", directory = ""] = process.argv.slice(2);

/** Earlier than any clock. */
export const writtenAt = 1_000;

export function keysOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `key ${String(index)}`);
}

/** The value of a key, the same in every process: a few bytes or kilobytes. */
export function valueOf(key: string): unknown {
  return { key, filling: key.repeat((key.length * key.charCodeAt(key.length - 1)) % 997) };
}

function open(): FileStore {
  const unique = (): string => `${String(process.pid)}-${String(process.hrtime.bigint())}`;
  return openFileStore(directory, unique, () => writtenAt);
}

const works: Readonly<Record<string, () => void>> = {
  /** Writes all keys several times, in a different order in each process; prints how many were missing or different afterwards. */
  share: () => {
    const store = open();
    const keys = keysOf(200);
    let wrong = 0;
    for (let round = 0; round < 5; round++) {
      const start = (process.pid * 31 + round * 67) % keys.length;
      for (const key of [...keys.slice(start), ...keys.slice(0, start)]) {
        store.write(key, { at: writtenAt, value: valueOf(key) });
        const kept = store.read(key);
        if (JSON.stringify(kept?.value) !== JSON.stringify(valueOf(key))) wrong++;
      }
    }
    process.stdout.write(`${String(wrong)} wrong, problem ${String(store.writeProblem())}`);
  },
  /** Writes until it is killed, with a dot before each entry. */
  endless: () => {
    const store = open();
    for (let count = 0; ; count++) {
      process.stdout.write(".");
      const key = `key ${String(count % 5)}`;
      store.write(key, { at: writtenAt, value: "x".repeat(1_000_000) });
    }
  },
  /** Under a file size limit of 64 KiB: one entry that fits, one that does not, and one that is no longer tried. */
  large: () => {
    const store = open();
    store.write("small", { at: writtenAt, value: "x" });
    store.write("large", { at: writtenAt, value: "x".repeat(1_000_000) });
    store.write("late", { at: writtenAt, value: "x" });
    process.stdout.write(String(store.writeProblem()));
  },
};

// Other files import this one for its keys and values; they must not start work.
const run = works[work];
if (run) {
  process.stdin.once("data", () => {
    process.stdin.destroy();
    run();
  });
  process.stdout.write("ready\n");
}
