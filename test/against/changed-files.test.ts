import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import type * as LintChanged from "../../src/pipeline/against/lint-changed.ts";
import type { Changes } from "../support/change.ts";
import { applyTo, makeChange } from "../support/change.ts";
import { runHere } from "../support/run-here.ts";
import { changes, edited, tree } from "./random-tree.ts";
import { current, ended } from "./ways/way.ts";

/** A change of contents alone is compared without writing and reading the whole base, with the same result. */

const ran: string[] = [];
vi.mock("../../src/pipeline/against/lint-changed.ts", async (original) => {
  const { lintChanged } = await original<typeof LintChanged>();
  const recorded: typeof lintChanged = async (...args) => {
    const run = await lintChanged(...args);
    ran.push(run ? "changed files" : "whole base");
    return run;
  };
  return { lintChanged: recorded };
});

afterEach(() => {
  ran.length = 0;
});

interface Compared {
  readonly byCommit: unknown;
  /** The base as a directory is always checked as a whole. */
  readonly byDirectory: unknown;
  /** What was checked of the commit. */
  readonly checked: string | undefined;
}

async function compare(base: Changes, change: Changes, ...args: string[]): Promise<Compared> {
  const { root, outside, base: id, remove } = makeChange(base, change, { isCommitted: false });
  try {
    const directory = join(outside, "base");
    mkdirSync(join(directory, ".git"), { recursive: true });
    applyTo(directory, base);
    const options = ["--format", "json", "--show-suppressed", ...args];
    const commit = await runHere(root, [...options, "--against", id]);
    const checked = ran.pop();
    const folder = await runHere(root, [...options, "--against", directory]);
    return { byCommit: contentOf(commit), byDirectory: contentOf(folder), checked };
  } finally {
    remove();
  }
}

/** Without what only git tells: the commit, and whether files that are not checked are the same. */
function contentOf({ exit, stdout }: Awaited<ReturnType<typeof runHere>>): unknown {
  const { notifications, against, ...report } = JSON.parse(stdout) as {
    readonly against: object;
    readonly notifications: readonly { readonly id: string }[];
  };
  expect(against).toBeDefined();
  return { exit, ...report, notifications: notifications.filter(({ id }) => id !== same) };
}

const same = "base-equals-head";

test("a commit gives the same report as its files in a directory", async () => {
  const checked = { "changed files": 0, "whole base": 0 };
  await fc.assert(
    fc.asyncProperty(
      tree.chain((base) => edited(base).map((head) => ({ base, head }))),
      async ({ base, head }) => {
        const compared = await compare(base, changes(base, head));
        expect(compared.byCommit).toEqual(compared.byDirectory);
        checked[compared.checked === "changed files" ? "changed files" : "whole base"]++;
      },
    ),
    { numRuns: Number(process.env["RUNS"] ?? 40), seed: Number(process.env["SEED"] ?? 15) },
  );
  expect(Math.min(...Object.values(checked))).toBeGreaterThan(5);
});

const dockerfile = (user: string): string => `FROM ${current}:latest\nUSER ${user}\n`;
const yaml = `image: ${ended}:latest\n`;
const files = {
  "a/Dockerfile": dockerfile("app"),
  "b/Dockerfile": dockerfile("app"),
  "deployment.yaml": yaml,
  "train.py": "print(1)\n",
  "README.md": `Uses ${current}.\n`,
  "notes.bin": "old",
};
const compose = "services:\n  s:\n    build: { context: a }\n    user: root\n";
const environment = `FROM ${ended}\nCOPY conda.yaml .\nRUN conda env create -p /e -f conda.yaml\nENV AZUREML_CONDA_ENVIRONMENT_PATH=/e\n`;
const conda = "dependencies:\n  - python=3.8\n";

