import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/domain/rule/finding.ts";
import { levels } from "../../src/domain/rule/finding.ts";
import type { Run } from "../../src/domain/rule/run.ts";
import { gitlabReporter } from "../../src/report/gitlab/index.ts";
import { renderRun } from "../../src/report/report-run.ts";
import type { ReportOptions } from "../../src/report/reporter.ts";
import { buildFinding, buildRun, buildSuppression, sampleRun } from "../support/run.ts";
import { characterAt } from "../support/region-text.ts";

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { begin: number; end: number } };
}

const toGitlab = (run: Run, options: Partial<ReportOptions> = {}): string =>
  renderRun(gitlabReporter, run, options);
const issuesOf = (run: Run, options: Partial<ReportOptions> = {}): readonly Issue[] =>
  JSON.parse(toGitlab(run, options)) as Issue[];

describe("the Code Quality report of GitLab", () => {
  test("has an issue for each finding", () => {
    const issues = issuesOf(sampleRun());
    expect(issues.map(({ check_name, severity }) => [check_name, severity])).toEqual([
      ["eol-os", "major"],
      ["unlisted-image", "minor"],
      ["unlisted-image", "minor"],
      ["root-user", "major"],
    ]);
    expect(issues[3]).toEqual({
      description:
        "root-user: The image runs as 'root'. End with the image's own user, USER dockeruser.",
      check_name: "root-user",
      fingerprint: "dddddddddddddddd",
      severity: "major",
      location: { path: "services/score/Dockerfile", lines: { begin: 7, end: 7 } },
    });
  });

  test("is an empty array without findings", () => {
    expect(toGitlab(buildRun())).toBe("[]\n");
  });

  test("leaves out what is held back; --show-suppressed marks it", () => {
    const findings = [
      buildFinding("a", characterAt(1), { suppressed: buildSuppression({ justification: "why" }) }),
      buildFinding("b", characterAt(2), { baselined: true }),
    ];
    expect(issuesOf(buildRun({ findings }))).toEqual([]);
    const all = issuesOf(buildRun({ findings }), { showSuppressed: true });
    expect(all.map(({ description }) => description.replace(/.*otherwise\. /, ""))).toEqual([
      "(suppressed by the comment in line 1: why)",
      "(in the baseline)",
    ]);
  });

  test("has what the base has as well: GitLab takes what is missing for resolved", () => {
    const findings = [buildFinding("c", characterAt(3), { baselineState: "unchanged" })];
    expect(issuesOf(buildRun({ findings }))).toHaveLength(1);
  });

  test("stands on a changed line where a step of a new finding is on one", () => {
    const flow = [characterAt(1), characterAt(5)].map((region) => ({ message: "", region }));
    const findings = [buildFinding("a", characterAt(5), { flow, baselineState: "new" })];
    const source = { text: null, repositoryPath: "Dockerfile", changedLines: new Set([1]) };
    const run = buildRun({ findings, sources: new Map([["Dockerfile", source]]) });
    expect(issuesOf(run)[0]?.location.lines).toEqual({ begin: 1, end: 1 });
  });

  test("laws: unique fingerprints that lines do not change, whole lines, paths from the root", () => {
    const someFinding = fc
      .record({
        path: fc.constantFrom("a/Dockerfile", "b/Dockerfile"),
        ruleId: fc.constantFrom("a", "b"),
        level: fc.constantFrom(...levels),
        line: fc.integer({ min: 1, max: 5 }),
        fingerprint: fc.constantFrom("00", "11"),
        suppressed: fc.constantFrom(null, buildSuppression()),
      })
      .map(({ ruleId, line, fingerprint, path, ...parts }) =>
        // As those of rules, it has the path in it.
        buildFinding(ruleId, characterAt(line), {
          ...parts,
          ...{ path, fingerprint: `${fingerprint}${path.slice(0, 1)}` },
        }),
      );
    fc.assert(
      fc.property(fc.array(someFinding, { maxLength: 12 }), (list) => {
        const findings = list.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
        const issues = issuesOf(buildRun({ findings }));
        expect(issues).toHaveLength(findings.filter(({ suppressed }) => !suppressed).length);
        const fingerprints = issues.map(({ fingerprint }) => fingerprint);
        expect(new Set(fingerprints).size).toBe(fingerprints.length);
        for (const { location, severity, description, check_name } of issues) {
          expect(location.path).not.toMatch(/^\.?\//);
          expect(location.lines.begin).toBeGreaterThan(0);
          expect(location.lines.end).toBeGreaterThanOrEqual(location.lines.begin);
          expect(["info", "minor", "major", "critical", "blocker"]).toContain(severity);
          expect(description.startsWith(`${check_name}: `)).toBe(true);
        }
        const moved = findings.map((finding): Finding => ({ ...finding, region: characterAt(9) }));
        expect(
          issuesOf(buildRun({ findings: moved })).map(({ fingerprint }) => fingerprint),
        ).toEqual(fingerprints);
      }),
      { numRuns: 300 },
    );
  });
});
