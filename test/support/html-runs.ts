import { fileStart } from "../../src/domain/build/region.ts";
import type { Run } from "../../src/domain/rule/run.ts";
import { htmlReporter } from "../../src/report/html/index.ts";
import { renderRun } from "../../src/report/report-run.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import {
  buildFinding,
  buildRule,
  buildRun,
  buildSources,
  buildSuppression,
  enforce,
} from "./run.ts";

/** What could become a part of a page, or a command in a log. */
export const hostileTexts: readonly (readonly [name: string, text: string])[] = [
  ["an element", "<script>alert(1)</script><img src=x onerror=alert(1)>"],
  ["the end of an attribute", `" onmouseover="alert(1)" x='y' autofocus onfocus=alert(1) `],
  ["the end of the title, the style and a comment", "</title></style><!-- --></pre></mark>"],
  ["an entity", "&lt;b&gt; &#60;b&#62; &amp;lt;"],
  ["an address", "javascript:alert(1) data:text/html,<b>"],
  ["a command of GitHub", "::error::x\n::set-output name=a::b"],
  ["a command of Azure Pipelines", "x##vso[task.setvariable variable=PATH]/evil ##[error]"],
  ["a terminal", "\u001B[2J\u202Etoor\u2028\u0000\u0007\uFEFF"],
];

/** A report with a foreign text wherever one can stand. */
export function reportAbout(text: string): string {
  const region = { startLine: 1, startColumn: 6, endLine: 1, endColumn: 8 };
  const parts = {
    about: text,
    path: text,
    image: text,
    related: [{ message: text, region }],
    evidence: [{ fact: text, value: text, source: text, asOf: null }],
  };
  const suppressed = buildSuppression({ justification: text, path: text });
  const run = buildRun({
    rules: enforce(buildRule("a")),
    findings: [
      buildFinding("a", region, parts),
      buildFinding("a", region, { ...parts, suppressed }),
      buildFinding("a", region, { path: `${text}/z` }),
    ],
    sources: buildSources({ [text]: `FROM $A ${text}\n` }),
    notifications: [{ level: "warning", id: "n", message: text, path: text, region }],
    policy: { name: text, digest: "0" },
    configurations: [{ path: text, repositoryPath: text }],
    catalogue: { [text]: text },
    otherImages: { count: 1, names: [text], hasMore: false },
    supportEnds: [
      {
        ...{ kind: "os", name: text, end: calendarDate("2025-01-01"), extendedEnd: null },
        ...{ state: "ended", references: 1, images: [text], hasMore: false },
      },
    ],
    files: 1,
  });
  return renderRun(htmlReporter, run, { showSuppressed: true });
}

/** 5,000 findings, each in a file of its own. */
export function largeRun(): Run {
  const findings = Array.from({ length: 5_000 }, (_, index) =>
    buildFinding("a", fileStart, {
      path: `team-${index % 40}/models/scorer-${String(index).padStart(4, "0")}/Dockerfile`,
      evidence: [
        { fact: "tag date", value: "2025-02-19", source: "the tag", asOf: null },
        { fact: "newest known tag", value: "20260316.v1", source: "list", asOf: "2026-07-31" },
      ],
    }),
  ).sort((a, b) => (a.path < b.path ? -1 : 1));
  const text = "FROM mcr.microsoft.com/azureml/minimal-py312-inference:20250219.v1\n";
  const sources = buildSources(Object.fromEntries(findings.map(({ path }) => [path, text])));
  return buildRun({ rules: enforce(buildRule("a")), findings, sources, files: 5_000 });
}
