import type { Finding } from "../../src/domain/rule/finding.ts";
import type { Notification, Run } from "../../src/domain/rule/run.ts";
import { htmlReporter } from "../../src/report/html/index.ts";
import { renderRun } from "../../src/report/report-run.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { buildFinding, buildRun, buildSuppression } from "./run.ts";

/** Texts that a Dockerfile, a path, a registry or a configuration may hold, which act where a report shows them as they are. */
export const hostileTexts: readonly string[] = [
  "::error::x",
  "  ::set-output name=a::b",
  "\u00A0\u3000::add-mask::x",
  "\n::add-mask::x",
  "\r\n::stop-commands::x\r\n",
  "\u2028::error::x",
  "a\u0085::error::x",
  "##[add-path]/evil",
  "x###[set-env name=A]b",
  "##vso[task.setvariable variable=PATH]/evil",
  "x ##VSO[task.complete result=Failed]",
  "##",
  ":",
  "%0A::error::x%0D%0A##vso[task.complete]",
  "a%25b%3A%2C,line=9::x",
  "a;sourcepath=b]##vso[task.complete]",
  "\u001b[2J\u001b]8;;https://example.com\u0007x\u001b]8;;\u0007",
  "\u001b]52;c;cm0gLXJm\u001b\\",
  "\u009b2J\u007f\0",
  "\u202Etoor\u202C \u2066x\u2069",
  "\uFEFFx\uD800y\uFFFE\uFFFF",
  "</testcase><testcase name='x'/>",
  '"/><script>alert(1)</script><a b="',
  "]]>&lt;&#10;&unknown;<!--<![CDATA[",
  '"}]}\n{"ruleId":"x"}',
  "[x](javascript:alert(1)) ![y](https://example.com/p.png) @octocat #1 <img src=x onerror=alert(1)>",
  "| a | b |\n| --- | --- |\n```\n# x",
  "a, b.sarif:1:1: error root-user: x",
  `" onmouseover="alert(1)" x='y' autofocus onfocus=alert(1) `,
  "</title></style><!-- --></pre></mark>",
  "&lt;b&gt; &#60;b&#62; &amp;lt;",
  "javascript:alert(1) data:text/html,<b>",
];

const region = { startLine: 2, startColumn: 1, endLine: 2, endColumn: 3 };

/** A run with a text in every place that text of others can reach. */
export function hostileRun(text: string): Run {
  const path = `${text}/Dockerfile`;
  const related = [{ message: text, region }];
  const shown: Partial<Finding> = {
    ...{ path, image: text, subject: text, related },
    flow: [...related, { message: text, region: { ...region, startLine: 1 } }],
    evidence: [{ fact: text, value: text, source: text, asOf: null }],
    noFix: text,
  };
  const about = { ...shown, about: text };
  const fix = { safe: true, description: text, result: text, edits: [{ region, text }] };
  const suppressed = buildSuppression({ justification: text, path });
  const base = buildFinding("first", region, about);
  const remedy = { text: `${text}.`, action: text, details: [text] };
  const findings = [
    { ...base, message: { ...base.message, remedy } },
    { ...base, fix },
    // Its whole message is the text.
    { ...base, message: { ...base.message, short: text, long: text, arguments: [text], remedy } },
    buildFinding("second", region, { ...about, level: "warning", confidence: "low" }),
    buildFinding("third", { ...region, startLine: 3, endLine: 3 }, { ...about, level: "note" }),
    buildFinding("fourth", { ...region, startLine: 4, endLine: 4 }, { ...about, suppressed }),
    buildFinding("fifth", { ...region, startLine: 5, endLine: 5 }, { ...about, baselined: true }),
  ];
  const notification: Notification = {
    ...{ level: "error", id: "unreadable", message: text },
    ...{ path, region: null },
  };
  return buildRun({
    findings,
    notifications: [notification, { ...notification, level: "warning", path: null }],
    catalogue: { [text]: "2026-11-23" },
    policy: { name: text, digest: "0123456789abcdef".repeat(4) },
    configurations: [{ path, repositoryPath: path }],
    against: { ref: text, commit: null },
    sources: new Map([
      [path, { text: `${text}\n${text}\n${text}\n${text}\n${text}\n`, repositoryPath: path }],
    ]),
    supportEnds: [
      {
        ...{ kind: "os", name: text, end: calendarDate("2025-01-01"), extendedEnd: null },
        ...{ state: "ended", references: 1, images: [text], hasMore: false },
      },
    ],
    otherImages: { count: 1, names: [text], hasMore: false },
    ...{ files: 2, checked: 2, images: 2, hasBaseline: true },
  });
}

/** The page about such a run, with what is suppressed. */
export function hostilePage(text: string): string {
  return renderRun(htmlReporter, hostileRun(text), { showSuppressed: true });
}
