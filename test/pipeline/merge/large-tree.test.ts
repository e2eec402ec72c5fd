import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realProgramsRequired } from "../../support/real-programs.ts";
import type { Ended } from "../../support/working-copy.ts";
import { bareEnvironment, frozenCli, run, temporaryDirectory } from "../../support/working-copy.ts";

// Eight shards of a large tree with findings, suppressions, exceptions and a baseline. Only CI runs it; FILES=20000 takes a minute.

const files = Number(process.env["FILES"] ?? 4_000);
const shards = [1, 2, 3, 4, 5, 6, 7, 8];
const image = "mcr.microsoft.com/azureml";
const bases = [
  `${image}/minimal-ubuntu20.04-py38-cpu-inference:latest`,
  `${image}/minimal-py312-inference:20250219.v1`,
  `${image}/minimal-py312-inference:$TAG`,
  "python:3.12",
];

describe.skipIf(!realProgramsRequired)(`a tree of ${files} Dockerfiles`, () => {
  const root = temporaryDirectory();
  const tree = join(root, "tree");
  const inferlint = (cwd: string, ...args: string[]): Ended =>
    run(process.execPath, [frozenCli, ...args], { cwd, env: bareEnvironment() });
  const lint = (...args: string[]): Ended => inferlint(tree, "--as-of", "2026-11-23", ...args);

  beforeAll(() => {
    mkdirSync(join(tree, ".git"), { recursive: true });
    for (let number = 0; number < files; number++) {
      const comment = number % 7 === 0 ? "# inferlint: ignore[eol-os, root-user] -- why\n" : "";
      const user = number % 3 === 0 ? "USER root\n" : "USER app\n";
      const path = join(tree, `${Math.floor(number / 100)}`, `${number}`, "Dockerfile");
      mkdirSync(dirname(path), { recursive: true });
      const base = bases[number % bases.length] ?? "";
      writeFileSync(path, `ARG TAG\n${comment}FROM ${base}\nRUN make ${number}\n${user}`);
    }
    const exceptions = ["1/**", "15/**", "none/**"].map(
      (pattern) => `  - { rules: [eol-python, stale-tag], files: [${pattern}], reason: why }\n`,
    );
    writeFileSync(join(tree, ".inferlint.yaml"), `exceptions:\n${exceptions.join("")}`);
    expect(lint("--update-baseline", "3", "17").status).toBeLessThan(2);
    // Its entry is resolved.
    writeFileSync(join(tree, "17/1700/Dockerfile"), "FROM scratch\n");
    for (const index of shards) {
      const { status, stderr } = lint(
        ...["--shard", `${index}/${shards.length}`],
        ...["--format", "json", "--output", `../${index}.json`],
      );
      expect(status, stderr).toBe(1);
    }
  }, 600_000);
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  test.each(["json", "sarif"])(
    "in eight shards is one run, byte for byte: %s",
    (format) => {
      const whole = lint("--format", format, "--output", `../whole.${format}`);
      const reports = shards.map((index) => `${index}.json`);
      const output = ["--format", format, "--output", `merged.${format}`];
      const merged = inferlint(root, "merge", ...reports, ...output);
      expect(merged).toEqual(whole);
      const [one, two] = ["whole", "merged"].map((name) =>
        readFileSync(join(root, `${name}.${format}`)),
      );
      expect(one?.length).toBeGreaterThan(10_000_000);
      expect(one && two?.equals(one)).toBe(true);
    },
    600_000,
  );
});
