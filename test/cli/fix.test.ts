import { spawnSync } from "node:child_process";
import { chmodSync, lstatSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { replaceText } from "../../src/fs/atomic-write.ts";
import type { Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";
import { frozenCli } from "../support/working-copy.ts";

const base = "mcr.microsoft.com/azureml/curated/minimal-py311-inference";
const stale = `FROM ${base}:10\nCOPY . /app\n`;
const fixed = stale.replace("10", "56");
const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";
const quiet = ["--rule", "unlisted-image=off", "--rule", "unverified-image=off"];

let box: Sandbox;
beforeEach(() => {
  box = sandbox();
});
afterEach(() => {
  box.remove();
});

describe("--fix", () => {
  test("applies the safe fix, checks again, and reports what it did", () => {
    box.write("a/Dockerfile", stale);
    box.write("b/Dockerfile", `FROM ${py312}\n`);
    expect(box.run(quiet).status).toBe(1);
    const { status, stdout, stderr } = box.run(["--fix", ...quiet]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "inferlint: 1 fixed in 1 file.\n" });
    expect(stdout).toMatch(/^No findings in 2 files/);
    expect(box.read("a/Dockerfile")).toBe(fixed);
    expect(box.run(["--fix", ...quiet])).toMatchObject({
      status: 0,
      stderr: "inferlint: 0 fixed.\n",
    });
    expect(readdirSync(join(box.root, "a"))).toEqual(["Dockerfile"]);
  });

  test.each([
    ["CRLF", stale.replaceAll("\n", "\r\n"), fixed.replaceAll("\n", "\r\n")],
    [
      "a byte order mark, no final line end",
      `\uFEFF${stale.trimEnd()}`,
      `\uFEFF${fixed.trimEnd()}`,
    ],
    ["blanks and quotes", `  from  "${base}:10"  as x\n`, `  from  "${base}:56"  as x\n`],
    [
      "the default of an ARG",
      `ARG TAG='10' OTHER=1\nFROM ${base}:\${TAG}\n`,
      `ARG TAG='56' OTHER=1\nFROM ${base}:\${TAG}\n`,
    ],
    [
      "a comment that suppresses nothing, and part of one",
      `# inferlint: ignore[eol-os] -- why\n# inferlint: ignore[stale-tag, eol-os] -- why\n${stale}`,
      `# inferlint: ignore[stale-tag] -- why\n${stale}`,
    ],
    ["a comment on the last line", `${fixed}# inferlint: ignore[eol-os] -- why`, fixed],
  ])("keeps %s", (_, before, after) => {
    box.write("Dockerfile", before);
    box.run(["--fix", ...quiet]);
    expect(box.read("Dockerfile")).toBe(after);
  });

  test("keeps the mode of the file", () => {
    box.write("Dockerfile", stale);
    chmodSync(join(box.root, "Dockerfile"), 0o751);
    box.run(["--fix"]);
    expect(box.read("Dockerfile")).toBe(fixed);
    expect(lstatSync(join(box.root, "Dockerfile")).mode & 0o777).toBe(0o751);
  });

  test("does not write through a symbolic link", () => {
    // A name that discovery does not take by itself.
    box.write("real.base", stale);
    symlinkSync("real.base", join(box.root, "Dockerfile"));
    for (const args of [["--fix", "Dockerfile"], ["--fix"], ["--diff"]]) {
      const { status, stderr } = box.run(args);
      expect(status).toBe(2);
      expect(stderr).toContain(
        "error: Dockerfile: Not fixed: it is a symbolic link to real.base; name that file instead.",
      );
      expect(box.read("real.base")).toBe(stale);
    }
  });

  test("does not change other bytes", () => {
    box.write("Dockerfile", Buffer.concat([Buffer.from(stale), Buffer.from([0x23, 0xff, 0x0a])]));
    const { status, stderr } = box.run(["--fix"]);
    expect(status).toBe(2);
    expect(stderr).toContain("it is not valid UTF-8, so other bytes would change as well");
  });

  test("does not overwrite a file that changed meanwhile", () => {
    box.write("Dockerfile", "FROM somebody/else\n");
    const file = join(box.root, "Dockerfile");
    expect(replaceText(file, stale, fixed, () => "x")).toBe("it changed during the run");
    expect(box.read("Dockerfile")).toBe("FROM somebody/else\n");
    expect(readdirSync(box.root).sort()).toEqual([".git", "Dockerfile"]);
    expect(replaceText(file, "FROM somebody/else\n", fixed, () => "x")).toBe(null);
    expect(box.read("Dockerfile")).toBe(fixed);
  });

  test("is in SARIF as a replacement of the exact text", () => {
    box.write("Dockerfile", stale);
    const { runs } = JSON.parse(box.run(["--format", "sarif"]).stdout) as {
      runs: { results: { ruleId: string; fixes?: unknown }[] }[];
    };
    expect(runs[0]?.results.find(({ ruleId }) => ruleId === "stale-tag")?.fixes).toMatchObject([
      {
        description: { text: "Change the tag 10 to 56." },
        artifactChanges: [
          {
            artifactLocation: { uri: "Dockerfile" },
            replacements: [
              {
                deletedRegion: { startLine: 1, startColumn: 64, endLine: 1, endColumn: 66 },
                insertedContent: { text: "56" },
              },
            ],
          },
        ],
        properties: { safe: true },
      },
    ]);
  });

  test("leaves what needs --unsafe-fixes, and values that are not in the file", () => {
    box.write("a/Dockerfile", `FROM ${py312}:20250101.v1\nUSER root\n`);
    box.write("b/Dockerfile", `ARG TAG\nFROM ${py312}:$TAG\n`);
    const args = ["--build-arg", "TAG=20250101.v1"];
    const first = box.run(["--fix", ...args]);
    expect(first.status).toBe(1);
    expect(first.stderr).toContain(
      "note: b/Dockerfile:2:6: Not fixed (stale-tag): The tag comes from the build argument TAG: change it there",
    );
    const second = box.run(["--fix", "--unsafe-fixes", ...args, "a"]);
    expect(second.status).toBe(0);
    expect(box.read("a/Dockerfile")).toBe(`FROM ${py312}:latest\nUSER root\nUSER dockeruser\n`);
  });

  test("reports how many more fixes --unsafe-fixes would make", () => {
    box.write("Dockerfile", `FROM ${py312}:20250101.v1\nUSER root\n`);
    const { status, stderr } = box.run(["--fix"]);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: "inferlint: 0 fixed. 2 more with --unsafe-fixes (preview: --diff --unsafe-fixes)\n",
    });
    expect(box.run(["--diff"]).stderr).toBe("inferlint: 0 fixable. 2 more with --unsafe-fixes\n");
    expect(box.run(["--fix", "-q"]).stderr).toBe("");
    const unsafe = box.run(["--fix", "--unsafe-fixes"]);
    expect(unsafe).toMatchObject({ status: 0, stderr: "inferlint: 2 fixed in 1 file.\n" });
  });

  test("leaves what is suppressed or in the baseline", () => {
    box.write("a/Dockerfile", stale);
    box.write("b/Dockerfile", `# inferlint: ignore-file[stale-tag] -- pinned\n${stale}`);
    box.run(["--update-baseline"]);
    expect(box.run(["--fix"])).toMatchObject({ status: 0 });
    expect(box.read("a/Dockerfile")).toBe(stale);
    expect(box.read("b/Dockerfile")).toContain(":10");
  });
});

