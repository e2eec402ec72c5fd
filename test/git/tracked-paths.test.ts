import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBytes } from "../../src/fs/read-bytes.ts";
import type { TrackedPath } from "../../src/git/index-entries.ts";
import { indexEntries } from "../../src/git/index-entries.ts";
import { trackedPaths } from "../../src/git/tracked-paths.ts";
import { git } from "../support/working-copy.ts";
import { temporaryTree } from "../discover/temporary-tree.ts";

function readIfExists(path: string, cap: number): Buffer | null {
  if (!existsSync(path)) return null;
  const read = readBytes(path, cap, { follow: true });
  if (read.kind === "bytes") return read.bytes;
  throw new Error(read.kind);
}

const all = (root: string) => trackedPaths(root, readIfExists, () => true);

/** What git itself lists, by kind. */
function listed(root: string): readonly TrackedPath[] {
  const kinds: Record<string, TrackedPath["kind"]> = {
    "100644": "file",
    "100755": "file",
    "120000": "link",
    "160000": "submodule",
    "040000": "directory",
  };
  const args = ["-C", root, "ls-files", "-z", "--stage", "--sparse"];
  return execFileSync("git", args)
    .toString("latin1")
    .split("\0")
    .filter(Boolean)
    .map((line) => ({
      bytes: line.slice(line.indexOf("\t") + 1),
      kind: kinds[line.slice(0, 6)] ?? "file",
    }));
}

const content = {
  Dockerfile: "FROM a\n",
  "a/Dockerfile": "FROM a\n",
  "a/b/Dockerfile.gpu": "FROM b\n",
  "a/b/é ü/\n": "FROM c\n",
  [`deep/${"d".repeat(200)}/${"e".repeat(200)}/x`]: "",
};

function repository(...options: readonly string[]): string {
  const root = temporaryTree(content);
  git(root, "init", "--quiet", ...options);
  symlinkSync("Dockerfile", join(root, "link"));
  writeFileSync(Buffer.from(`${root}/caf\xe9`, "latin1"), "");
  git(root, "add", "--all");
  return root;
}

describe("the paths that git lists are read", () => {
  test.each(["2", "4"])("with index version %s", (version) => {
    const root = repository();
    git(root, "update-index", `--index-version=${version}`);
    expect(readFileSync(join(root, ".git/index"))[7]).toBe(Number(version));
    expect(all(root)).toEqual({ paths: listed(root), problem: null });
    expect(listed(root)).toContainEqual({ bytes: "link", kind: "link" });
    expect(listed(root)).toContainEqual({ bytes: "caf\xe9", kind: "file" });
  });

  test.each(["2", "4"])("with extended flags, from version %s", (version) => {
    const root = repository();
    git(root, "update-index", `--index-version=${version}`);
    writeFileSync(join(root, "later"), "");
    git(root, "add", "--intent-to-add", "later");
    git(root, "update-index", "--skip-worktree", "a/Dockerfile");
    expect(readFileSync(join(root, ".git/index"))[7]).toBe(version === "2" ? 3 : 4);
    expect(all(root)).toEqual({ paths: listed(root), problem: null });
  });

  test.each(["2", "4"])("with SHA-256, version %s", (version) => {
    const root = repository("--object-format=sha256");
    git(root, "update-index", `--index-version=${version}`);
    expect(all(root)).toEqual({ paths: listed(root), problem: null });
  });

  test("with extensions: trees, untracked cache, end of entries", () => {
    const root = repository();
    git(root, "commit", "--quiet", "--message=First");
    git(root, "config", "index.threads", "2");
    git(root, "update-index", "--untracked-cache", "--force-untracked-cache");
    git(root, "status");
    expect(all(root)).toEqual({ paths: listed(root), problem: null });
  });

  test("of a conflict once", () => {
    const root = repository();
    git(root, "commit", "--quiet", "--message=First");
    git(root, "checkout", "--quiet", "-b", "other");
    writeFileSync(join(root, "Dockerfile"), "FROM other\n");
    git(root, "commit", "--quiet", "--all", "--message=Other");
    git(root, "checkout", "--quiet", "-");
    writeFileSync(join(root, "Dockerfile"), "FROM one\n");
    git(root, "commit", "--quiet", "--all", "--message=One");
    expect(() => git(root, "merge", "other")).toThrow("ended with 1");
    expect(listed(root).filter(({ bytes }) => bytes === "Dockerfile")).toHaveLength(3);
    expect(all(root).paths.filter(({ bytes }) => bytes === "Dockerfile")).toHaveLength(1);
  });

  test("in a linked work tree, with SHA-256, and in a submodule", () => {
    const root = repository("--object-format=sha256");
    git(root, "commit", "--quiet", "--message=First");
    git(root, "worktree", "add", "--quiet", "inside/tree");
    expect(all(join(root, "inside/tree"))).toEqual({ paths: listed(root), problem: null });

    const outer = repository();
    const inner = repository();
    git(inner, "commit", "--quiet", "--message=First");
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner, "module");
    expect(all(outer).paths).toContainEqual({ bytes: "module", kind: "submodule" });
    expect(all(join(outer, "module"))).toEqual({ paths: listed(inner), problem: null });
  });

  test("of a sparse index, with the directories outside the checkout", () => {
    const root = repository();
    git(root, "commit", "--quiet", "--message=First");
    git(root, "sparse-checkout", "set", "--cone", "--sparse-index", "a");
    const { paths, problem } = all(root);
    expect(problem).toBeNull();
    expect(paths).toContainEqual({ bytes: "deep/", kind: "directory" });
    expect(paths).toContainEqual({ bytes: "a/b/Dockerfile.gpu", kind: "file" });
  });

  test("only where wanted, and none without an index", () => {
    const root = repository();
    const wanted = trackedPaths(root, readIfExists, ({ bytes }) => bytes.endsWith("Dockerfile"));
    expect(wanted.paths.map(({ bytes }) => bytes)).toEqual(["Dockerfile", "a/Dockerfile"]);
    expect(all(temporaryTree([".git/"]))).toEqual({ paths: [], problem: null });
  });
});

