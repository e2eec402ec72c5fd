import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { SchemaObject } from "ajv";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { formats } from "../../src/report/index.ts";
import { jsonReporter } from "../../src/report/json/index.ts";
import { ndjsonReporter } from "../../src/report/ndjson/index.ts";
import { renderRun } from "../../src/report/report-run.ts";
import { hostileRun, hostileTexts } from "../support/report-corpus.ts";
import { buildRun, sampleRun } from "../support/run.ts";
import { frozenCli, projectRoot, run, temporaryDirectory } from "../support/working-copy.ts";

/** What validates against a schema that is published; in tests no property may be missing in it. */
function validator(name: string): (value: unknown) => readonly string[] {
  const path = join(projectRoot, `schema/inferlint.${name}.v1.json`);
  const schema = JSON.parse(readFileSync(path, "utf8"), withoutOthers) as SchemaObject;
  const validate = new Ajv({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allErrors: true,
  }).compile(schema);
  return (value) => {
    validate(value);
    return (validate.errors ?? []).map(
      ({ instancePath, message = "", params }) =>
        `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  };
}

/** `images` of a report is the matter of `rollout`, which checks it when it reads one. */
function withoutOthers(key: string, value: unknown): unknown {
  const isClosed =
    typeof value === "object" &&
    value !== null &&
    "properties" in value &&
    "type" in value &&
    value.type === "object" &&
    key !== "images";
  return isClosed ? { additionalProperties: false, ...value } : value;
}

const faultsOfReport = validator("report");
const faultsOfLine = validator("ndjson");
const faultsOfInspect = validator("inspect");

/** Standard output and the file of a run, whatever it found. */
function printed(
  folder: string,
  ...args: readonly string[]
): { readonly stdout: string; readonly file: string } {
  const directory = temporaryDirectory();
  try {
    const file = join(directory, "report.json");
    const { status, stderr, stdout } = run(
      process.execPath,
      [frozenCli, "--as-of", "2026-11-23", ...args, "--format", "json", "--output", file],
      { cwd: join(projectRoot, folder) },
    );
    if (status === null || !existsSync(file)) throw new Error(stderr);
    return { stdout, file: readFileSync(file, "utf8") };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function faultsOfLines(text: string): readonly string[] {
  return text
    .trimEnd()
    .split("\n")
    .flatMap((line) => faultsOfLine(JSON.parse(line)));
}

const folders = ["fixtures/cases", "fixtures/examples", "fixtures/adoption"];

describe.each(folders)("reports about %s", (folder) => {
  test.each([[], ["--show-suppressed"]])("are valid: json, and ndjson %j", (...args) => {
    const { stdout, file } = printed(folder, "--format", "ndjson", ...args);
    const report = JSON.parse(file) as { readonly findings: readonly unknown[] };
    expect(report.findings.length).toBeGreaterThan(0);
    expect(faultsOfReport(report)).toEqual([]);
    expect(faultsOfLines(stdout)).toEqual([]);
  });

  test("are valid: inspect", () => {
    const report = JSON.parse(printed(folder, "inspect").file) as {
      readonly files: readonly unknown[];
    };
    expect(report.files.length).toBeGreaterThan(0);
    expect(faultsOfInspect(report)).toEqual([]);
  });
});

describe("reports of runs with everything", () => {
  const compared = sampleRun();
  const runs = [
    ["one of everything", compared],
    ["nothing", buildRun()],
    [
      "a base",
      {
        ...compared,
        against: { ref: "HEAD^1", commit: "0".repeat(40) },
        findings: compared.findings.map((one) => ({ ...one, baselineState: "new" as const })),
      },
    ],
    ...hostileTexts.map((text) => [JSON.stringify(text), hostileRun(text)] as const),
  ] as const;

  test.each(runs)("are valid: %s", (_, one) => {
    for (const showSuppressed of [false, true]) {
      const options = { showSuppressed };
      expect(faultsOfReport(JSON.parse(renderRun(jsonReporter, one, options)))).toEqual([]);
      expect(faultsOfLines(renderRun(ndjsonReporter, one, options))).toEqual([]);
    }
  });
});

describe("the schemas", () => {
  const report = JSON.parse(renderRun(jsonReporter, sampleRun())) as {
    readonly findings: readonly object[];
  };
  const [finding = {}] = report.findings;

  test("reject what no report has", () => {
    expect(faultsOfReport({ ...report, schema: "inferlint.report/2" })).not.toEqual([]);
    expect(faultsOfReport({ ...report, findings: [{ ...finding, level: "off" }] })).not.toEqual([]);
    expect(faultsOfReport({ ...report, findings: [{ ...finding, surplus: 1 }] })).not.toEqual([]);
    expect(faultsOfLine(report)).not.toEqual([]);
    expect(faultsOfLine(finding)).toEqual([]);
    expect(faultsOfLine({ ...finding, fingerprint: undefined })).not.toEqual([]);
    const image = { schema: "inferlint.inspect/1", tool: { name: "x", version: "1" } };
    expect(faultsOfInspect({ ...image, asOf: "2026-11-23", files: [{}] })).not.toEqual([]);
  });

  test("are there for every format of JSON of its own", () => {
    expect(formats.filter((format) => format.endsWith("json"))).toEqual(["json", "ndjson"]);
  });
});
