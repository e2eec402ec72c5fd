import { isOpen } from "../../domain/rule/finding.ts";
import type { Notification } from "../../domain/rule/run.ts";
import { conciseSummary } from "../concise.ts";
import { isListed } from "../held-back.ts";
import { occurrences } from "../occurrences.ts";
import type { ReportOptions, Reporter, ReportStart, ReportTotals } from "../reporter.ts";
import { styleOf } from "../style.ts";
import { sum } from "../summary.ts";
import { errorCase, findingCase, passedCase } from "./test-cases.ts";
import { xmlTag, xmlText } from "./xml.ts";

/**
 * JUnit XML: a suite for each file with findings, with a failed test for each of them, and last a suite about the run, with an
 * error for what could not be checked and a passed test where nothing was found. There are no times.
 */
export function junitReporter({ showSuppressed }: Pick<ReportOptions, "showSuppressed">): Reporter {
  let start: ReportStart | null = null;
  return {
    *begin(known) {
      start = known;
      yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="inferlint">\n';
    },
    *file({ path: ownPath, findings, pathFromRoot }) {
      const listed = findings.filter((finding) => isListed(finding, { showSuppressed }));
      if (listed.length === 0) return;
      const skipped = listed.filter((finding) => !isOpen(finding)).length;
      // Tests are followed from run to run, wherever the working directory is.
      const path = pathFromRoot(ownPath);
      const counts = { tests: listed.length, failures: listed.length - skipped };
      yield `  ${xmlTag("testsuite", { name: path, ...counts, errors: 0, skipped })}\n`;
      const countOf = occurrences();
      for (const finding of listed)
        yield findingCase(finding, path, numbered(finding.ruleId, countOf(finding.ruleId)));
      yield "  </testsuite>\n";
    },
    *end(totals) {
      if (start !== null) yield runSuite(start, totals);
      yield "</testsuites>\n";
    },
  };
}

/** GitLab and others tell tests of a class apart by their names, and follow them by these: lines are not part of them. */
function numbered(ruleId: string, count: number): string {
  return count === 1 ? ruleId : `${ruleId} (${count})`;
}

function runSuite({ tool, asOf }: ReportStart, totals: ReportTotals): string {
  const cases = runCases(totals);
  const errors = errorsOf(totals).length;
  const counts = { tests: cases.length, failures: 0, errors, skipped: 0 };
  const properties = Object.entries({ version: tool.version, asOf }).map(
    ([name, value]) => `      ${xmlTag("property", { name, value }, "/")}\n`,
  );
  const output = [
    ...totals.notifications.map(({ level, id, message, path }) =>
      [path ?? [], `${level} ${id}`, message].flat().join(": "),
    ),
    ...Array.from(conciseSummary(totals, asOf, styleOf(false)), (line) => line.trimEnd()),
  ].map((line) => `${xmlText(line)}\n`);
  return [
    `  ${xmlTag("testsuite", { name: "inferlint", ...counts })}\n`,
    ...["    <properties>\n", ...properties, "    </properties>\n"],
    ...cases,
    ...(output.length === 0 ? [] : [`    <system-out>${output.join("")}</system-out>\n`]),
    "  </testsuite>\n",
  ].join("");
}

function runCases(totals: ReportTotals): readonly string[] {
  const errors = errorsOf(totals);
  if (errors.length > 0) return errors.map((error) => errorCase(error, totals.pathFromRoot));
  return sum(totals.counts) === 0 ? [passedCase("no findings")] : [];
}

/** What was not checked is never a passed test. */
function errorsOf({ notifications, isIncomplete }: ReportTotals): readonly Notification[] {
  const errors = notifications.filter(({ level }) => level === "error");
  if (errors.length > 0 || !isIncomplete) return errors;
  const message = "Something could not be checked; the output of this suite says what.";
  return [{ level: "error", id: "incomplete", message, path: null, region: null }];
}
