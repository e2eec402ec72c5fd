import { chmodSync, chownSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import { findProgram } from "../../src/fs/find-program.ts";
import { openRepository } from "../../src/git/repository.ts";
import { readBlobs } from "../../src/git/read-blobs.ts";
import { resolveCommit } from "../../src/git/resolve-commit.ts";
import type { TreeEntry } from "../../src/git/tree-entries.ts";
import { treeEntries } from "../../src/git/tree-entries.ts";
import { git, run } from "../support/working-copy.ts";
import { temporaryTree } from "../discover/temporary-tree.ts";
import { cloned, commitAll, committed, gitProgram, opened } from "./repository.ts";

/** Reads all of a commit in all ways. */
async function readAll(root: string, ref: string, added: NodeJS.ProcessEnv = {}) {
  const repository = await opened(root, added);
  const commit = await resolveCommit(repository, ref);
  await resolveCommit(repository, `${ref}...`);
  const entries: TreeEntry[] = [];
  for await (const entry of treeEntries(repository, commit)) entries.push(entry);
  const requests = entries
    .filter(({ kind }) => kind !== "submodule")
    .map(({ id, bytes }) => ({ id, path: bytes }));
  const texts: Record<string, string> = {};
  for await (const blob of readBlobs(repository, requests, 1000))
    if (blob.kind === "blob") texts[blob.request.path] = blob.bytes.toString();
  repository.close();
  return { texts, entries };
}

/** A repository that writes a marker wherever git would run something of it. */
function trapped(): { readonly root: string; readonly marker: string } {
  const root = committed({ Dockerfile: "FROM a\n", ".gitattributes": "* filter=trap diff=trap\n" });
  const marker = join(temporaryTree({}), "marker");
  const script = join(temporaryTree({}), "trap");
  writeFileSync(script, `#!/bin/sh\necho "$0 $*" >>'${marker}'\n`);
  chmodSync(script, 0o755);
  writeFileSync(join(root, "Dockerfile"), "FROM b\n");
  commitAll(root, "Second");
  const settings: Readonly<Record<string, string>> = {
    "core.fsmonitor": script,
    "core.hooksPath": join(root, "hooks"),
    "core.pager": script,
    "core.sshCommand": script,
    "core.askPass": script,
    "core.editor": script,
    "core.alternateRefsCommand": script,
    "core.gitProxy": script,
    "filter.trap.smudge": script,
    "filter.trap.clean": script,
    "filter.trap.process": script,
    "filter.trap.required": "true",
    "diff.trap.textconv": script,
    "diff.trap.command": script,
    "diff.external": script,
    "gpg.program": script,
    "credential.helper": script,
    "pager.cat-file": script,
    "pager.ls-tree": script,
    "pager.for-each-ref": script,
    "alias.cat-file": `!${script}`,
    "alias.ls-tree": `!${script}`,
    "alias.merge-base": `!${script}`,
    "uploadpack.packObjectsHook": script,
    "remote.origin.url": `ext::${script} %S`,
    "remote.origin.uploadpack": script,
    "remote.origin.vcs": "trap",
    "remote.origin.promisor": "true",
    "remote.origin.partialclonefilter": "blob:none",
    "protocol.ext.allow": "always",
    "protocol.allow": "always",
    "extensions.partialClone": "origin",
    "core.repositoryFormatVersion": "1",
  };
  for (const folder of ["hooks", ".git/hooks"]) {
    mkdirSync(join(root, folder), { recursive: true });
    for (const hook of [
      "post-checkout",
      "post-index-change",
      "reference-transaction",
      "fsmonitor-watchman",
    ])
      writeFileSync(join(root, folder, hook), `#!/bin/sh\ntouch '${marker}'\n`, { mode: 0o755 });
  }
  for (const [name, value] of Object.entries(settings)) git(root, "config", name, value);
  return { root, marker };
}

describe("nothing of a repository runs", () => {
  test("hooks, filters, textconv, monitor, pagers and transports", async () => {
    const { root, marker } = trapped();
    const { texts } = await readAll(root, "HEAD^1");
    expect(texts["Dockerfile"]).toBe("FROM a\n");
    expect(existsSync(marker)).toBe(false);
    // The traps are real ones.
    run("git", ["status"], { cwd: root });
    expect(existsSync(marker)).toBe(true);
  });

  test("a transport that fetches what is missing", async () => {
    const { root, marker } = trapped();
    const repository = await opened(root);
    await expect(resolveCommit(repository, "1".repeat(40))).rejects.toThrow(
      "this is a partial clone, and nothing is fetched here",
    );
    expect(existsSync(marker)).toBe(false);
    run("git", ["cat-file", "-e", "1".repeat(40)], { cwd: root });
    expect(existsSync(marker)).toBe(true);
  });

  test("programs that the environment names", async () => {
    const root = committed({ Dockerfile: "FROM a\n" });
    const marker = join(temporaryTree({}), "marker");
    const trap = `touch '${marker}'`;
    await readAll(root, "HEAD", {
      ...{ GIT_PAGER: trap, PAGER: trap, GIT_SSH_COMMAND: trap, GIT_ASKPASS: trap },
      ...{ GIT_EXTERNAL_DIFF: trap, GIT_EDITOR: trap, GIT_PROXY_COMMAND: trap },
      ...{ GIT_EXEC_PATH: temporaryTree({}), GIT_TRACE: marker, GIT_TRACE2: marker },
    });
    expect(existsSync(marker)).toBe(false);
  });

  test("a git of the repository", async () => {
    const root = committed({ Dockerfile: "FROM a\n" });
    mkdirSync(join(root, "bin"));
    writeFileSync(join(root, "bin/git"), "#!/bin/sh\n", { mode: 0o755 });
    const path = [join(root, "bin"), ".", "bin", "", "/usr/bin", "/bin"].join(delimiter);
    const found = await findProgram("git", path, (file) => !file.startsWith(root));
    expect(found).toBe("/usr/bin/git");
    const inside = await findProgram("git", path);
    expect(inside).toBe(join(root, "bin/git"));
  });
});

describe("a partial clone", () => {
  test.each(["--filter=blob:none", "--filter=tree:0"])(
    "with %s names what is missing",
    async (filter) => {
      const from = committed({ Dockerfile: "FROM a\n", "a/b/Dockerfile": "FROM c\n" });
      const first = git(from, "rev-parse", "HEAD");
      writeFileSync(join(from, "a/b/Dockerfile"), "FROM b\n");
      commitAll(from, "Second");
      const clone = cloned(from, "--no-local", filter);
      expect((await readAll(clone, "HEAD")).texts["a/b/Dockerfile"]).toBe("FROM b\n");
      const before = git(clone, "count-objects", "-v");
      await expect(readAll(clone, "HEAD^1")).rejects.toThrow(
        "; this is a partial clone, and nothing is fetched here: clone without --filter, or run ",
      );
      await expect(readAll(clone, "HEAD^1")).rejects.toThrow(
        filter.includes("blob") ? /^a\/b\/Dockerfile \(object \w{40}\)/ : `the tree of ${first}`,
      );
      expect(git(clone, "count-objects", "-v")).toBe(before);
      // The advice helps.
      const fetch = ["fetch", "--quiet", "--refetch", "--no-filter"];
      git(clone, "-c", "protocol.file.allow=always", ...fetch);
      expect((await readAll(clone, "HEAD^1")).texts["a/b/Dockerfile"]).toBe("FROM c\n");
    },
  );
});

describe("a repository that git rejects", () => {
  test("of another user", async (context) => {
    if (process.getuid?.() !== 0) context.skip("only root can give files away");
    const root = committed({ Dockerfile: "FROM a\n" });
    chownSync(root, 65_534, 65_534);
    chownSync(join(root, ".git"), 65_534, 65_534);
    const program = await gitProgram();
    await expect(openRepository(root, program)).rejects.toThrow(
      "it belongs to another user, so git does not read it; if you trust it, run " +
        `git config --global --add safe.directory ${root}`,
    );
    // What the user allowed counts.
    const settings = join(temporaryTree({}), "config");
    writeFileSync(settings, `[safe]\n\tdirectory = ${root}\n`);
    const allowed = await opened(root, { GIT_CONFIG_GLOBAL: settings });
    expect(allowed.root).toBe(root);
  });

  test("with a .git that is none", async () => {
    // A repository around it must not stand in for it, nor one that is the folder itself.
    const outer = committed({ Dockerfile: "FROM a\n", "inner/Dockerfile": "FROM b\n" });
    mkdirSync(join(outer, "inner/.git"));
    await expect(openRepository(join(outer, "inner"), await gitProgram())).rejects.toThrow(
      "git cannot read it: not a git repository",
    );
    const bare = temporaryTree({});
    git(bare, "init", "--quiet", "--bare");
    mkdirSync(join(bare, ".git"));
    await expect(openRepository(bare, await gitProgram())).rejects.toThrow("git cannot read it: ");
  });

  test("with its work tree elsewhere, or an unknown extension", async () => {
    const root = committed({ Dockerfile: "FROM a\n" });
    const elsewhere = temporaryTree({});
    git(root, "config", "core.worktree", elsewhere);
    await expect(openRepository(root, await gitProgram())).rejects.toThrow(
      `git takes ${elsewhere} as its work tree: core.worktree names another folder`,
    );
    const other = committed({ Dockerfile: "FROM a\n" });
    git(other, "config", "core.repositoryFormatVersion", "1");
    git(other, "config", "extensions.unheardOf", "true");
    await expect(openRepository(other, await gitProgram())).rejects.toThrow(
      "git cannot read it: unknown repository extension found",
    );
  });
});

describe("objects", () => {
  test("larger than allowed are named by their size and not read", async () => {
    const root = committed({ small: "12345", large: "123456", "a/small": "" });
    const repository = await opened(root);
    const requests = [];
    for await (const { id, bytes } of treeEntries(repository, git(root, "rev-parse", "HEAD")))
      requests.push({ id, path: bytes });
    const read: unknown[] = [];
    for await (const blob of readBlobs(repository, requests, 5))
      read.push([blob.request.path, blob.kind === "blob" ? blob.bytes.toString() : blob.size]);
    expect(read).toEqual([
      ["a/small", ""],
      ["large", 6],
      ["small", "12345"],
    ]);
  });

  test("can be read again after a reader stopped early", async () => {
    const root = committed({ a: "1", b: "2", c: "3" });
    const repository = await opened(root);
    const requests = [];
    for await (const { id, bytes } of treeEntries(repository, git(root, "rev-parse", "HEAD")))
      requests.push({ id, path: bytes });
    for await (const blob of readBlobs(repository, requests, 5)) {
      expect(blob.request.path).toBe("a");
      break;
    }
    const read: string[] = [];
    for await (const blob of readBlobs(repository, requests, 5))
      if (blob.kind === "blob") read.push(blob.bytes.toString());
    expect(read).toEqual(["1", "2", "3"]);
  });

  test("that are damaged end with an error", async () => {
    const root = committed({ Dockerfile: "FROM a\n" });
    const id = git(root, "rev-parse", "HEAD:Dockerfile");
    const file = join(root, ".git/objects", id.slice(0, 2), id.slice(2));
    chmodSync(file, 0o644);
    writeFileSync(file, "damaged");
    await expect(readAll(root, "HEAD")).rejects.toThrow(
      /Dockerfile \(object \w+\)|stopped at the object/,
    );
  });
});
