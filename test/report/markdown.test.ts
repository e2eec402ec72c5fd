import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { fileStart } from "../../src/domain/build/region.ts";
import type { Level } from "../../src/domain/rule/finding.ts";
import { markdownReporter } from "../../src/report/markdown/index.ts";
import { markdownText } from "../../src/report/markdown-text.ts";
import { renderRun } from "../../src/report/report-run.ts";
import { actingCharacters, azureCommands, githubCommands } from "../support/log-commands.ts";
import { isSkippedWithout } from "../support/real-programs.ts";
import {
  buildFinding,
  buildRule,
  buildRun,
  buildSuppression,
  enforce,
  sampleRun,
} from "../support/run.ts";

const mebibyte = 1_048_576;

/** GitHub's own Markdown, with raw HTML let through as before its sanitizer. */
const renderer = "/usr/bin/cmark-gfm";

function rendered(markdown: string): string {
  const extensions = ["table", "strikethrough", "autolink", "footnotes"];
  const options = extensions.flatMap((name) => ["--extension", name]);
  return execFileSync(renderer, ["--unsafe", ...options], { input: markdown, encoding: "utf8" });
}

/** The names of the elements of a page, each once. */
function elementsOf(html: string): readonly string[] {
  const names = [...html.matchAll(/<([a-z]\w*)/gi)].map(([, name = ""]) => name);
  return [...new Set(names)].sort();
}

test("has the counts, what to do, the findings, the notifications, and the policy, configuration and facts", () => {
  expect(renderRun(markdownReporter, sampleRun())).toMatchInlineSnapshot(`
    "## inferlint

    4 problems (2 errors, 2 warnings) in 1 of 3 files, 1 suppressed, as of 2026-11-23

    1 fixable with --fix --unsafe-fixes (preview: --diff --unsafe-fixes)

    ### By rule

    | Findings | Rule |
    | --- | --- |
    | 1 | [eol-os] |
    | 1 | [root-user] |
    | 2 | [unlisted-image] |

    ### What to do

    | Remedy | Where |
    | --- | --- |
    | End with the image's own user, USER dockeruser. | <code>score/Dockerfile:7</code> |
    | Move to mcr.microsoft.com/azureml/minimal-ubuntu22.04-py310-cpu-inference:latest. | <code>score/Dockerfile:3</code> |
    | Do otherwise. | <code>score/Dockerfile:6</code> |

    ### Findings

    | Level | Rule | Location | Message |
    | --- | --- | --- | --- |
    | error | [eol-os] | <code>score/Dockerfile:3:6</code> | the OS of 'mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:20220101.v1', Ubuntu 18.04, has reached its end of life |
    | error | [root-user] | <code>score/Dockerfile:7:6</code> | the image runs as 'root' |
    | warning | [unlisted-image] | <code>score/Dockerfile:6:18</code> | 'mcr.microsoft.com/azureml/a-inference:1' is a case of unlisted-image |
    | warning | [unlisted-image] | <code>score/Dockerfile:6:81</code> | 'mcr.microsoft.com/azureml/b-inference:1' is a case of unlisted-image (medium confidence) |

    ### Notifications

    - warning \`target-missing\`: Stage serve not found; using the last stage. (<code>score/Dockerfile</code>)
    - note \`old-facts\`: The facts are of 2026-11-23.

    <details><summary>Policy, configuration and facts</summary>

    - As of: 2026-11-23
    - Tool: inferlint 1.2.3
    - Policy: contoso (sha256 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef)
    - Configuration: none
    - Shipped facts: catalogue, 2026-11-23
    - Shipped facts: Microsoft's list of images, 2025-09-24

    </details>

    [eol-os]: https://github.com/inferlint/inferlint/blob/main/rules/eol-os/README.md
    [root-user]: https://github.com/inferlint/inferlint/blob/main/rules/root-user/README.md
    [unlisted-image]: https://github.com/inferlint/inferlint/blob/main/rules/unlisted-image/README.md
    "
  `);
});

test("lists suppressed findings with the reason where they are asked for", () => {
  const report = renderRun(markdownReporter, sampleRun(), { showSuppressed: true });
  expect(report).toContain("suppressed by Dockerfile:1: moving in spring");
  expect(renderRun(markdownReporter, sampleRun())).not.toContain("moving in spring");
});

test("has the long messages with --verbose", () => {
  const report = renderRun(markdownReporter, sampleRun(), { verbose: true });
  expect(report).toContain(" | The image runs as 'root'. |\n");
});

