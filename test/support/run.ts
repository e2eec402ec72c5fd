import { calendarDate } from "../../src/text/calendar-date.ts";
import type { Finding, Suppression } from "../../src/domain/rule/finding.ts";
import { advice, sentenceCase } from "../../src/domain/rule/message.ts";
import type { Message, MessageTemplates } from "../../src/domain/rule/message.ts";
import type { Region } from "../../src/domain/build/region.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { noOrigins } from "../../src/domain/rule/run.ts";
import type { RuleWithLevel, QuotedSource, Run } from "../../src/domain/rule/run.ts";

/** Runs built by hand, for tests of reports. */

const none = { known: 0, unknown: 0 };

export function buildRun(parts: Partial<Run> = {}): Run {
  return {
    tool: {
      name: "inferlint",
      version: "1.2.3",
      homepage: "https://github.com/inferlint/inferlint",
    },
    asOf: calendarDate("2026-11-23"),
    rules: [],
    ...noOrigins,
    findings: [],
    notifications: [],
    isIncomplete: false,
    hasBaseline: false,
    sources: new Map(),
    files: 0,
    checked: 0,
    images: 0,
    otherImages: { count: 0, names: [], hasMore: false },
    coverage: { os: none, python: none, user: none, age: none },
    answeredBy: null,
    ...parts,
  };
}

/** Templates of one message whose long text is the short one as a sentence. */
export function templatesOf(id: string, short: string): MessageTemplates {
  const indices = [...short.matchAll(/\{(\d+)\}/g)].map(([, index]) => Number(index));
  const parameters = Array.from(
    { length: Math.max(-1, ...indices) + 1 },
    (_, index) => `p${index}`,
  );
  return { [id]: { parameters, short, long: `${sentenceCase(short)}.` } };
}

/** A message made from templates, as a rule makes it. */
export function messageOf(
  templates: MessageTemplates,
  id: string,
  args: readonly string[],
  remedy: string,
): Message {
  const template = templates[id];
  if (!template) throw new RangeError(`no message template ${id}`);
  const fill = (text: string): string =>
    text.replace(/\{(\d+)\}/g, (_, index: string) => args[Number(index)] ?? "");
  return {
    id,
    arguments: template.parameters.map((_, index) => args[index] ?? ""),
    short: fill(template.short),
    long: fill(template.long),
    remedy: advice(remedy.replace(/\.$/, "")),
  };
}

/** A rule without findings: reports only read its description. */
export function buildRule(id: string, parts: Partial<Rule> = {}): Rule {
  return defineRule({
    id,
    since: "1.0.0",
    status: "stable",
    level: "error",
    precision: "very-high",
    securitySeverity: null,
    tags: ["dockerfile"],
    summary: `Finds what ${id} is about.`,
    page: () => `# ${id}\n\nWhat \`${id}\` finds, and why it matters.\n\n## Fix\n\nDo otherwise.\n`,
    messages: templatesOf(id, `{0} is a case of ${id}`),
    options: {},
    optionKinds: {},
    check: () => [],
    ...parts,
  });
}

export function enforce(...rules: readonly Rule[]): readonly RuleWithLevel[] {
  return rules.map((rule) => ({ rule, level: rule.level === "off" ? "warning" : rule.level }));
}

/** A finding at a region, with a message made from a rule's template. */
export function buildFinding(
  ruleId: string,
  region: Region,
  parts: Partial<Finding> & { readonly about?: string; readonly templates?: MessageTemplates } = {},
): Finding {
  const { about = "It", templates = buildRule(ruleId).messages, ...finding } = parts;
  return {
    ruleId,
    level: "error",
    confidence: "high",
    message: messageOf(templates, ruleId, [about], "Do otherwise."),
    path: "Dockerfile",
    region,
    image: null,
    subject: "stage 0",
    related: [],
    evidence: [],
    fingerprint: "0123456789abcdef",
    fix: null,
    suppressed: null,
    baselined: false,
    ...finding,
  };
}

/** A comment, or an entry of a configuration, at the start of a file. */
export function buildSuppression(parts: Partial<Suppression> = {}): Suppression {
  const isComment = parts.kind !== "external";
  return {
    kind: "inSource",
    source: isComment ? "comment" : "configuration",
    status: "accepted",
    justification: "j",
    until: null,
    path: isComment ? "Dockerfile" : ".inferlint.yaml",
    region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
    ...parts,
  };
}

/** The region of the n-th occurrence of a text within one line. */
export function regionOf(text: string, part: string, occurrence = 1): Region {
  let at = -1;
  for (let count = 0; count < occurrence; count++) {
    at = text.indexOf(part, at + 1);
    if (at < 0) throw new RangeError(`the text does not have ${part} ${String(occurrence)} times`);
  }
  const before = text.slice(0, at).split("\n");
  const line = before.length;
  const column = (before.at(-1) ?? "").replace(/^\uFEFF/, "").length + 1;
  return {
    startLine: line,
    startColumn: column,
    endLine: line,
    endColumn: column + part.length,
  };
}