describe.each<readonly [string, Changes, Changes, "changed files" | "whole base"]>([
  ["a Dockerfile", {}, { "a/Dockerfile": dockerfile("root") }, "changed files"],
  ["a script that says nothing", {}, { "train.py": "print(2)\n" }, "changed files"],
  ["a script less", {}, { "train.py": null }, "changed files"],
  ["a script more", {}, { "test.py": "print(2)\n" }, "changed files"],
  ["a document", {}, { "README.md": `Uses ${ended}.\n` }, "changed files"],
  ["a file of no kind", {}, { "notes.bin": `FROM ${ended}\n` }, "changed files"],
  ["a Dockerfile more", {}, { "c/Dockerfile": dockerfile("root") }, "whole base"],
  ["a Dockerfile less", {}, { "b/Dockerfile": null }, "whole base"],
  ["a file that names an image", {}, { "deployment.yaml": `${yaml}# more\n` }, "changed files"],
  ["a configuration", {}, { ".inferlint.yaml": "rules: { eol-os: off }\n" }, "whole base"],
  ["an ignore file in a folder", {}, { "b/.gitignore": "x\n" }, "whole base"],
  [
    "a baseline",
    {},
    { ".inferlint-baseline.json": '{"schema":"inferlint.baseline/1","findings":[]}' },
    "whole base",
  ],
  [
    "a Dockerfile that a compose file runs as root",
    { "compose.yaml": compose },
    { "a/Dockerfile": `FROM debian\nUSER app\n` },
    "changed files",
  ],
  [
    "a Dockerfile whose conda file has a finding",
    { "a/Dockerfile": environment, "a/conda.yaml": conda },
    { "a/Dockerfile": dockerfile("app") },
    "changed files",
  ],
  [
    "a conda file",
    { "a/Dockerfile": environment, "a/conda.yaml": conda },
    { "a/conda.yaml": "dependencies:\n  - python=3.12\n" },
    "changed files",
  ],
  [
    "a build of another folder",
    { "compose.yaml": compose },
    { "compose.yaml": compose.replace("context: a", "context: b") },
    "changed files",
  ],
  [
    "a build of a folder that is new",
    { "compose.yaml": compose },
    { "compose.yaml": compose.replace("context: a", "context: c"), "c/Dockerfile": "FROM a\n" },
    "whole base",
  ],
  [
    "a build of a folder that is gone",
    { "compose.yaml": compose.replace("context: a", "context: c"), "c/image.img": "FROM a\n" },
    { "compose.yaml": compose, "c/image.img": null },
    "changed files",
  ],
  [
    "a build of a file of no kind that is gone",
    {
      "compose.yaml": compose.replace("context: a", "dockerfile: image.img"),
      "image.img": dockerfile("app"),
    },
    { "compose.yaml": compose, "image.img": null },
    "whole base",
  ],
  [
    "a file of no kind that a build names",
    {
      "compose.yaml": compose.replace("context: a", "dockerfile: image.img"),
      "image.img": dockerfile("app"),
    },
    { "image.img": dockerfile("root") },
    "changed files",
  ],
  [
    "what a link leads to",
    { "image.img": dockerfile("app"), "c.dockerfile": { link: "image.img" } },
    { "image.img": dockerfile("root") },
    "whole base",
  ],
  [
    "what a link leads to elsewhere",
    { "c.dockerfile": { link: "a/Dockerfile" } },
    { "c.dockerfile": { link: "b/Dockerfile" } },
    "whole base",
  ],
  [
    "the Dockerfile of a build that was missing",
    { "compose.yaml": compose.replace("context: a", "context: c") },
    { "c/Dockerfile": "FROM scratch\n" },
    "whole base",
  ],
])("%s", (_name, base, change, checked) => {
  test(`needs the ${checked}`, async () => {
    const compared = await compare({ ...files, ...base }, change);
    expect(compared.byCommit).toEqual(compared.byDirectory);
    expect(compared.checked).toBe(checked);
  });
});

test("a file that is asked for under its new name needs the whole base", async () => {
  const change = { "b/Dockerfile": null, "c/Dockerfile": dockerfile("app") };
  const compared = await compare(files, change, "c/Dockerfile");
  expect(compared.byCommit).toEqual(compared.byDirectory);
  expect(compared.checked).toBe("whole base");
});

test("a new file is no file that the head still has, though it is not asked for", async () => {
  const equal = { "other/Dockerfile": dockerfile("root"), "old/Dockerfile": dockerfile("root") };
  const change = { "new/Dockerfile": `${dockerfile("root")}RUN make\n` };
  const { byCommit, byDirectory } = await compare({ ...files, ...equal }, change, "new", "old");
  expect(byCommit).toEqual(byDirectory);
  expect(byCommit).toMatchObject({ exit: 1 });
});

test("a file that is moved to where is asked is the same file", async () => {
  const base = { ...files, "other/Dockerfile": dockerfile("root") };
  const change = { "other/Dockerfile": null, "new/Dockerfile": dockerfile("root") };
  const { byCommit } = await compare(base, change, "new");
  expect(byCommit).toMatchObject({ exit: 0 });
});

describe("a base that is not the head, though nothing that is checked differs", () => {
  test.each<readonly [string, Changes, (root: string) => void]>([
    ["by a document", { "README.md": "# More\n" }, () => undefined],
    ["by a file more", { "notes.bin2": "x" }, () => undefined],
    [
      "by the mode of a file",
      {},
      (root) => {
        chmodSync(join(root, "train.py"), 0o755);
      },
    ],
  ])("%s", async (_, change, work) => {
    const made = makeChange(files, change, { isCommitted: false });
    try {
      const directory = join(made.outside, "base");
      mkdirSync(directory);
      applyTo(directory, files);
      work(made.root);
      made.git("add", "--all");
      made.git("commit", "--quiet", "--message=Head");
      for (const against of [made.base, directory]) {
        const { exit, stdout } = await runHere(made.root, [
          ...["--format", "json", "--strict", "--fail-on", "never", "--against", against],
        ]);
        expect(exit).toBe(0);
        expect(stdout).not.toContain(same);
      }
      expect((await runHere(made.root, ["--strict", "--against", made.root])).exit).toBe(2);
    } finally {
      made.remove();
    }
  });
});

test("a comment that a change adds is listed", async () => {
  const comment = "# inferlint: ignore[root-user] until=2026-12-20 -- SEC-1\n";
  const change = { "a/Dockerfile": `FROM ${current}:latest\n${comment}USER root\n` };
  const compared = await compare(files, change);
  expect(compared.byCommit).toEqual(compared.byDirectory);
  expect(compared.checked).toBe("changed files");
  expect(JSON.stringify(compared.byCommit)).toContain("new-exception");
});
