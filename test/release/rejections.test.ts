import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { release } from "../support/release-clone.ts";
import type { Ended } from "../support/working-copy.ts";
import {
  commitWorkingCopy,
  git,
  projectRoot,
  readManifest,
  temporaryDirectory,
} from "../support/working-copy.ts";

// What `npm run release` does not release. Nothing is written in any of these cases.

const clone = temporaryDirectory();
beforeAll(() => {
  commitWorkingCopy(clone);
  git(clone, "tag", "--delete", `v${version}`);
  git(clone, "branch", "start");
  symlinkSync(join(projectRoot, "node_modules"), join(clone, "node_modules"));
});
afterEach(() => {
  git(clone, "reset", "--quiet", "--hard", "start");
  git(clone, "clean", "--quiet", "--force");
});
afterAll(() => {
  rmSync(clone, { recursive: true });
});

const { version } = readManifest();

function write(path: string, text: string): void {
  writeFileSync(join(clone, path), text);
}

function commitAll(): void {
  git(clone, "add", "--all");
  git(clone, "commit", "--quiet", "--allow-empty", "--message=Change");
}

function expectRejected(ended: Ended, status: number, message: string): void {
  expect(ended.stderr).toMatch(new RegExp(`^${message}`));
  expect({ status: ended.status, stdout: ended.stdout }).toEqual({ status, stdout: "" });
}

describe("a call that cannot be understood", () => {
  test.each([
    [[], "name one version\n\nusage: npm run release -- X.Y.Z"],
    [["1.0.0", "2.0.0"], "name one version\n"],
    [["1.0"], "1.0 is not a version: write X.Y.Z, as in 0.1.1\n"],
    [["v1.0.0"], "v1.0.0 is not a version: "],
    [["1.0.0-rc.1"], "1.0.0-rc.1 is not a version: "],
    [["01.0.0"], "01.0.0 is not a version: "],
    [["--dry-run", "1.0.0"], "Unknown option '--dry-run'"],
    [["1.0.0", "--date", "2027-02-29"], "--date 2027-02-29 is not a day: write YYYY-MM-DD\n"],
    [["1.0.0", "--date", "today"], "--date today is not a day: "],
  ])("%j", (args, message) => {
    expectRejected(release(clone, args), 2, message);
  });
});

describe("nothing is released", () => {
  afterEach(() => {
    expect(git(clone, "diff", "--name-only", "HEAD")).toBe("");
  });

  test("from a tree with files that are not committed", () => {
    write("new.txt", "text\n");
    for (let i = 0; i < 12; i++) write(`${i}.txt`, "text\n");
    const ended = release(clone, [version]);
    expectRejected(ended, 1, "the tree is not clean: commit or remove these first\n  \\?\\? ");
    expect(ended.stderr).toMatch(/\n {2}and 3 more\n$/);
  });

  test("of a version that is older than the one in package.json", () => {
    const message = `0.0.9 is older than ${version} in package.json: choose a greater version\n`;
    expectRejected(release(clone, ["0.0.9"]), 1, message);
  });

  test.each([[["--annotate", "--message=Release"]], [[]]])(
    "of a version that another commit is tagged with: git tag %j",
    (options) => {
      git(clone, "tag", ...options, `v${version}`);
      const commit = git(clone, "rev-parse", "HEAD").slice(0, 12);
      commitAll();
      const message = `${version} is released already: the tag v${version} is ${commit}; choose a greater version\n`;
      const ended = release(clone, [version]);
      git(clone, "tag", "--delete", `v${version}`);
      expectRejected(ended, 1, message);
    },
  );

  test("without a section of CHANGELOG.md", () => {
    const message = 'CHANGELOG.md has no section for 99.0.0: add "## \\[99.0.0\\] - Unreleased"';
    expectRejected(release(clone, ["99.0.0"]), 1, message);
  });

  test("with facts notes that cannot be read", () => {
    const ended = release(clone, ["99.0.0", "--facts-notes", "missing.md"]);
    expectRejected(ended, 1, "--facts-notes missing.md cannot be read: ENOENT");
  });

  test("if dist/ is not what the source gives", () => {
    const message = "dist/ is not what the source gives: run npm run generate, and commit\n$";
    expectRejected(release(clone, [version]), 1, message);
  });
});