test("says that there is nothing to report, and that something was not read", () => {
  const clean = renderRun(markdownReporter, buildRun({ files: 2, checked: 1, images: 1 }));
  expect(clean).toContain("No findings in 2 files");
  expect(clean).not.toMatch(/### (?!Policy, configuration and facts)/);
  expect(clean).not.toContain("could not be checked");
  const incomplete = renderRun(markdownReporter, buildRun({ files: 2, isIncomplete: true }));
  expect(incomplete).toContain("Something could not be checked");
});

test("has one remedy for each place, and the first places of a remedy", () => {
  const findings = Array.from({ length: 12 }, (_, index) =>
    buildFinding("a", fileStart, { path: `d${String(index).padStart(2, "0")}/Dockerfile` }),
  ).flatMap((finding) => [finding, { ...finding, ruleId: "b", level: "note" as const }]);
  const report = renderRun(markdownReporter, buildRun({ findings, files: 12 }));
  expect(report.match(/^\| Do otherwise\. .*$/gm)).toEqual([
    `| Do otherwise. | ${Array.from({ length: 8 }, (_, index) => `<code>d0${index}/Dockerfile:1</code>`).join(", ")}, 4 more |`,
  ]);
});

describe("a report with too many findings", () => {
  const levels: readonly Level[] = ["note", "warning", "error"];
  const rules = enforce(buildRule("a"), buildRule("b"));
  const findings = Array.from({ length: 15_000 }, (_, index) =>
    buildFinding(index % 2 === 0 ? "a" : "b", fileStart, {
      level: levels[index % 3] ?? "error",
      path: `${String(index).padStart(6, "0")}/größe/${"x".repeat(80)}/Dockerfile`,
      about: `it ${index}`,
    }),
  );
  const notifications = Array.from({ length: 5_000 }, (_, index) => ({
    ...{ level: "note" as const, id: "n", path: null, region: null },
    message: `${index} ${"<".repeat(200)}`,
  }));
  const catalogue = Object.fromEntries(
    Array.from({ length: 2_000 }, (_, index) => [`source ${index}`, "2026-11-23"]),
  );
  const report = renderRun(
    markdownReporter,
    buildRun({ rules, findings, notifications, catalogue, files: 15_000 }),
  );
  const shown = report.match(/^\| (?:error|warning|note) /gm) ?? [];

  test("is less than what GitHub takes", () => {
    expect(Buffer.byteLength(report)).toBeLessThan(mebibyte - 30_000);
    expect(Buffer.byteLength(report)).toBeGreaterThan(mebibyte / 2);
  });

  test("says how many are left out, of each kind", () => {
    const cut = Number(/^(\d+) more findings not shown: /m.exec(report)?.[1]);
    expect(cut + shown.length).toBe(15_000);
    expect(report).toMatch(/^\d+ more notifications not shown: /m);
    expect(report).toMatch(/^\d+ more entries not shown: /m);
    expect(report).toContain("15000 problems");
  });

  test("leaves out the least severe ones", () => {
    expect(shown.slice(0, 1)).toEqual(["| error "]);
    expect(report.match(/^\| note /gm)).toBeNull();
  });
});

test("a reference of any length leaves its row readable", () => {
  const finding = buildFinding("a", fileStart, { about: "x".repeat(100_000) });
  const report = renderRun(markdownReporter, buildRun({ findings: [finding] }));
  expect(report.length).toBeLessThan(5_000);
  expect(report).toContain("…");
});

const hostile: readonly (readonly [name: string, text: string])[] = [
  ["a command of GitHub", "::error::x\n::set-output name=a::b"],
  ["a command of Azure Pipelines", "x##vso[task.setvariable variable=PATH]/evil ##[error]"],
  ["a terminal", "\u001B[2J\u202Etoor\u2028\u0007"],
  ["HTML", "<script>alert(1)</script><img src=x onerror=alert(1)><!--"],
  ["an entity", "&lt;script&gt; &#60;img&#62; &copy;"],
  ["a link and an image", "[a](http://example.com) ![b](http://example.com/x.png) [c][a] [d]: x"],
  ["an autolink", "<https://example.com> https://example.com www.example.com ftp://example.com"],
  ["a mail address", "a.b@example.com mailto:a@example.com xmpp:a@example.com/x"],
  ["a mention and an issue", "@team @org/team #1 GH-1 org/name#1"],
  ["code", "`a` ``b`` ```\nc\n``` ~~~"],
  ["the end of a cell", "a | b || c \\| d \\"],
  ["emphasis and mathematics", "**a** __b__ *c* _d_ ~~e~~ $f$ $$g$$ ^h^"],
  ["a heading, a list, a quotation, a rule", "# a\n- b\n1. c\n> d\n---\n===\n+ [x] e"],
  ["a footnote", "[^1] [^1]: x"],
  ["the end of the details", "</details></summary></code>"],
];

/** A report with a foreign text wherever one can stand. */
function reportAbout(text: string): string {
  const suppressed = buildSuppression({ justification: text, path: text });
  const run = buildRun({
    rules: enforce(buildRule("a")),
    findings: [
      buildFinding("a", fileStart, { about: text, path: text }),
      buildFinding("a", fileStart, { about: text, path: text, suppressed }),
    ],
    notifications: [{ level: "warning", id: "n", message: text, path: text, region: fileStart }],
    policy: { name: text, digest: "0" },
    configurations: [{ path: text, repositoryPath: text }],
    catalogue: { [text]: text },
    otherImages: { count: 1, names: [text], hasMore: false },
    files: 1,
  });
  return renderRun(markdownReporter, run, { showSuppressed: true });
}

describe.each(hostile)("%s in what is reported", (_, text) => {
  const report = reportAbout(text);

  test("cannot make a log act", () => {
    expect(githubCommands(report)).toEqual([]);
    expect(azureCommands(report)).toEqual([]);
    expect(actingCharacters(report)).toEqual([]);
  });

  test.skipIf(isSkippedWithout(renderer))("is text for GitHub's renderer", () => {
    const page = rendered(report);
    expect(elementsOf(page)).toEqual(elementsOf(rendered(reportAbout("x"))));
    const targets = [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, target]) => target);
    expect(new Set(targets)).toEqual(
      new Set(["https://github.com/inferlint/inferlint/blob/main/rules/a/README.md"]),
    );
    // What GitHub looks for in the text of a page, outside of code.
    const prose = page.replace(/<(a|code)\b.*?<\/\1>/gs, "").replace(/<[^>]*>/g, "");
    expect(prose).not.toMatch(/(?:^|\W)@\w|(?:^|\W)(?:#|GH-)\d/);
  });
});

test("a digest stays whole", () => {
  expect(markdownText("mcr.microsoft.com/azureml/a:1@sha256:0123")).toBe(
    "mcr.microsoft.com/azureml/a:1&#64;sha256:0123",
  );
});
