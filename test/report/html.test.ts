import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { fileStart } from "../../src/domain/build/region.ts";
import type { Finding } from "../../src/domain/rule/finding.ts";
import { conciseReporter } from "../../src/report/concise.ts";
import { htmlReporter } from "../../src/report/html/index.ts";
import { renderRun } from "../../src/report/report-run.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { actingCharacters, azureCommands, githubCommands } from "../support/log-commands.ts";
import { largeRun } from "../support/html-runs.ts";
import { hostilePage, hostileTexts } from "../support/report-corpus.ts";
import { buildFinding, buildRun, buildSuppression, sampleRun } from "../support/run.ts";

const page = renderRun(htmlReporter, sampleRun());

/** Start tags with the names of their attributes: what a page is made of besides text. */
function shapeOf(html: string): readonly string[] {
  const shapes = [...html.matchAll(/<([a-z][\w-]*)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
    ([, name = "", attributes = ""]) =>
      `${name} ${[...attributes.matchAll(/([\w-]+)=/g)].map(([, own]) => own).join(" ")}`,
  );
  return [...new Set(shapes)].sort();
}

function textOf(html: string): string {
  const names: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
  return html
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&(?:lt|gt|amp);/g, (entity) => names[entity] ?? "")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replace(/\s+/g, " ");
}

