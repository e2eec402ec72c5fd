import { openFileStore } from "../../src/registry/cache/file-store.ts";
import type { FileStore } from "../../src/registry/cache/file-store.ts";

// Writes to a store as a process of its own: `store-writer.ts WORK DIRECTORY`. It says "ready" and waits for a line.

const [work = "", directory = ""] = process.argv.slice(2);

/** Long before any clock. */
export const writtenAt = 1_000;

export function keysOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `key ${String(index)}`);
}

/** The same from every process, and another for each key: some bytes, some kilobytes. */
export function valueOf(key: string): unknown {
  return { key, filling: key.repeat((key.length * key.charCodeAt(key.length - 1)) % 997) };
}

function open(): FileStore {
  const unique = (): string => `${String(process.pid)}-${String(process.hrtime.bigint())}`;
  return openFileStore(directory, unique, () => writtenAt);
}

const works: Readonly<Record<string, () => void>> = {
  /** Several times all keys, each process in another order; says how many were not there right after, or not as written. */
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
  /** Until it is killed; a dot before each. */
  endless: () => {
    const store = open();
    for (let count = 0; ; count++) {
      process.stdout.write(".");
      const key = `key ${String(count % 5)}`;
      store.write(key, { at: writtenAt, value: "x".repeat(1_000_000) });
    }
  },
  /** One that fits where files may have 64 KiB, one that does not, and one that is not tried any more. */
  large: () => {
    const store = open();
    store.write("small", { at: writtenAt, value: "x" });
    store.write("large", { at: writtenAt, value: "x".repeat(1_000_000) });
    store.write("late", { at: writtenAt, value: "x" });
    process.stdout.write(String(store.writeProblem()));
  },
};

// Where this file is imported, for its keys and values, nothing is to be done.
const run = works[work];
if (run) {
  process.stdin.once("data", () => {
    process.stdin.destroy();
    run();
  });
  process.stdout.write("ready\n");
}
