import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createReporter, formats } from "../../src/report/index.ts";
import { reportRun } from "../../src/report/report-run.ts";
import type { ReportOptions } from "../../src/report/reporter.ts";
import { defaultReportOptions } from "../../src/report/reporter.ts";
import {
  actingCharacters,
  azureCommands as azureLike,
  githubCommands as githubLike,
} from "../support/log-commands.ts";
import { hostileRun, hostileTexts } from "../support/report-corpus.ts";
import { azureCommandsIn, githubCommandsIn } from "../support/runner-commands.ts";

// Every format is in these tests by its line in src/report/index.ts.

type Format = (typeof formats)[number];

const variants: readonly Partial<ReportOptions>[] = [
  {},
  { verbose: true, showSuppressed: true },
  { quiet: true },
  { showSuppressed: true, width: 40 },
];

async function rendered(
  format: Format,
  text: string,
  options: Partial<ReportOptions>,
): Promise<string> {
  const reporter = await createReporter(format, { ...defaultReportOptions, ...options });
  return Array.from(reportRun(reporter, hostileRun(text))).join("");
}

/** The names of commands, and of their properties. */
const shapes = (commands: ReturnType<typeof githubCommandsIn>): readonly string[] =>
  commands.map(({ name, properties }) => [name, ...Object.keys(properties)].join(" "));

/** No command but those that the same run with harmless text has, and nothing that acts on a terminal. */
async function isInert(format: Format, text: string): Promise<void> {
  for (const options of variants) {
    const log = await rendered(format, text, options);
    const plain = await rendered(format, "harmless", options);
    expect(shapes(githubCommandsIn(log))).toEqual(shapes(githubCommandsIn(plain)));
    expect(shapes(azureCommandsIn(log))).toEqual(shapes(azureCommandsIn(plain)));
    expect(githubLike(log).length).toBe(githubLike(plain).length);
    expect(azureLike(log).length).toBe(azureLike(plain).length);
    expect(actingCharacters(log)).toEqual([]);
    // A line of its own would be a finding, a table row or a command of its own.
    if (!hasOwnLines.has(format)) expect(log.split("\n").length).toBe(plain.split("\n").length);
  }
}

/** Where the number of lines depends on the text: it is wrapped, or lines of the file are quoted around it. */
const hasOwnLines: ReadonlySet<string> = new Set(["text", "sarif", "html"]);

describe.each(formats)("%s", (format) => {
  test.each(hostileTexts)("is inert with %j", async (text) => {
    await isInert(format, text);
  });

  test("is inert with any text", async () => {
    await fc.assert(
      fc.asyncProperty(anyText, (text) => isInert(format, text)),
      { numRuns: 40 },
    );
  });

  test("has commands of its own only where it is a format of commands", async () => {
    const log = await rendered(format, "harmless", {});
    expect(githubCommandsIn(log).length > 0).toBe(format === "github");
    expect(azureCommandsIn(log).length > 0).toBe(format === "azure");
  });
});

test("the corpus acts where nothing is escaped", () => {
  const raw = hostileTexts.join("\n");
  expect(githubCommandsIn(raw).length).toBeGreaterThan(5);
  expect(azureCommandsIn(raw).length).toBeGreaterThan(2);
  expect(actingCharacters(raw).length).toBeGreaterThan(5);
});

const anyText = fc
  .array(fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: "binary", maxLength: 4 })), {
    maxLength: 4,
  })
  .map((parts) => parts.join(""));