describe("the page", () => {
  test("has every part of the run", () => {
    const text = textOf(page);
    for (const part of [
      "4 problems (2 errors, 2 warnings) in 1 of 3 files, 1 suppressed, as of 2026-11-23",
      "Policy contoso (sha256 0123",
      "Errors 2",
      "unlisted-image Finds what unlisted-image is about. warning 2",
      "Move to mcr.microsoft.com/azureml/minimal-ubuntu22.04-py310-cpu-inference:latest. score/Dockerfile:3",
      "score/Dockerfile 3 FROM $BASE AS base",
      "error eol-os The OS of 'mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:20220101.v1', Ubuntu 18.04, has reached its end of life",
      "end of standard support of Ubuntu 18.04 2023-05-31 [1] ; OS Ubuntu 18.04 [2]",
      "https://ubuntu.com/about/release-cycle, 2026-11-23",
      "Line 2: the ARG default",
      "What to do: End with the image's own user, USER dockeruser.",
      "(medium confidence)",
      "warning target-missing Stage serve not found; using the last stage. score/Dockerfile",
      "Shipped facts catalogue, 2026-11-23 Microsoft's list of images, 2025-09-24",
    ])
      expect(text).toContain(part);
  });

  test("marks the token in its line", () => {
    expect(page).toContain('<span class="line">3</span>FROM <mark>$BASE</mark> AS base</pre>');
    expect(page.match(/<mark>/g)).toHaveLength(4);
  });

  test("names the rule of each finding, with a link to its page", () => {
    const links = page.match(/<a href="https:[^"]*\/rules\/[^"]*">[^<]*<\/a>/g) ?? [];
    // Of the table, then of the findings.
    expect(links).toHaveLength(3 + 4);
    for (const link of links)
      expect(link).toMatch(/\/blob\/main\/rules\/([a-z-]+)\/README\.md">\1</);
  });

  test("loads nothing, runs nothing, and tells the browser so", () => {
    const [, style = ""] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
    const hash = createHash("sha256").update(style).digest("base64");
    expect(page).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'"`,
    );
    expect(page).not.toMatch(/<script|<iframe|<object|<form|\bstyle="|\son\w+=|javascript:/i);
    expect(style).not.toMatch(/url\(|@import/);
    const sources = [...page.matchAll(/(?:src|href)="([^#"][^"]*)"/g)].map(([, url]) => url);
    for (const url of sources)
      expect(url).toMatch(/^(?:data:,|https:\/\/github\.com\/inferlint\/inferlint)/);
  });

  test("has headings in order, captions, and links that lead somewhere", () => {
    const levels = [...page.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [index, level] of levels.entries())
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    expect(page.match(/<table>\s*<caption>/g)).toHaveLength((page.match(/<table/g) ?? []).length);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
    expect(page).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
  });

  test("lists suppressed findings with the reason only where they are asked for", () => {
    expect(page).not.toContain("moving in spring");
    const all = renderRun(htmlReporter, sampleRun(), { showSuppressed: true });
    expect(textOf(all)).toContain("(suppressed by Dockerfile:1: moving in spring)");
  });

  test("has the long messages with --verbose", () => {
    const verbose = renderRun(htmlReporter, sampleRun(), { verbose: true });
    expect(textOf(verbose)).toContain("The image runs as 'root' The image runs as 'root'.");
  });

  test("of a clean run says so, and has no empty parts", () => {
    const clean = renderRun(htmlReporter, buildRun({ files: 2, checked: 1, images: 1 }));
    expect(clean).toContain("<h1>No findings in 2 files");
    expect(clean).not.toMatch(
      /id="(?:timeline|rules|folders|todo|findings|notifications|sources)"/,
    );
    expect(clean).not.toContain("could not be checked");
  });

  test("says that something was not read", () => {
    const run = buildRun({ files: 2, isIncomplete: true });
    expect(renderRun(htmlReporter, run)).toContain("Something could not be checked");
  });
});

describe("folders", () => {
  const report = (paths: readonly string[], parts: Partial<Finding> = {}): string => {
    const findings = paths.map((path) => buildFinding("a", fileStart, { path, ...parts }));
    return renderRun(htmlReporter, buildRun({ findings, files: paths.length }));
  };
  const rowsOf = (html: string): readonly string[] => {
    const [, section = ""] =
      /<section aria-labelledby="folders">(.*?)<\/section>/s.exec(html) ?? [];
    return [...section.matchAll(/<tr>\s*<th scope="row">(.*?)<\/tr>/gs)].map(([, row = ""]) =>
      textOf(row).trim(),
    );
  };

  test("are those in which the paths first differ", () => {
    const html = report(["srv/a/x/Dockerfile", "srv/a/y/Dockerfile", "srv/b/Dockerfile"]);
    expect(rowsOf(html)).toEqual(["srv/a/ 2 0 0", "srv/b/ 1 0 0"]);
    expect(html).toContain('<a href="#f1">srv/a/</a>');
    expect(html).toContain('<article class="file" id="f3">');
  });

  test("have files of no folder, and are left out where there is only one", () => {
    expect(rowsOf(report(["Dockerfile", "a/Dockerfile"]))).toEqual([". 1 0 0", "a/ 1 0 0"]);
    expect(rowsOf(report(["a/b/Dockerfile", "a/b/Containerfile"]))).toEqual([]);
  });

  test("are repositories in a merged report", () => {
    const findings = ["org/a", "org/b"].map((repository) =>
      buildFinding("a", fileStart, { path: `${repository}/x/Dockerfile`, repository }),
    );
    const html = renderRun(htmlReporter, buildRun({ findings, files: 2 }));
    expect(html).toContain('<h2 id="folders">By repository</h2>');
    expect(rowsOf(html)).toEqual(["org/a 1 0 0", "org/b 1 0 0"]);
  });
});

test("the timeline has the days on which suppressed findings come back, and warnings become errors", () => {
  const until = calendarDate("2027-01-31");
  const from = calendarDate("2026-12-01");
  const findings = [
    buildFinding("a", fileStart, { suppressed: buildSuppression({ until }) }),
    buildFinding("a", fileStart, { suppressed: buildSuppression() }),
    buildFinding("a", fileStart, { level: "warning", enforcedFrom: from }),
    buildFinding("b", fileStart, { level: "warning", enforcedFrom: from }),
  ];
  const text = textOf(renderRun(htmlReporter, buildRun({ findings, files: 1 })));
  expect(text).toContain("Suppressions 1 finding suppressed until 2027-01-31");
  expect(text).toContain("Policy 2 warnings errors from 2026-12-01 on");
});

describe.each(hostileTexts)("%j in what is reported", (text) => {
  const report = hostilePage(text);

  test("is text of the page", () => {
    expect(shapeOf(report)).toEqual(shapeOf(hostilePage("x y")));
  });

  test("cannot make a log act", () => {
    expect(githubCommands(report)).toEqual([]);
    expect(azureCommands(report)).toEqual([]);
    expect(actingCharacters(report)).toEqual([]);
  });
});

describe("5,000 findings", () => {
  const run = largeRun();

  test("take less than 1 s of processor time more than concise, and less than 5 MB", () => {
    const timed = (render: () => string): readonly [string, number] => {
      const before = process.cpuUsage();
      const report = render();
      const { user, system } = process.cpuUsage(before);
      return [report, (user + system) / 1e6];
    };
    const [, plain] = timed(() => renderRun(conciseReporter, run));
    const [report, seconds] = timed(() => renderRun(htmlReporter, run));
    expect(report.match(/<article/g)).toHaveLength(5_000);
    expect(Buffer.byteLength(report)).toBeLessThan(5_000_000);
    expect(seconds - plain).toBeLessThan(1);
  });
});