describe("--diff", () => {
  test("shows what --fix would do, for git apply, and writes nothing", () => {
    box.write("a b/Dockerfile", stale.replaceAll("\n", "\r\n"));
    box.write("c/Dockerfile", stale);
    const { status, stdout, stderr } = box.run(["--diff", ...quiet]);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: "inferlint: 2 fixable in 2 files.\n",
    });
    expect(box.read("c/Dockerfile")).toBe(stale);
    const applied = spawnSync("git", ["apply", "-"], {
      cwd: box.root,
      input: stdout,
      encoding: "utf8",
      env: { ...process.env, GIT_DIR: undefined },
    });
    expect(applied.stderr).toBe("");
    expect(box.read("a b/Dockerfile")).toBe(fixed.replaceAll("\n", "\r\n"));
    expect(box.read("c/Dockerfile")).toBe(fixed);
  });

  test("replaces the text on standard output and leaves other reports unchanged", () => {
    box.write("Dockerfile", stale);
    const { stdout } = box.run(["--diff", "--format", "json", "-o", "r.json", "--format", "text"]);
    expect(stdout).toMatch(/^--- a\/Dockerfile\n\+\+\+ b\/Dockerfile\n@@ /);
    const { findings } = JSON.parse(box.read("r.json")) as {
      findings: { ruleId: string; fix?: object }[];
    };
    expect(findings.find(({ ruleId }) => ruleId === "stale-tag")?.fix).toMatchObject({
      safe: true,
      description: "Change the tag 10 to 56.",
    });
  });

  test("of standard input", () => {
    const shell = `printf '%s' '${stale}' | '${process.execPath}' '${frozenCli}' --as-of 2026-11-23 --diff -`;
    const { stdout } = spawnSync("sh", ["-c", shell], { cwd: box.root, encoding: "utf8" });
    expect(stdout).toContain(`+FROM ${base}:56\n`);
  });

  test("is empty if there is nothing to fix", () => {
    box.write("Dockerfile", `FROM ${py312}\n`);
    expect(box.run(["--diff"])).toMatchObject({ status: 0, stdout: "" });
  });
});
