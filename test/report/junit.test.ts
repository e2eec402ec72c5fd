import { describe, expect, test } from "vitest";
import type { Notification, Run } from "../../src/domain/rule/run.ts";
import { junitReporter } from "../../src/report/junit/index.ts";
import { renderRun } from "../../src/report/report-run.ts";
import type { ReportOptions } from "../../src/report/reporter.ts";
import { characterAt } from "../support/region-text.ts";
import { hostileRun, hostileTexts } from "../support/report-corpus.ts";
import { buildFinding, buildRun, buildSuppression, sampleRun } from "../support/run.ts";

const toJunit = (run: Run, options: Partial<ReportOptions> = {}): string =>
  renderRun(junitReporter, run, options);

const unread: Notification = {
  level: "error",
  id: "unreadable",
  message: "Cannot read x",
  path: "x",
  region: null,
};

describe("the JUnit report", () => {
  test("has a suite for each file, a failed test for each finding, and a suite about the run", () => {
    expect(toJunit(sampleRun())).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="inferlint">
  <testsuite name="services/score/Dockerfile" tests="4" failures="4" errors="0" skipped="0">
    <testcase name="eol-os" classname="services/score/Dockerfile" file="services/score/Dockerfile" line="3">
      <failure message="The OS of 'mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:20220101.v1', Ubuntu 18.04, has reached its end of life." type="error">score/Dockerfile:3:6: error eol-os: the OS of 'mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:20220101.v1', Ubuntu 18.04, has reached its end of life
The OS of 'mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:20220101.v1', Ubuntu 18.04, has reached its end of life.
Move to mcr.microsoft.com/azureml/minimal-ubuntu22.04-py310-cpu-inference:latest.</failure>
    </testcase>
    <testcase name="unlisted-image" classname="services/score/Dockerfile" file="services/score/Dockerfile" line="6">
      <failure message="'mcr.microsoft.com/azureml/a-inference:1' is a case of unlisted-image." type="warning">score/Dockerfile:6:18: warning unlisted-image: 'mcr.microsoft.com/azureml/a-inference:1' is a case of unlisted-image
'mcr.microsoft.com/azureml/a-inference:1' is a case of unlisted-image.
Do otherwise.</failure>
    </testcase>
    <testcase name="unlisted-image (2)" classname="services/score/Dockerfile" file="services/score/Dockerfile" line="6">
      <failure message="'mcr.microsoft.com/azureml/b-inference:1' is a case of unlisted-image (medium confidence)." type="warning">score/Dockerfile:6:81: warning unlisted-image: 'mcr.microsoft.com/azureml/b-inference:1' is a case of unlisted-image (medium confidence)
'mcr.microsoft.com/azureml/b-inference:1' is a case of unlisted-image.
Do otherwise.</failure>
    </testcase>
    <testcase name="root-user" classname="services/score/Dockerfile" file="services/score/Dockerfile" line="7">
      <failure message="The image runs as 'root'." type="error">score/Dockerfile:7:6: error root-user: the image runs as 'root'
The image runs as 'root'.
End with the image's own user, USER dockeruser.</failure>
    </testcase>
  </testsuite>
  <testsuite name="inferlint" tests="0" failures="0" errors="0" skipped="0">
    <properties>
      <property name="version" value="1.2.3"/>
      <property name="asOf" value="2026-11-23"/>
    </properties>
    <system-out>note old-facts: The facts are of 2026-11-23.
score/Dockerfile: warning target-missing: Stage serve not found; using the last stage.
4 problems (2 errors, 2 warnings) in 1 of 3 files, 1 suppressed, as of 2026-11-23
</system-out>
  </testsuite>
</testsuites>
`);
  });

  test("has one passed test where nothing was found", () => {
    const xml = toJunit(buildRun({ files: 2 }));
    expect(xml).toContain('<testsuite name="inferlint" tests="1" failures="0" errors="0"');
    expect(xml).toContain('    <testcase name="no findings" classname="inferlint"/>\n');
    expect(xml).toContain("<system-out>Nothing to check in 2 files: no azureml inference image\n");
  });

  test("has an error for what was not read, and no passed test then", () => {
    const xml = toJunit(buildRun({ files: 2, notifications: [unread], isIncomplete: true }));
    expect(xml).toContain('<testsuite name="inferlint" tests="1" failures="0" errors="1"');
    expect(xml).toContain(
      '    <testcase name="unreadable: x" classname="x" file="x">\n      <error message="Cannot read x" type="unreadable"/>\n    </testcase>\n',
    );
    expect(xml).not.toContain("no findings");
  });

  test("has an error where only lookups were not answered", () => {
    const xml = toJunit(buildRun({ isIncomplete: true }));
    expect(xml).toContain('errors="1"');
    expect(xml).toContain('<error message="Something could not be checked;');
    expect(xml).not.toContain("no findings");
  });

  test("leaves out what does not count; --show-suppressed shows it as skipped", () => {
    const findings = [
      buildFinding("a", characterAt(1), { suppressed: buildSuppression({ justification: "why" }) }),
      buildFinding("b", characterAt(2), { baselined: true }),
      buildFinding("c", characterAt(3), { baselineState: "unchanged" }),
    ];
    const run = buildRun({ findings, files: 1 });
    expect(toJunit(run)).not.toContain("Dockerfile");
    const all = toJunit(run, { showSuppressed: true });
    expect(all).toContain('name="Dockerfile" tests="2" failures="0" errors="0" skipped="2"');
    expect(all).toContain('<skipped message="suppressed by the comment in line 1: why"/>');
    expect(all).toContain('<skipped message="in the baseline"/>');
  });

  test.each(hostileTexts)("has only characters and marks of XML 1.0 with %j", (text) => {
    const xml = toJunit(hostileRun(text), { showSuppressed: true });
    expect(xml).not.toMatch(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u);
    // Without its tags and references, no mark is left.
    const rest = xml
      .replace(/<\?xml .*?\?>\n/, "")
      .replace(/<\/?[a-z-]+(?: [a-zA-Z]+="[^"<]*")*\/?>/g, "")
      .replace(/&(?:amp|lt|gt|quot);/g, "");
    expect(rest).not.toMatch(/[<>&]/);
  });
});
