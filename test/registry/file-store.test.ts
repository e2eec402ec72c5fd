import { execFileSync, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { clearFileStore, openFileStore } from "../../src/registry/cache/file-store.ts";
import type { FileStore } from "../../src/registry/cache/file-store.ts";
import { temporaryTree } from "../discover/temporary-tree.ts";
import { withoutPrivileges } from "../discover/without-privileges.ts";
import { keysOf, valueOf, writtenAt } from "../support/store-writer.ts";

const now = Date.UTC(2026, 10, 23, 12);
const minute = 60_000;
const key = '["v1","mcr.microsoft.com","azureml/x","tags","",""]';
const value = { kind: "found", value: ["20260601.v1", "latest", "ä\u2028\ud800"] };

let count = 0;
const unique = (): string => `${String(process.pid)}-${String(count++)}`;
const open = (directory: string): FileStore => openFileStore(directory, unique, () => now);
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const entryOf = (directory: string, of: string = key): string =>
  join(directory, `${hash(of)}.json`);

/** An entry with a correct checksum and any content. */
function sealed(rest: string, head: string = '{"schema":"inferlint.cache/1","sum":"'): string {
  const sealedPart = `",${rest}`;
  return head + hash(sealedPart) + sealedPart;
}

function restOf(parts: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ key, at: now, value, ...parts }).slice(1);
}

/** With invalid bytes replaced, as lenient UTF-8 decoding does, its checksum would be correct. */
function notUtf8(): Buffer {
  const text = Buffer.from(sealed(restOf({ value: "\uFFFD" })));
  const at = text.indexOf("\uFFFD");
  return Buffer.concat([text.subarray(0, at), Buffer.of(0xff), text.subarray(at + 3)]);
}

describe("an entry", () => {
  test("is read back, also by another store", () => {
    const directory = join(temporaryTree([]), "not/there/yet");
    const store = open(directory);
    expect(store.read(key)).toBeNull();
    store.write(key, { at: now, value });
    expect(store.read(key)).toEqual({ at: now, value });
    expect(open(directory).read(key)).toEqual({ at: now, value });
    expect(store.read("another")).toBeNull();
    expect(store.writeProblem()).toBeNull();
  });

  test("replaces the previous one", () => {
    const store = open(temporaryTree([]));
    store.write(key, { at: now - 5, value: 1 });
    store.write(key, { at: now, value: null });
    expect(store.read(key)).toEqual({ at: now, value: null });
  });

  test("is one JSON file for its key", () => {
    const directory = temporaryTree([]);
    open(directory).write(key, { at: now, value });
    expect(readdirSync(directory)).toEqual([`${hash(key)}.json`]);
    const text = readFileSync(entryOf(directory), "utf8");
    expect(text).toBe(sealed(restOf()));
    expect(JSON.parse(text)).toMatchObject({ schema: "inferlint.cache/1", key, at: now, value });
  });

  test.skipIf(process.platform === "win32")("is readable by the user only", () => {
    const root = temporaryTree([]);
    const before = process.umask(0);
    onTestFinished(() => void process.umask(before));
    open(join(root, "a/b")).write(key, { at: now, value });
    const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
    expect(["a", "a/b"].map((path) => modeOf(join(root, path)))).toEqual(["700", "700"]);
    expect(modeOf(entryOf(join(root, "a/b")))).toBe("600");
  });

  test("is not written if it is larger than the limit for reading", () => {
    const directory = temporaryTree([]);
    const store = open(directory);
    store.write(key, { at: now, value: "x".repeat(32 * 1024 * 1024) });
    expect(readdirSync(directory)).toEqual([]);
    expect(store.writeProblem()).toBeNull();
  });
});

