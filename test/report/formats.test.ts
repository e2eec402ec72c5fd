import { describe, expect, test } from "vitest";
import { levels } from "../../src/domain/rule/finding.ts";
import { createReporter, formats } from "../../src/report/index.ts";
import { reportRun } from "../../src/report/report-run.ts";
import { defaultReportOptions } from "../../src/report/reporter.ts";
import { sandbox } from "../support/cli.ts";
import { characterAt } from "../support/region-text.ts";
import { buildFinding, buildRun, buildSuppression } from "../support/run.ts";

// What is true of every format, by its line in src/report/index.ts.

const ids = Array.from({ length: 60 }, (_, index) => `rule-${String(index).padStart(2, "0")}-x`);
const reported = ids.map((id, index) =>
  buildFinding(id, characterAt(index + 1), { level: levels[index % 3] ?? "error" }),
);
const hidden = [
  buildFinding("held-a", characterAt(70), { suppressed: buildSuppression() }),
  buildFinding("held-b", characterAt(71), { baselined: true }),
  buildFinding("held-c", characterAt(72), { baselineState: "unchanged" }),
];

describe.each(formats)("%s", (format) => {
  test("names the rule of every finding", async () => {
    for (const options of [{}, { quiet: true }, { verbose: true }]) {
      const reporter = await createReporter(format, { ...defaultReportOptions, ...options });
      // No rules: JSON and SARIF list those besides the findings.
      const run = buildRun({ findings: reported, files: 1 });
      const text = Array.from(reportRun(reporter, run)).join("");
      expect(ids.filter((id) => !text.includes(id))).toEqual([]);
    }
  });

  test("leaves out what is held back, unless asked or made for programs", async () => {
    const text = async (showSuppressed: boolean): Promise<string> => {
      const reporter = await createReporter(format, { ...defaultReportOptions, showSuppressed });
      return Array.from(reportRun(reporter, buildRun({ findings: hidden, files: 1 }))).join("");
    };
    const [plain, all] = [await text(false), await text(true)];
    // JSON says it in `suppressed`.
    if (!["json", "ndjson"].includes(format)) expect(plain).not.toContain("held-a");
    // These are compared with earlier ones, where what is missing would look resolved.
    const isCompared = ["json", "ndjson", "sarif", "gitlab"].includes(format);
    expect(plain.includes("held-c")).toBe(isCompared);
    expect(all.includes("held-c")).toBe(isCompared);
    expect(plain).not.toContain("held-b");
    for (const id of ["held-a", "held-b"]) expect(all).toContain(id);
  });
});

test("one run writes every format, each to its file", () => {
  const box = sandbox();
  try {
    const image = "mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:latest";
    box.write("a/Dockerfile", `FROM ${image}\nUSER root\n`);
    const outputs = formats.flatMap((format) => ["--format", format, "--output", `out.${format}`]);
    const { status, stdout, stderr } = box.run(outputs);
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: "", stderr: "" });
    for (const format of formats)
      for (const id of ["eol-os", "eol-python", "root-user", "unsupported-image"])
        expect(box.read(`out.${format}`)).toContain(id);
  } finally {
    box.remove();
  }
});
