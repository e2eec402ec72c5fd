import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { endIn } from "../../src/pipeline/project/of-repository.ts";

const outside = mkdtempSync(join(tmpdir(), "inferlint-"));
const root = join(outside, "repository");
mkdirSync(join(root, ".git/hooks"), { recursive: true });
for (const path of ["../secret.yml", "env.yml", ".git/config", ".git/hooks/env.yml", ".gitlab.yml"])
  writeFileSync(join(root, path), "a: 1\n");
symlinkSync("../secret.yml", join(root, "out.yml"));
symlinkSync(".git/config", join(root, "git.yml"));
symlinkSync("..", join(root, "up"));
symlinkSync("env.yml", join(root, "link.yml"));
afterAll(() => {
  rmSync(outside, { recursive: true });
});

describe("what a file of the repository can name", () => {
  test.each([
    ["env.yml", true],
    ["link.yml", true],
    [".gitlab.yml", true],
    ["out.yml", false],
    ["up/secret.yml", false],
    ["../secret.yml", false],
    [".git/config", false],
    [".git/hooks/env.yml", false],
    ["git.yml", false],
  ])("%s: %s", (path, isOwn) => {
    expect(endIn(root, join(root, path)) !== null).toBe(isOwn);
  });

  test("what is not there is an error of the system", () => {
    expect(() => endIn(root, join(root, "none.yml"))).toThrow("ENOENT");
  });
});
