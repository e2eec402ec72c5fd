import {
  createWriteStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { once } from "node:events";
import { afterAll, describe, expect, test } from "vitest";
import type { JsonFindingV1 } from "../../src/report/json/schema.ts";
import { examples } from "../support/documents.ts";
import { isSkippedWithout } from "../support/real-programs.ts";
import {
  bareEnvironment,
  frozenCli,
  projectRoot,
  run,
  temporaryDirectory,
} from "../support/working-copy.ts";

// Spark maps the linter over a corpus, as docs/fleets.md says, and gets what the command line says of the same files. TEXTS sets
// how many there are.

const python = join(projectRoot, "test/spark/.venv/bin/python");
const texts = Number(process.env["TEXTS"] ?? 10_000);
const image = "mcr.microsoft.com/azureml";
const bases = [
  `${image}/minimal-ubuntu20.04-py38-cpu-inference:latest`,
  `${image}/minimal-py312-inference:20250219.v1`,
  `${image}/unknown-ubuntu22.04-py311-inference:$TAG`,
];

/** A file of a corpus: one in ten uses an image that is checked. */
function fileOf(number: number): { readonly path: string; readonly text: string } {
  const base = number % 10 === 0 ? bases[(number / 10) % 3] : `python:3.${number % 14}`;
  const user = number % 4 === 0 ? "USER root\n" : number % 4 === 1 ? "USER app\n" : "";
  const lines = `# service ${number} "ü"\r\nARG TAG\nFROM ${base ?? ""} AS base\nRUN make ${number}\n`;
  return { path: `${Math.floor(number / 500)}/${number}.dockerfile`, text: lines + user };
}

describe.skipIf(isSkippedWithout(python))("Spark", () => {
  const root = temporaryDirectory();
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  test("gets the findings of the command line", async () => {
    const [example = "", ...others] = examples("python spark", ["docs/fleets.md"]);
    expect(others).toEqual([]);
    writeFileSync(join(root, "check.py"), example);
    mkdirSync(join(root, "bin"));
    const program = `#!/bin/sh\nexec '${process.execPath}' '${frozenCli}' "$@"\n`;
    writeFileSync(join(root, "bin/inferlint"), program, { mode: 0o755 });
    const input = createWriteStream(join(root, "texts.ndjson"));
    for (let number = 0; number < texts; number++) {
      const file = fileOf(number);
      if (!input.write(`${JSON.stringify(file)}\n`)) await once(input, "drain");
      const path = join(root, "tree", file.path);
      if (number % 500 === 0) mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, file.text);
    }
    input.end();
    await once(input, "finish");

    const day = ["--as-of", "2026-11-23"];
    const { PATH = "" } = process.env;
    const env = bareEnvironment({
      ...{ PATH: `${join(root, "bin")}:${PATH}`, SPARK_LOCAL_IP: "127.0.0.1", HOME: root },
    });
    const spark = run(python, ["check.py", "texts.ndjson", "answers", ...day], { cwd: root, env });
    expect(spark.status, spark.stderr).toBe(0);

    const report = join(root, "report.json");
    const args = [...day, "--no-config", "--format", "json", "--output", report, "."];
    const lint = run(join(root, "bin/inferlint"), args, { cwd: join(root, "tree"), env });
    expect(lint.status, lint.stderr).toBe(1);
    const expected = new Map<string, JsonFindingV1[]>();
    const { findings } = JSON.parse(readFileSync(report, "utf8")) as {
      readonly findings: readonly JsonFindingV1[];
    };
    for (const finding of findings)
      expected.set(finding.path, [...(expected.get(finding.path) ?? []), finding]);
    expect(expected.size).toBeGreaterThan(texts / 20);

    const answered = new Set<string>();
    for (const part of readdirSync(join(root, "answers")).filter((name) =>
      name.startsWith("part-"),
    ))
      for (const line of readFileSync(join(root, "answers", part), "utf8")
        .trimEnd()
        .split("\n")) {
        const { path, ...answer } = JSON.parse(line) as { path: string; findings: unknown };
        answered.add(path);
        if (JSON.stringify(answer.findings) !== JSON.stringify(expected.get(path) ?? []))
          expect(answer.findings, path).toEqual(expected.get(path) ?? []);
      }
    expect(answered.size).toBe(texts);
  }, 600_000);
});