describe("what cannot be read is a problem", () => {
  const why = (root: string): string => String(all(root).problem);

  test("a split index", () => {
    const root = repository();
    git(root, "update-index", "--split-index");
    expect(why(root)).toContain("it is split in two files");
  });

  test("another version, an unknown extension, surplus bytes", () => {
    const root = repository();
    const path = join(root, ".git/index");
    const index = readFileSync(path);
    const changed = Buffer.from(index);
    changed[7] = 5;
    writeFileSync(path, changed);
    expect(why(root)).toContain("its version is 5");
    const hash = index.subarray(-20);
    const extension = Buffer.from("strg\0\0\0\0", "latin1");
    writeFileSync(path, Buffer.concat([index.subarray(0, -20), extension, hash]));
    expect(why(root)).toContain('the unknown extension "strg"');
    writeFileSync(path, Buffer.concat([index, Buffer.from("xyz")]));
    expect(why(root)).toContain("it is damaged");
  });

  test("a FIFO, and a file .git that names nothing", () => {
    const root = temporaryTree([".git/"]);
    execFileSync("mkfifo", [join(root, ".git/index")]);
    expect(why(root)).toContain("not-a-file");
    expect(why(temporaryTree({ ".git": "gitdir: elsewhere\n" }))).toContain("does not exist");
    expect(why(temporaryTree({ ".git": "nonsense" }))).toContain("names no directory");
    rmSync(join(root, ".git"), { recursive: true });
    mkdirSync(join(root, ".git/index"), { recursive: true });
    expect(all(root).problem).not.toBeNull();
  });
});

test("no bytes make the reader hang or fail in another way", () => {
  const valid = (["2", "4"] as const).map((version) => {
    const root = repository();
    git(root, "update-index", `--index-version=${version}`);
    return readFileSync(join(root, ".git/index"));
  });
  const read = (bytes: Buffer): void => {
    for (const length of [20, 32] as const)
      try {
        Array.from(indexEntries(bytes, length));
      } catch (error) {
        expect((error as Error).message).toMatch(/^(it|its) /);
      }
  };
  const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(
      fc.constantFrom(...valid),
      fc.array(change, { maxLength: 5 }),
      fc.nat(),
      (index, changes, end) => {
        const bytes = Buffer.from(index.subarray(0, index.length - (end % 50)));
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        read(bytes);
      },
    ),
    { seed: 20261123, numRuns: 3000 },
  );
  for (let length = 0; length < (valid[0]?.length ?? 0); length += 1)
    read(valid[0]?.subarray(0, length) ?? Buffer.of());
});
