import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { isOpen, isReported } from "../../src/domain/rule/finding.ts";
import type { Run } from "../../src/domain/rule/run.ts";
import { junitReporter } from "../../src/report/junit/index.ts";
import { renderRun } from "../../src/report/report-run.ts";
import { safeText } from "../../src/report/safe-text.ts";
import { isSkippedWithout } from "../support/real-programs.ts";
import { hostileRun, hostileTexts } from "../support/report-corpus.ts";
import { buildRun, sampleRun } from "../support/run.ts";
import { projectRoot, temporaryDirectory } from "../support/working-copy.ts";

// junitparser, in a virtual environment of its own, reads what --format junit writes.

const home = join(projectRoot, "test/junitparser");
const python = join(home, ".venv/bin/python");

interface Suite {
  readonly name: string;
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  readonly cases: readonly {
    readonly name: string;
    readonly classname: string;
    readonly line: string | null;
    readonly results: readonly { readonly tag: string; readonly message: string }[];
  }[];
}

const folder = temporaryDirectory();
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What junitparser reads of the reports, all in one process; it rejects what is no XML. */
function readAll(runs: readonly Run[]): readonly (readonly Suite[])[] {
  const paths = runs.map((run, index) => {
    const path = join(folder, `${index}.xml`);
    writeFileSync(path, renderRun(junitReporter, run, { showSuppressed: true }));
    return path;
  });
  const { status, stdout, stderr } = spawnSync(python, [join(home, "read.py")], {
    input: paths.join("\n"),
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
  });
  expect(status, stderr).toBe(0);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as readonly Suite[]);
}

describe.skipIf(isSkippedWithout(python))("junitparser", () => {
  test("reads a failed test for each finding, with its rule, file and line", () => {
    const run = sampleRun();
    const [suites = []] = readAll([run]);
    const failed = suites.flatMap(({ cases }) =>
      cases.flatMap(({ name, classname, line, results }) =>
        results[0]?.tag === "failure" ? [[name.split(" ")[0], classname, Number(line)]] : [],
      ),
    );
    expect(failed).toEqual(
      run.findings
        .filter(isReported)
        .map(({ ruleId, path, region }) => [ruleId, `services/${path}`, region.startLine]),
    );
  });

  test("reads a passed test where nothing was found", () => {
    const [suites = []] = readAll([buildRun({ files: 1 })]);
    expect(suites.map(({ name, cases }) => [name, cases.map(({ results }) => results)])).toEqual([
      ["inferlint", [[]]],
    ]);
  });

  test("reads every text, and counts as the suites do", () => {
    const texts = fc.sample(
      fc.array(
        fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: "binary", maxLength: 6 })),
        { maxLength: 4 },
      ),
      { numRuns: 400, seed: 15 },
    );
    const all = [...hostileTexts, ...texts.map((parts) => parts.join(""))];
    const read = readAll(all.map(hostileRun));
    expect(read).toHaveLength(all.length);
    for (const [index, suites] of read.entries()) {
      const text = all[index] ?? "";
      const run = hostileRun(text);
      const results = suites.flatMap(({ cases }) => cases.flatMap((one) => one.results));
      const tagged = (tag: string): number => results.filter((one) => one.tag === tag).length;
      const sum = (key: "tests" | "failures" | "errors" | "skipped"): number =>
        suites.reduce((total, suite) => total + suite[key], 0);
      expect(tagged("failure")).toBe(run.findings.filter(isReported).length);
      expect(tagged("skipped")).toBe(run.findings.filter((one) => !isOpen(one)).length);
      expect([sum("tests"), sum("failures"), sum("errors"), sum("skipped")]).toEqual([
        suites.flatMap(({ cases }) => cases).length,
        ...["failure", "error", "skipped"].map(tagged),
      ]);
      const [file] = suites;
      // A parser of XML takes white space in attributes for spaces; safe text has none but these.
      const path = safeText(`${text}/Dockerfile`).replace(/[\uFFFE\uFFFF]/g, escapedNonCharacter);
      expect(file?.name).toBe(path);
    }
  });
});

function escapedNonCharacter(character: string): string {
  return `\\u{${character.charCodeAt(0).toString(16)}}`;
}
