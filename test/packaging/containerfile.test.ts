import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { isSkippedWithout } from "../support/real-programs.ts";
import {
  bareEnvironment,
  frozenBundle,
  frozenCli,
  projectRoot,
  readManifest,
  run,
  temporaryDirectory,
} from "../support/working-copy.ts";

// packaging/Containerfile is not built here: two linters read it, and what it copies is run.

const path = join(projectRoot, "packaging/Containerfile");
const text = readFileSync(path, "utf8");
const folder = temporaryDirectory();
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const faulty = text
  .replace(/^FROM .*$/m, "FROM docker.io/library/node:latest")
  .replace(/^USER .*$/m, "USER root")
  .replace(/^ENTRYPOINT .*$/m, "ENTRYPOINT node /opt/inferlint/cli.cjs");

const hadolint = join(projectRoot, "test/other-tools/.venv/bin/hadolint");
describe.skipIf(isSkippedWithout(hadolint))("hadolint", () => {
  test.each([
    ["nothing", text, 0, []],
    ["faults, if there are some", faulty, 1, ["DL3002", "DL3007", "DL3025", "DL3066"]],
  ])("finds %s", (_, file, code, expected) => {
    const copy = join(folder, "Containerfile");
    writeFileSync(copy, file);
    const { status, stdout } = run(hadolint, ["--no-color", copy], { cwd: folder });
    expect([...new Set(stdout.match(/\bDL\d{4}\b/g) ?? [])].sort()).toEqual(expected);
    expect(status).toBe(code);
  });
});

describe("inferlint", () => {
  /** What inferlint says of a text, in a folder of its own. */
  function inferlint(file: string, args: readonly string[]): ReturnType<typeof run> {
    const all = [frozenCli, ...args, "--stdin-filename", "Containerfile", "-"];
    const script = `printf %s "$TEXT" | "${process.execPath}" ${all.join(" ")}`;
    const env = bareEnvironment({ TEXT: file });
    return run("bash", ["-c", script], { cwd: folder, env });
  }

  const inspected = (file: string): object => {
    const { status, stdout, stderr } = inferlint(file, ["inspect", "--format", "json"]);
    expect(status, stderr).toBe(0);
    return (JSON.parse(stdout) as { files: [object] }).files[0];
  };

  test("sees a numeric user that is not root, and one image, with its digest", () => {
    expect(inspected(text)).toMatchObject({
      valid: true,
      stages: [{ user: { value: "65532:65532", root: false } }],
      images: [{ digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string }],
    });
    expect(inspected(faulty)).toMatchObject({
      stages: [{ user: { value: "root", root: true } }],
      images: [{ digest: null }],
    });
  });

  test("finds nothing under a policy that demands a digest", () => {
    const require = { name: "pinned", images: ["**"], tag: "digest", level: "error" };
    writeFileSync(join(folder, "policy.yaml"), JSON.stringify({ require: [require] }));
    expect(inferlint(text, ["--policy", "policy.yaml"])).toMatchObject({ status: 0 });
    expect(inferlint(faulty, ["--policy", "policy.yaml"])).toMatchObject({ status: 1 });
  });
});

test("what is copied runs by the entry point, and the label has this version", () => {
  const root = join(folder, "root");
  for (const [, from = "", to = ""] of text.matchAll(/^COPY (\S+) (\S+)$/gm)) {
    const source = from === "dist" ? frozenBundle : join(projectRoot, from);
    mkdirSync(join(root, to), { recursive: true });
    cpSync(source, from === "dist" ? join(root, to) : join(root, to, from), { recursive: true });
  }
  const [node, ...args] = JSON.parse(/^ENTRYPOINT (.*)$/m.exec(text)?.[1] ?? "[]") as string[];
  expect(node).toBe("/usr/local/bin/node");
  const { version } = readManifest();
  const inRoot = args.map((argument) => join(root, argument));
  const { stdout } = run(process.execPath, [...inRoot, "--version"], { cwd: folder });
  expect(stdout).toContain(version);
  expect(/image\.version="([^"]*)"/.exec(text)?.[1]).toBe(version);
});
