import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ended } from "./support/working-copy.ts";
import {
  commitWorkingCopy,
  git,
  projectRoot,
  run,
  temporaryDirectory,
} from "./support/working-copy.ts";

// A rule added as CONTRIBUTING.md says, in a copy of the project: the commands work, and change the files that it names.

const copy = join(temporaryDirectory(), "copy");

beforeAll(() => {
  mkdirSync(copy);
  commitWorkingCopy(copy);
  symlinkSync(join(projectRoot, "node_modules"), join(copy, "node_modules"));
  appendFileSync(join(copy, ".git/info/exclude"), "/node_modules\n");
});
afterAll(() => {
  rmSync(join(copy, ".."), { recursive: true });
});

function node(...args: readonly string[]): Ended {
  return run(process.execPath, args, { cwd: copy });
}

const newRule = (...args: readonly string[]): Ended => node("scripts/new-rule.mjs", ...args);

function expectSuccess({ status, stdout, stderr }: Ended): void {
  expect(status, `${stdout}${stderr}`).toBe(0);
}

/** Files that differ from the commit, new ones included. */
function changed(): readonly string[] {
  return git(copy, "status", "--porcelain", "--untracked-files=all")
    .split("\n")
    .map((line) => line.trim().replace(/^\S+ +/, ""))
    .sort();
}

describe("npm run new-rule", () => {
  test.each([
    [[], /^usage: npm run new-rule -- ID$/m],
    [["one-rule", "two-rules"], /^usage: /],
    [["rule"], /^'rule' is not a rule id: /],
    [["Image-Label"], /^'Image-Label' is not a rule id: /],
    [["image--label"], /is not a rule id/],
    [["../image-label"], /is not a rule id/],
    [["eol-os"], /^rules\/eol-os already exists$/m],
  ])("rejects %j", (args, message) => {
    const { status, stdout, stderr } = newRule(...args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(git(copy, "status", "--porcelain")).toBe("");
  });

  test("writes a folder and a line in rules/index.ts", () => {
    expectSuccess(newRule("image-label"));
    expect(changed()).toEqual([
      "rules/image-label/README.md",
      "rules/image-label/rule.test.ts",
      "rules/image-label/rule.ts",
      "rules/index.ts",
    ]);
    expect(git(copy, "diff", "--unified=0", "rules/index.ts")).toContain(
      '\n+export { rule as imageLabel } from "./image-label/rule.ts";',
    );
    expect(newRule("image-label").stderr).toBe("rules/image-label already exists\n");
  });

  test("what it writes has types, and the format and imports that lint asks for", () => {
    writeFileSync(
      join(copy, "tsconfig.rule.json"),
      JSON.stringify({
        extends: "./tsconfig.json",
        include: ["rules/image-label", "rules/*.ts"],
      }),
    );
    expectSuccess(node("node_modules/typescript/bin/tsc", "--project", "tsconfig.rule.json"));
    rmSync(join(copy, "tsconfig.rule.json"));
    expectSuccess(node("node_modules/eslint/bin/eslint.js", "rules/image-label"));
    expectSuccess(node("node_modules/prettier/bin/prettier.cjs", "--check", "rules/image-label"));
  });

  test("npm run generate changes the files that list rules, and no others", () => {
    expectSuccess(node("scripts/generate.mjs"));
    const files = changed().filter((path) => !path.startsWith("rules/image-label/"));
    expect(files.filter((path) => !path.startsWith("dist/"))).toEqual([
      "README.md",
      // An example names a line of the starter configuration, which lists rules.
      "docs/suppressions.md",
      "rules/README.md",
      "rules/index.ts",
      "schema/inferlint.config.v1.json",
    ]);
  });

  test("its test passes, and so do those of all rules once they know its level", () => {
    const file = join(copy, "test/ruleset.test.ts");
    const text = readFileSync(file, "utf8");
    const added = text.replace(
      /^( {2}"invalid-dockerfile": )/m,
      '  "image-label": ["off", null],\n$1',
    );
    expect(added).not.toBe(text);
    writeFileSync(file, added);
    expectSuccess(
      node(
        "node_modules/vitest/vitest.mjs",
        "run",
        "rules/image-label",
        "test/ruleset.test.ts",
        "test/generated.test.ts",
      ),
    );
  });
});