describe("a miss", () => {
  const miss = (bytes: string | Buffer): void => {
    const directory = temporaryTree([]);
    writeFileSync(entryOf(directory), bytes);
    expect(open(directory).read(key)).toBeNull();
  };

  test("the entries of the tables below are valid except for their fault", () => {
    const directory = temporaryTree([]);
    writeFileSync(entryOf(directory), sealed(restOf()));
    expect(open(directory).read(key)).toEqual({ at: now, value });
  });

  test.each<[what: string, bytes: string | Buffer]>([
    ["nothing", ""],
    ["zeros", Buffer.alloc(200)],
    ["no JSON", "not { json"],
    ["JSON of another program", '{"name":"x"}'],
    ["null", "null"],
    ["a byte order mark", `\uFEFF${sealed(restOf())}`],
    ["bytes that are not UTF-8", notUtf8()],
    ["more after the end", `${sealed(restOf())}\n`],
    ["another schema", sealed(restOf(), '{"schema":"inferlint.cache/2","sum":"')],
    ["no sum", JSON.stringify({ schema: "inferlint.cache/1", key, at: now, value })],
    ["another sum", sealed(restOf()).replace("20260601", "20260602")],
    ["no JSON with a sum that is right", sealed("x")],
    ["a deep JSON with a sum that is right", sealed(`"value":${"[".repeat(1_000_000)}`)],
    ["another key", sealed(restOf({ key: `${key} ` }))],
    ["no key", sealed(restOf({ key: undefined }))],
  ])("%s", (_, bytes) => {
    miss(bytes);
  });

  test("an entry that is truncated anywhere", () => {
    const directory = temporaryTree([]);
    const whole = Buffer.from(sealed(restOf()));
    for (let length = whole.length - 1; length >= 0; length--) {
      writeFileSync(entryOf(directory), whole.subarray(0, length));
      expect(open(directory).read(key), `${String(length)} bytes`).toBeNull();
    }
  });

  test.each<[at: unknown, isThere: boolean]>([
    [now, true],
    [0, true],
    [now + 5 * minute, true],
    [now + 5 * minute + 1, false],
    [-1, false],
    [null, false],
    [String(now), false],
    [undefined, false],
    [[now], false],
  ])("answered at %s, valid: %s", (at, isThere) => {
    const directory = temporaryTree([]);
    writeFileSync(entryOf(directory), sealed(restOf({ at })));
    expect(open(directory).read(key)).toEqual(isThere ? { at, value } : null);
  });

  test("a time that is not a number", () => {
    miss(sealed(restOf().replace(String(now), "1e999")));
    miss(sealed(restOf().replace(String(now), "-1e999")));
  });

  test("an entry under the name of another key", () => {
    const directory = temporaryTree([]);
    const store = open(directory);
    store.write("another", { at: now, value });
    renameSync(entryOf(directory, "another"), entryOf(directory));
    expect(store.read(key)).toBeNull();
  });

  test("not a regular file: a directory, a link, a FIFO", () => {
    const directory = temporaryTree(["target/"]);
    const entry = entryOf(directory);
    const store = open(directory);
    mkdirSync(entry);
    expect(store.read(key)).toBeNull();
    rmSync(entry, { recursive: true });
    writeFileSync(join(directory, "elsewhere"), sealed(restOf()));
    symlinkSync("elsewhere", entry);
    expect(store.read(key)).toBeNull();
    rmSync(entry);
    symlinkSync("/dev/zero", entry);
    expect(store.read(key)).toBeNull();
    rmSync(entry);
    execFileSync("mkfifo", [entry]);
    expect(store.read(key)).toBeNull();
    // Each of them is replaced by an entry.
    store.write(key, { at: now, value });
    expect(store.read(key)).toEqual({ at: now, value });
  });

  test("a link is replaced, and its target is not changed", () => {
    const directory = temporaryTree({ precious: "precious" });
    symlinkSync("precious", entryOf(directory));
    open(directory).write(key, { at: now, value });
    expect(readFileSync(join(directory, "precious"), "utf8")).toBe("precious");
    expect(open(directory).read(key)).toEqual({ at: now, value });
  });

  test("more than 32 MiB", () => {
    const directory = temporaryTree([]);
    const max = 32 * 1024 * 1024;
    const lengthWithout = sealed(restOf({ value: "" })).length;
    const fitting = "x".repeat(max - lengthWithout);
    writeFileSync(entryOf(directory), sealed(restOf({ value: fitting })));
    expect(open(directory).read(key)?.value === fitting).toBe(true);
    writeFileSync(entryOf(directory), sealed(restOf({ value: `${fitting}x` })));
    expect(open(directory).read(key)).toBeNull();
    // A sparse file, which takes no space on the disk.
    truncateSync(entryOf(directory), 2 ** 40);
    expect(open(directory).read(key)).toBeNull();
  });

  test.skipIf(process.getuid === undefined)("an entry of another user", () => {
    const directory = temporaryTree([]);
    open(directory).write(key, { at: now, value });
    const self = statSync(entryOf(directory)).uid;
    const readAs = (user: number | null) => openFileStore(directory, unique, () => now, user);
    expect(readAs(self + 1).read(key)).toBeNull();
    expect(readAs(self).read(key)).not.toBeNull();
    expect(readAs(null).read(key)).not.toBeNull();
  });

  test("any bytes are a miss or the entry that was written, and never throw", () => {
    const directory = temporaryTree([]);
    const store = open(directory);
    const whole = Buffer.from(sealed(restOf()));
    const spoiled = fc
      .tuple(fc.nat(whole.length), fc.nat(4), fc.uint8Array({ maxLength: 4 }))
      .map(([at, cut, put]) =>
        Buffer.concat([whole.subarray(0, at), put, whole.subarray(at + cut)]),
      );
    const likely = fc.json().map((text) => Buffer.from(sealed(text.slice(1))));
    const any = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.oneof(spoiled, likely, any), (bytes) => {
        writeFileSync(entryOf(directory), bytes);
        expect(store.read(key)).toEqual(bytes.equals(whole) ? { at: now, value } : null);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a directory that is not writable", () => {
  const cases: readonly [what: string, below: string, code: string][] = [
    ["below a regular file", "file/cache", "ENOTDIR"],
    ["at a regular file", "file", "ENOTDIR"],
  ];
  test.each(cases)("%s", (_, below, code) => {
    const root = temporaryTree({ file: "not a directory" });
    const store = open(join(root, below));
    store.write(key, { at: now, value });
    expect(store.writeProblem()).toMatch(new RegExp(`^(${code}|EEXIST)$`));
    expect(store.read(key)).toBeNull();
    expect(readFileSync(join(root, "file"), "utf8")).toBe("not a directory");
  });

  test("no further write is tried after the first failure", () => {
    const root = temporaryTree({ cache: "in the way" });
    const store = open(join(root, "cache"));
    store.write(key, { at: now, value });
    const problem = store.writeProblem();
    rmSync(join(root, "cache"));
    store.write(key, { at: now, value });
    expect(existsSync(join(root, "cache"))).toBe(false);
    expect(store.writeProblem()).toBe(problem);
    expect(problem).not.toBeNull();
  });

  test("a directory in place of an entry leaves no temporary file", () => {
    const directory = temporaryTree([]);
    mkdirSync(join(entryOf(directory), "full"), { recursive: true });
    const store = open(directory);
    store.write(key, { at: now, value });
    expect(store.writeProblem()).toMatch(/^(EISDIR|ENOTEMPTY|EEXIST|EPERM)$/);
    expect(readdirSync(directory)).toEqual([`${hash(key)}.json`]);
  });

  test.skipIf(process.platform === "win32")("without permission", async ({ skip }) => {
    const root = temporaryTree([]);
    const directory = join(root, "cache");
    open(directory).write("old", { at: now, value });
    chmodSync(directory, 0o755);
    chmodSync(entryOf(directory, "old"), 0o644);
    if (process.getuid?.() !== 0) chmodSync(directory, 0o555);
    onTestFinished(() => {
      chmodSync(directory, 0o755);
    });
    await withoutPrivileges(root, skip, () => {
      const store = open(directory);
      store.write(key, { at: now, value });
      expect(store.writeProblem()).toMatch(/^(EACCES|EROFS)$/);
      expect(store.read(key)).toBeNull();
      // An entry of root is not trusted; the user's own can be read.
      expect(store.read("old")).toEqual(process.getuid?.() === 0 ? null : { at: now, value });
      expect(readdirSync(directory)).toEqual([`${hash("old")}.json`]);
    });
  });

  test.skipIf(process.platform === "win32")("an incomplete write", async () => {
    const directory = temporaryTree([]);
    const child = startWriter("large", directory, "trap '' XFSZ; ulimit -f 64; ");
    await child.ready;
    child.go();
    expect(await child.ended).toBe("EFBIG");
    const store = openFileStore(directory, unique, () => writtenAt);
    expect(store.read("small")).not.toBeNull();
    expect(readdirSync(directory)).toEqual([`${hash("small")}.json`]);
  });

  test("a directory that was removed is created again", () => {
    const directory = join(temporaryTree([]), "cache");
    const store = open(directory);
    store.write(key, { at: now, value });
    expect(clearFileStore(directory)).toEqual({ removed: 1, problem: null });
    store.write(key, { at: now, value });
    expect(store.read(key)).toEqual({ at: now, value });
    expect(store.writeProblem()).toBeNull();
  });
});

describe("several processes", () => {
  test("four at once lose no entry", async () => {
    const directory = join(temporaryTree([]), "cache");
    const children = [1, 2, 3, 4].map(() => startWriter("share", directory));
    await Promise.all(children.map(({ ready }) => ready));
    for (const { go } of children) go();
    const results = await Promise.all(children.map(({ ended }) => ended));
    expect(results).toEqual(results.map(() => "0 wrong, problem null"));
    const store = openFileStore(directory, unique, () => writtenAt);
    const keys = keysOf(200);
    for (const each of keys)
      expect(store.read(each)).toEqual({ at: writtenAt, value: valueOf(each) });
    expect(readdirSync(directory).sort()).toEqual(keys.map((each) => `${hash(each)}.json`).sort());
  });

  test("a killed one leaves complete entries, and its temporary files are cleared", async () => {
    const directory = join(temporaryTree([]), "cache");
    for (const dots of [1, 2, 3, 5, 8, 13, 21, 34]) {
      const child = startWriter("endless", directory);
      await child.ready;
      child.go();
      await child.killedAfter(dots);
      const names = existsSync(directory) ? readdirSync(directory) : [];
      const entries = names.filter((name) => name.endsWith(".json"));
      const store = openFileStore(directory, unique, () => writtenAt);
      const whole = keysOf(5).filter((each) => store.read(each) !== null);
      expect(whole).toHaveLength(entries.length);
      expect(names.length - entries.length).toBeLessThanOrEqual(8);
    }
    expect(clearFileStore(directory)).toEqual({ removed: 5, problem: null });
    expect(existsSync(directory)).toBe(false);
  });
});

describe("clearing", () => {
  test("a directory that does not exist is no error", () => {
    expect(clearFileStore(join(temporaryTree([]), "cache"))).toEqual({ removed: 0, problem: null });
  });

  test("removes complete and truncated entries, temporary files, and the directory", () => {
    const directory = join(temporaryTree([]), "cache");
    const store = open(directory);
    for (const each of keysOf(3)) store.write(each, { at: now, value });
    truncateSync(entryOf(directory, "key 0"), 10);
    truncateSync(entryOf(directory, "key 1"), 0);
    writeFileSync(join(directory, ".inferlint-12-34.tmp"), "{");
    writeFileSync(entryOf(directory), '{"schema":"inferlint.cache/7","x":1}');
    expect(clearFileStore(directory)).toEqual({ removed: 4, problem: null });
    expect(existsSync(directory)).toBe(false);
  });

  test("keeps other files, even with the name of an entry", () => {
    const name = (of: string): string => `${hash(of)}.json`;
    const foreign = {
      "notes.txt": "mine",
      [name("foreign")]: '{"mine":true}',
      [`${name("suffix")}.bak`]: sealed(restOf()),
      ".other.tmp": "mine",
      ".inferlint-.x.tmp": "mine",
    };
    const directory = temporaryTree({ ...foreign, "linked/file": sealed(restOf()) });
    mkdirSync(join(directory, name("directory")));
    symlinkSync("linked/file", join(directory, name("link")));
    execFileSync("mkfifo", [join(directory, name("fifo"))]);
    const before = readdirSync(directory).sort();
    open(directory).write(key, { at: now, value });
    expect(clearFileStore(directory)).toEqual({ removed: 1, problem: null });
    expect(readdirSync(directory).sort()).toEqual(before);
    for (const [path, text] of Object.entries(foreign))
      expect(readFileSync(join(directory, path), "utf8")).toBe(text);
  });

  test("returns the code of a failure", () => {
    const root = temporaryTree({ file: "x" });
    expect(clearFileStore(join(root, "file"))).toEqual({ removed: 0, problem: "ENOTDIR" });
  });
});

interface Writer {
  readonly ready: Promise<void>;
  readonly go: () => void;
  /** Its output, after it ended by itself. */
  readonly ended: Promise<string>;
  /** Kills it after it wrote that many dots. */
  readonly killedAfter: (dots: number) => Promise<void>;
}

function startWriter(work: string, directory: string, before: string = ""): Writer {
  const script = resolve("test/support/store-writer.ts");
  const args = ["--import", "tsx", script, work, directory];
  const child: ChildProcess =
    before === ""
      ? spawn(process.execPath, args)
      : spawn("bash", ["-c", `${before}exec "$@"`, "bash", process.execPath, ...args]);
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let output = "";
  let errors = "";
  const listeners = new Set<() => void>();
  child.stdout?.on("data", (bytes: Buffer) => {
    output += bytes.toString();
    for (const listener of listeners) listener();
  });
  child.stderr?.on("data", (bytes: Buffer) => (errors += bytes.toString()));
  const closed = new Promise<number | null>((done) => child.once("close", done));
  const outputMatches = (isEnough: () => boolean): Promise<void> =>
    new Promise((done, failed) => {
      const check = (): void => {
        if (isEnough()) done();
      };
      listeners.add(check);
      check();
      void closed.then((code) => {
        failed(new Error(`the writer ended with ${String(code)}: ${errors}`));
      });
    });
  const afterReady = (): string => output.slice("ready\n".length);
  return {
    ready: outputMatches(() => output.startsWith("ready\n")),
    go: () => child.stdin?.write("go\n"),
    ended: closed.then((code) => {
      if (code !== 0 && code !== null) throw new Error(errors);
      return afterReady();
    }),
    killedAfter: async (dots) => {
      await outputMatches(() => afterReady().length >= dots);
      child.kill("SIGKILL");
      await closed;
    },
  };
}
