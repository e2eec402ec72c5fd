import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unifiedDiff } from "../../src/fix/index.ts";
import { safeText } from "../../src/report/safe-text.ts";
import { git, run, temporaryDirectory } from "../support/working-copy.ts";

const asIs = (text: string): string => text;

test("equals the output of git", () => {
  const before = "ARG A\nFROM a:1\n\tRUN b\n\n\nUSER root\n\n\n\n# end\nCMD a\n";
  const after = before.replace("a:1", "a:2").replace("CMD", "USER x\nCMD");
  expect(unifiedDiff("deep/Dockerfile", before, after, safeText)).toBe(
    `--- a/deep/Dockerfile
+++ b/deep/Dockerfile
@@ -1,5 +1,5 @@
 ARG A
-FROM a:1
+FROM a:2
 \tRUN b
 
 
@@ -8,4 +8,5 @@
 
 
 # end
+USER x
 CMD a
`,
  );
});

test("is empty for equal texts", () => {
  expect(unifiedDiff("a", "x\n", "x\n", asIs)).toBe("");
});

let home = "";
beforeAll(() => {
  home = temporaryDirectory();
  git(home, "init", "--quiet");
});
afterAll(() => {
  rmSync(home, { recursive: true });
});

/** The text after `git apply` of the diff. */
function applied(path: string, before: string, after: string, safe = safeText): string {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), before);
  writeFileSync(join(home, "fix.patch"), unifiedDiff(path, before, after, safe));
  git(home, "apply", "--whitespace=nowarn", "fix.patch");
  return readFileSync(join(home, path), "utf8");
}

test.each([
  ["line feeds", "a\nb\nc\n", "a\nB\nc\n"],
  ["windows line ends", "a\r\nb\r\nc\r\n", "a\r\nB\r\nx\r\nc\r\n"],
  ["no final newline", "a\nb", "a\nB"],
  ["no final newline, further up", "a\nb\nc", "A\nb\nc"],
  ["a line behind the last", "a\nb", "a\nb\nc"],
  ["windows, no final newline", "a\r\nb", "a\r\nb\r\nc"],
  ["a byte order mark", "\uFEFFa\nb\n", "\uFEFFA\nb\n"],
  ["a byte order mark around it", "\uFEFFa\nb\n", "\uFEFFa\nB\n"],
  ["tabs", "\ta\n\tb\tc\n", "\ta\n\tb\tC\n"],
  ["a tab and marks", "##\ta\n-- b\n++ c\n", "##\ta\n-- B\n++ C\n"],
  ["one line", "a\n", "b\n"],
  ["blank lines", "\n\n\n", "\n\na\n\n"],
])("git applies it: %s", (_, before, after) => {
  expect(applied("Dockerfile", before, after)).toBe(after);
});

test.each(["my project/Dockerfile", 'a"b/Dockerfile', "é/Dockerfile", "a\tb/Dockerfile", "a\\b"])(
  "git finds the file %j",
  (path) => {
    expect(applied(path, "a\n", "b\n")).toBe("b\n");
  },
);

test("can be applied with patch", () => {
  const [before, after] = ["a\r\nb\nc", "a\r\nB\nc"];
  writeFileSync(join(home, "my file"), before);
  writeFileSync(join(home, "fix.patch"), unifiedDiff("my file", before, after, safeText));
  const { status, stdout } = run("patch", ["--binary", "-p1", "-i", "fix.patch"], { cwd: home });
  expect(status, stdout).toBe(0);
  expect(readFileSync(join(home, "my file"), "utf8")).toBe(after);
});

test("names and lines are made safe", () => {
  const before = "::error::a\n\t::error::b\n##[group]c\n\u001B[2Jd\nx\n";
  const diff = unifiedDiff("a\u001B[31m\u202E/b\nc", before, before.replace("x", "y\rz"), safeText);
  expect(diff).toBe(
    String.raw`--- "a/a\033[31m\342\200\256/b\nc"
+++ "b/a\033[31m\342\200\256/b\nc"
@@ -2,4 +2,4 @@
 TAB:\:error::b
 #\#[group]c
 \u{1b}[2Jd
-x
+y\u{d}z
`.replace("TAB", "\t"),
  );
});

test("always turns one text into the other when applied", () => {
  const line = fc.constantFrom("a", "b", "", "-- a", "++ b", "@@ -1 +1 @@", "\\ No newline");
  const text = fc
    .tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom("\n", "\r\n"))
    .map(([lines, end]) => lines.join(end));
  fc.assert(
    fc.property(text, text, (before, after) => {
      fc.pre(before !== "" && after !== "");
      expect(applied("Dockerfile", before, after)).toBe(after);
    }),
    { seed: 20261123, numRuns: 60 },
  );
});

test("a file that differs everywhere is compared in linear time", () => {
  const before = Array.from({ length: 20_000 }, (_, i) => `FROM a:${i}\nUSER b`).join("\r\n");
  const after = `${before.replaceAll("a:", "b:")}\r\nUSER c`;
  expect(applied("Dockerfile", before, after)).toBe(after);
});