export function buildSources(
  texts: Readonly<Record<string, string>>,
  prefix = "",
): ReadonlyMap<string, QuotedSource> {
  return new Map(
    Object.entries(texts).map(([path, text]) => [path, { text, repositoryPath: prefix + path }]),
  );
}

const dockerfile = `# syntax=docker/dockerfile:1
ARG BASE=mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:20220101.v1
FROM $BASE AS base

FROM mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference:20240101.v1
RUN --mount=from=mcr.microsoft.com/azureml/a-inference:1,target=/a --mount=from=mcr.microsoft.com/azureml/b-inference:1,target=/b true
USER root
`;

/** One of everything a report can show. */
export function sampleRun(): Run {
  const rules = [
    buildRule("eol-os", {
      securitySeverity: "7.0",
      tags: ["security", "end-of-life"],
      messages: templatesOf("eol-os", "the OS of '{0}', {1}, has reached its end of life"),
    }),
    buildRule("root-user", {
      securitySeverity: "7.5",
      tags: ["security"],
      messages: templatesOf("root-user", "the image runs as '{0}'"),
    }),
    buildRule("support-ending", { level: "note", precision: "high" }),
    buildRule("unlisted-image", { level: "warning" }),
  ];
  const path = "score/Dockerfile";
  const base = "$BASE";
  const old = "mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:20220101.v1";
  const a = "mcr.microsoft.com/azureml/a-inference:1";
  const b = "mcr.microsoft.com/azureml/b-inference:1";
  const findings: Finding[] = [
    buildFinding("eol-os", regionOf(dockerfile, base), {
      path,
      message: messageOf(
        rules[0]?.messages ?? {},
        "eol-os",
        [old, "Ubuntu 18.04"],
        "Move to mcr.microsoft.com/azureml/minimal-ubuntu22.04-py310-cpu-inference:latest.",
      ),
      image: old,
      subject: "azureml/minimal-ubuntu18.04-py37-cpu-inference base",
      related: [{ message: "the ARG default", region: regionOf(dockerfile, old) }],
      flow: [
        { message: "the ARG default", region: regionOf(dockerfile, old) },
        { message: "the image", region: regionOf(dockerfile, base) },
      ],
      evidence: [
        {
          fact: "end of standard support of Ubuntu 18.04",
          value: "2023-05-31",
          source: "https://ubuntu.com/about/release-cycle",
          asOf: "2026-11-23",
        },
        { fact: "OS", value: "Ubuntu 18.04", source: "the image name", asOf: null },
      ],
      fingerprint: "aaaaaaaaaaaaaaaa",
    }),
    buildFinding("unlisted-image", regionOf(dockerfile, a), {
      path,
      level: "warning",
      about: `'${a}'`,
      image: a,
      fingerprint: "bbbbbbbbbbbbbbbb",
    }),
    buildFinding("unlisted-image", regionOf(dockerfile, b), {
      path,
      level: "warning",
      confidence: "medium",
      kind: "open",
      about: `'${b}'`,
      image: b,
      fingerprint: "cccccccccccccccc",
    }),
    buildFinding("root-user", regionOf(dockerfile, "root"), {
      path,
      message: messageOf(
        rules[1]?.messages ?? {},
        "root-user",
        ["root"],
        "End with the image's own user, USER dockeruser.",
      ),
      fingerprint: "dddddddddddddddd",
      fix: {
        safe: false,
        description: "Run as the image's own user.",
        edits: [{ region: regionOf(dockerfile, "root"), text: "dockeruser" }],
      },
    }),
    buildFinding("support-ending", regionOf(dockerfile, "minimal-ubuntu20.04-py38-cpu-inference"), {
      path,
      level: "note",
      fingerprint: "eeeeeeeeeeeeeeee",
      suppressed: buildSuppression({ justification: "moving in spring" }),
    }),
  ];
  return buildRun({
    catalogue: { catalogue: "2026-11-23", "Microsoft's list of images": "2025-09-24" },
    policy: { name: "contoso", digest: "0123456789abcdef".repeat(4) },
    rules: enforce(...rules),
    findings,
    notifications: [
      {
        level: "note",
        id: "old-facts",
        message: "The facts are of 2026-11-23.",
        path: null,
        region: null,
      },
      {
        level: "warning",
        id: "target-missing",
        message: "Stage serve not found; using the last stage.",
        path,
        region: null,
      },
    ],
    sources: new Map([[path, { text: dockerfile, repositoryPath: `services/${path}` }]]),
    files: 3,
    checked: 1,
    images: 4,
  });
}
