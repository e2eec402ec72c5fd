import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { dayOf, homeDirectory } from "../../src/cli/environment.ts";
import { frozenCli, temporaryDirectory } from "../support/working-copy.ts";

const stale = "FROM mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cpu-inference:20240216.v1\n";

let root: string;
beforeEach(() => {
  root = temporaryDirectory();
  mkdirSync(join(root, ".git"));
  writeFileSync(join(root, "Dockerfile"), stale);
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

interface Result {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A clock that always shows NOW, in milliseconds since 1970. */
const clock = `
  const RealDate = Date;
  const now = Number(process.env.NOW);
  globalThis.Date = class extends RealDate {
    constructor(...values) {
      super(...(values.length === 0 ? [now] : values));
    }
    static now() {
      return now;
    }
  };`;

/** Sends the process SIGNAL just before it renames a temporary file. */
const signalAtRename = `
  import fs from "node:fs";
  const rename = fs.renameSync;
  fs.renameSync = (from, to) => {
    process.kill(process.pid, process.env.SIGNAL);
    rename(from, to);
  };`;

/** @param preload the text of a module that is loaded first */
function run(args: readonly string[], env: NodeJS.ProcessEnv = {}, preload?: string): Result {
  const required = preload
    ? ["--import", `data:text/javascript,${encodeURIComponent(preload)}`]
    : [];
  return spawnSync(process.execPath, [...required, frozenCli, ...args], {
    cwd: root,
    env: { PATH: process.env["PATH"], HOME: root, ...env },
    encoding: "utf8",
  });
}

/** By the shell, for what no option of `spawn` can set up. */
function inShell(script: string, ...args: string[]): Result {
  const env = { PATH: process.env["PATH"], HOME: root };
  const before = [script, "sh", process.execPath, frozenCli, ...args];
  return spawnSync("/bin/sh", ["-c", ...before], { cwd: root, env, encoding: "utf8" });
}

describe("a working directory that is gone", () => {
  const inDeleted = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"';

  test.each([
    [["lint"]],
    [["lint", "/etc"]],
    [["inspect"]],
    [["config"]],
    [["init"]],
    [["lint", "-"]],
  ])("%j says so in one line", (args) => {
    expect(inShell(inDeleted, ...args)).toMatchObject({
      status: 2,
      stdout: "",
      stderr: "inferlint: the working directory no longer exists: change to another one\n",
    });
  });

  test.each([[["--version"]], [["--help"]], [["rules"]]])("%j does not need one", (args) => {
    expect(inShell(inDeleted, ...args)).toMatchObject({ status: 0, stderr: "" });
  });
});

describe("a home directory", () => {
  test.each(["", ".", "home"])("that is %j is none: no configuration of it is read", (home) => {
    for (const folder of [".config/inferlint", "home/.config/inferlint"]) {
      mkdirSync(join(root, folder), { recursive: true });
      writeFileSync(
        join(root, folder, "config.yaml"),
        "registries: [{ host: evil.example }]\nbad: 1\n",
      );
    }
    const online = ["lint", "-q", "--online", "--timeout", "1", "--only", "root-user"];
    expect(run(online, { HOME: home })).toMatchObject({ status: 0, stderr: "" });
    expect(run(["cache", "path"], { HOME: home })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("the home directory is unknown") as string,
    });
  });

  test("that the system does not know ends no run", () => {
    expect(
      homeDirectory(() => {
        throw new Error("uv_os_homedir returned ENOENT");
      }),
    ).toBeNull();
    expect(homeDirectory(() => "/home/me")).toBe("/home/me");
    // As for a user id without an account, where HOME is not set.
    const unknown = 'import os from "node:os"; os.homedir = () => { throw new Error("ENOENT"); };';
    const preload = `${unknown} import { syncBuiltinESMExports } from "node:module"; syncBuiltinESMExports();`;
    for (const args of [["lint", "-q", "--as-of", "2026-11-23"], ["rules"], ["--version"]])
      expect(run(args, {}, preload)).toMatchObject({
        status: args[0] === "lint" ? 1 : 0,
        stderr: "",
      });
  });
});

describe("a clock that shows no day", () => {
  const shown = [
    ["NaN", "no time"],
    ["8.65e15", "no time"],
    ["253402300800000", "+010000-01-01T00:00:00.000Z"],
    ["-62167219200001", "-000001-12-31T23:59:59.999Z"],
  ] as const;

  test.each(shown)("%s ends the run in one line", (now, text) => {
    expect(run(["lint"], { NOW: now }, clock)).toMatchObject({
      status: 2,
      stdout: "",
      stderr: `inferlint: the clock shows ${text}: set it, or name the day with --as-of YYYY-MM-DD\n`,
    });
  });

  test("does not matter where the day is given, or none is needed", () => {
    const asOf = ["lint", "-q", "--as-of", "2026-11-23"];
    expect(run(asOf, { NOW: "NaN" }, clock)).toEqual(
      expect.objectContaining({ status: 1, stderr: "" }),
    );
    expect(run(["--version"], { NOW: "NaN" }, clock).status).toBe(0);
  });

  test("is none between the years 1 and 9999", () => {
    expect(dayOf(-62_135_596_800_000)).toBe("0001-01-01");
    expect(dayOf(253_402_300_799_999)).toBe("9999-12-31");
    for (const day of ["0001-01-01", "9999-12-31"])
      expect(run(["lint", "-q", "--as-of", day])).toMatchObject({ stderr: "" });
  });
});

describe.skipIf(!existsSync("/dev/full"))("a full disk", () => {
  test.each([["lint"], ["inspect"], ["rules"], ["--help"], ["--version"], ["lint -f sarif"]])(
    "behind standard output of %s is a write error",
    (args) => {
      expect(inShell('exec "$@" >/dev/full', ...args.split(" "))).toMatchObject({
        status: 2,
        stderr: "inferlint: standard output cannot be written: ENOSPC\n",
      });
    },
  );

  test("behind --output is a write error", () => {
    expect(run(["lint", "-f", "sarif", "-o", "/dev/full"])).toMatchObject({
      status: 2,
      stderr: "inferlint: --output /dev/full cannot be written: ENOSPC\n",
    });
  });

  test("behind standard error changes no result", () => {
    expect(inShell('exec "$@" 2>/dev/full', "lint", "-q").status).toBe(1);
    expect(inShell('exec "$@" 2>/dev/full', "lint", "missing").status).toBe(2);
  });
});

describe.skipIf(process.platform === "win32")("--output", () => {
  const sarif = ["lint", "-f", "sarif", "-o"];

  test("follows a link that stands in no repository", () => {
    const elsewhere = temporaryDirectory();
    try {
      writeFileSync(join(elsewhere, "report"), "old");
      symlinkSync("report", join(elsewhere, "link"));
      expect(run([...sarif, join(elsewhere, "link")]).status).toBe(1);
      expect(readFileSync(join(elsewhere, "report"), "utf8")).toContain('"runs"');
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  test("of init follows no link", () => {
    symlinkSync("../new", join(root, ".inferlint.yaml"));
    expect(run(["init"])).toMatchObject({
      status: 2,
      stderr:
        "inferlint: init: .inferlint.yaml was not written: .inferlint.yaml is a symbolic link in a repository, which can lead anywhere; name its target instead\n",
    });
  });

  test.each(["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])("writes to %s", (device) => {
    // Behind a pipe: a program started by Node has a socket, which cannot be opened by name.
    expect(inShell('"$@" | cat', ...sarif, device).stdout).toContain('"runs"');
  });

  test("writes to /dev/null and to a named pipe of the user", () => {
    expect(run([...sarif, "/dev/null"])).toMatchObject({ status: 1, stdout: "" });
    const { stdout } = inShell('mkfifo pipe && { cat pipe & "$@"; wait; }', ...sarif, "pipe");
    expect(stdout).toContain('"runs"');
  });
});

describe.skipIf(process.platform === "win32").each(["SIGINT", "SIGTERM", "SIGHUP"])(
  "%s",
  (signal) => {
    test.each([
      ["--output", ["lint", "-q", "-f", "json", "-o", "report.json"], "report.json"],
      [
        "a baseline",
        ["lint", "-q", "--update-baseline", "--baseline-add"],
        ".inferlint-baseline.json",
      ],
      ["a fix", ["lint", "-q", "--fix", "--unsafe-fixes"], "Dockerfile"],
      ["init", ["init"], ".inferlint.yaml"],
    ])("while %s is written leaves a whole file and no temporary one", (_, args, file) => {
      const before = readdirSync(root);
      const ended = run([...args], { SIGNAL: signal }, signalAtRename);
      expect(ended.signal, ended.stderr).toBe(signal);
      expect(readdirSync(root).sort()).toEqual([...new Set([...before, file])].sort());
      expect(readFileSync(join(root, file), "utf8")).toMatch(/\n$/);
    });
  },
);
