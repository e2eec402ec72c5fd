import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pinsIn, withPin } from "../../scripts/pins.mjs";
import { documents, readDocument } from "../support/documents.ts";
import type { Ended } from "../support/working-copy.ts";
import { git, projectRoot, run, temporaryDirectory } from "../support/working-copy.ts";

// The examples use this project at a commit of it, which `npm run release-pins` writes.

const commit = "0123456789abcdef0123456789abcdef01234567";
const text = `
- uses: inferlint/inferlint@v1 # a tag
- uses: inferlint/inferlint/sub-action@v1
- repo: https://github.com/inferlint/inferlint
  rev: v1.0.0 # frozen: v1.0.0
- repository: inferlint/inferlint
  ref: main
git -C "$tool" fetch --depth 1 https://github.com/inferlint/inferlint.git ${commit} # before v1.0.0
`;
const others = `
- uses: contoso/inferlint@v1 # a tag
- uses: inferlint/inferlint-action@v1
- repo: https://github.com/inferlint/other
  rev: v1.0.0
- repository: contoso/policies
  ref: main
git clone https://github.com/inferlint/inferlint.git ~/inferlint
`;

describe("the places where this project is pinned", () => {
  test("are actions, hooks, checkouts and fetches, with the version in a comment", () => {
    expect(withPin(text, { commit, version: "v2.0.0" })).toBe(`
- uses: inferlint/inferlint@${commit} # v2.0.0
- uses: inferlint/inferlint/sub-action@${commit} # v2.0.0
- repo: https://github.com/inferlint/inferlint
  rev: ${commit} # frozen: v2.0.0
- repository: inferlint/inferlint
  ref: ${commit} # v2.0.0
git -C "$tool" fetch --depth 1 https://github.com/inferlint/inferlint.git ${commit} # v2.0.0
`);
    expect(pinsIn(text).map((pin) => pin.commit)).toEqual(["v1", "v1", "v1.0.0", "main", commit]);
    expect(pinsIn(text)[2]?.comment).toBe("# frozen: v1.0.0");
  });

  test("are not those of other projects, nor a clone to try it", () => {
    expect(withPin(others, { commit, version: "v2.0.0" })).toBe(others);
    expect(pinsIn(others)).toEqual([]);
  });
});

describe("npm run release-pins", () => {
  const directory = temporaryDirectory();
  const script = join(projectRoot, "scripts/release-pins.mjs");
  const pins = (...args: readonly string[]): Ended =>
    run(process.execPath, [script, ...args], { cwd: directory });
  const commits: string[] = [];
  const commitAll = (): void => {
    git(directory, "add", "--all");
    git(directory, "commit", "--quiet", "--allow-empty", "--message=Change");
    commits.push(git(directory, "rev-parse", "HEAD"));
  };
  const written = (): readonly unknown[] =>
    ["README.md", "docs/ci.md"].flatMap((path) =>
      pinsIn(readFileSync(join(directory, path), "utf8")),
    );

  beforeAll(() => {
    git(directory, "init", "--quiet");
    mkdirSync(join(directory, "docs"));
    writeFileSync(join(directory, "package.json"), '{ "version": "0.2.0" }');
    const example = "repository: inferlint/inferlint\nref: v0 # old\n";
    for (const path of ["README.md", "docs/ci.md"]) writeFileSync(join(directory, path), example);
    commitAll();
    commitAll();
    git(directory, "checkout", "--quiet", "-b", "other");
    commitAll();
    git(directory, "checkout", "--quiet", "-");
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  test.each([
    [[], "there is no release yet: name a commit\n"],
    [["no-such-commit"], "no-such-commit is not a commit of this repository\n"],
    [["--all"], "--all is not a commit of this repository\n"],
    [["other"], "other is not an ancestor of HEAD\n"],
    [["HEAD", "HEAD"], "usage: npm run release-pins [-- COMMIT]\n"],
  ])("changes nothing with %j before the first release", (args, stderr) => {
    expect(pins(...args)).toEqual({ status: 2, stdout: "", stderr });
    expect(written()).toEqual(Array(2).fill({ commit: "v0", comment: "# old" }));
  });

  test("pins a commit before the first release", () => {
    const { status, stdout } = pins("HEAD~1");
    const pin = { commit: commits[0], comment: "# before v0.2.0" };
    expect(written()).toEqual([pin, pin]);
    expect(stdout).toContain(`docs/ci.md: ${commits[0] ?? ""} (before v0.2.0)\n`);
    expect(status).toBe(0);
    expect(pins("HEAD~1").stdout).toBe("");
  });

  test("pins the commit of the last release, not that of its annotated tag", () => {
    git(directory, "tag", "v0.1.0", "HEAD~1");
    git(directory, "tag", "--annotate", "--message=Release", "v0.2.0");
    git(directory, "tag", "v0-candidate-of-others", "other");
    commitAll();
    expect(pins().status).toBe(0);
    const pin = { commit: commits[1], comment: "# v0.2.0" };
    expect(written()).toEqual([pin, pin]);
  });
});

describe("the pins of README.md and docs/", () => {
  const pins = documents.flatMap((path) => pinsIn(readDocument(path)));
  const pin = pins[0]?.commit ?? "";
  const isShallow = git(projectRoot, "rev-parse", "--is-shallow-repository") === "true";

  test("are one commit, everywhere", () => {
    expect(pins.length).toBeGreaterThanOrEqual(5);
    expect(new Set(pins.map(({ commit }) => commit)).size).toBe(1);
    expect(pin).toMatch(/^[0-9a-f]{40}$/);
  });

  test.skipIf(isShallow)("are an earlier commit of this repository, which has the hook", () => {
    git(projectRoot, "merge-base", "--is-ancestor", pin, "HEAD");
    expect(git(projectRoot, "show", `${pin}:.pre-commit-hooks.yaml`)).toContain("id: inferlint");
  });

  test.skipIf(isShallow)("are those of the last release, from the commit after it on", () => {
    const args = ["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*", "HEAD^"];
    const { status, stdout } = run("git", args, { cwd: projectRoot });
    if (status === 0) expect(pin).toBe(git(projectRoot, "rev-parse", `${stdout.trim()}^{commit}`));
  });

  test.skipIf(isShallow)("say which version it is", () => {
    const { version } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as {
      version: string;
    };
    const [release = ""] = git(projectRoot, "tag", "--points-at", pin, "--list", "v[0-9]*").split(
      "\n",
    );
    const comment = new RegExp(
      `^# (?:frozen: )?${release === "" ? `before v${version}` : release}$`,
    );
    for (const one of pins) expect(one.comment).toMatch(comment);
  });
});
