import { Ajv } from "ajv";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Cause } from "../../src/domain/rule/cause.ts";
import type { Change, Forecast } from "../../src/domain/rule/forecast.ts";
import { advice } from "../../src/domain/rule/message.ts";
import { forecastPieces } from "../../src/report/forecast/index.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";

const day = calendarDate("2027-06-02");
const until = calendarDate("2027-06-01");
const release = { release: "Ubuntu 22.04", end: until };
const published = calendarDate("2026-12-01");

function changeOf(cause: Cause, parts: Partial<Change["finding"]> = {}): Change {
  const message = {
    ...{ id: "standard", arguments: [], short: "short", long: "Long." },
    remedy: advice("Move"),
  };
  const region = { startLine: 3, startColumn: 6, endLine: 3, endColumn: 90 };
  const finding = { path: "serve/Dockerfile", region, ruleId: "eol-os", level: "error" } as const;
  return {
    ...{ day, change: "new", cause },
    finding: { ...finding, image: "mcr.microsoft.com/azureml/x:latest", message, ...parts },
  };
}

const none = { known: 0, unknown: 0 };

function forecastOf(changes: readonly Change[], parts: Partial<Forecast> = {}): Forecast {
  return {
    tool: { name: "inferlint", version: "1.2.3", homepage: "https://example.org" },
    asOf: calendarDate("2026-11-28"),
    until: calendarDate("2027-11-28"),
    ...{ changes, notifications: [], isIncomplete: false, files: 4, checked: 2, images: 3 },
    coverage: { os: none, python: none, user: none, age: none },
    answeredBy: null,
    ...parts,
  };
}

function textOf(forecast: Forecast, { colors = false, quiet = false } = {}): string {
  return [...forecastPieces("text", forecast, { colors, quiet })].join("");
}

const window = { kind: "window-left", published, months: 6 } as const;
const causes: readonly (readonly [Cause, string])[] = [
  [
    { kind: "support-ended", ...release, successor: null },
    "support of Ubuntu 22.04 ended (2027-06-01)",
  ],
  [
    { kind: "support-ended", ...release, successor: "azureml/y" },
    "support of Ubuntu 22.04 in the successor azureml/y ended (2027-06-01)",
  ],
  [{ kind: "support-ending", ...release }, "support of Ubuntu 22.04 ends on 2027-06-01"],
  [
    { ...window, bound: "exact", from: "latest" },
    "tag of 2026-12-01 leaves the support window of 6 months at the earliest",
  ],
  [
    { ...window, bound: "exact", from: "today", months: 1 },
    "tag of 2026-12-01 left the support window of 1 month",
  ],
  [
    { ...window, bound: "latest", from: "today" },
    "tag of 2026-12-01 or earlier left the support window of 6 months at the latest",
  ],
  [
    { ...window, bound: "latest", from: "latest" },
    "tag of 2026-12-01 or earlier may have left the support window of 6 months",
  ],
  [
    { ...window, bound: "earliest", from: "today" },
    "tag of 2026-12-01 or later leaves the support window of 6 months at the earliest",
  ],
  [{ kind: "published", tag: "20270602.v1" }, "tag 20270602.v1 is of this day"],
  [{ kind: "published", tag: null }, "an image is of this day"],
  [{ kind: "version-expected", tag: "97" }, "version 97 can exist from this day on"],
  [
    { kind: "answers-outdated", answered: calendarDate("2027-05-25") },
    "answers of registries are too old (2027-05-25)",
  ],
  [{ kind: "comment-ended", until }, "suppression ended (until 2027-06-01)"],
  [{ kind: "exception-ended", until }, "exception ended (until 2027-06-01)"],
  [
    { kind: "suppression-allowed", until: calendarDate("2027-08-31"), maxDays: 90 },
    "suppression counts: the policy allows 90 days (until 2027-08-31)",
  ],
  [{ kind: "suppression-unused" }, "nothing is left to suppress"],
  [{ kind: "suppression-used" }, "there is something to suppress"],
];

const validate = new Ajv({ strict: false, allErrors: true }).compile(
  JSON.parse(readFileSync("schema/inferlint.forecast.v1.json", "utf8")) as object,
);

describe("each cause", () => {
  test.each(causes)("%j in text", (cause, text) => {
    expect(textOf(forecastOf([changeOf(cause)]), { quiet: true })).toBe(
      `2027-06-02  serve/Dockerfile:3  ${text} → eol-os\n`,
    );
  });

  test.each(causes)("%j in JSON, by the schema", (cause, text) => {
    const json = [
      ...forecastPieces("json", forecastOf([changeOf(cause)]), { colors: true, quiet: true }),
    ].join("");
    const report = JSON.parse(json) as { readonly changes: readonly { readonly cause: object }[] };
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(report.changes[0]?.cause).toEqual({ ...cause, text });
    const { kind } = cause;
    const bare = { ...report, changes: [{ ...report.changes[0], cause: { kind, text } }] };
    expect(validate(bare)).toBe(Object.keys(cause).length === 1);
  });
});

test("what is unknown is counted, since its end is not in the forecast", () => {
  const coverage = { os: { known: 1, unknown: 2 }, python: none, user: none, age: none };
  expect(textOf(forecastOf([], { coverage }))).toMatch(
    /\nCoverage: operating system unknown for 2 images; .+\n$/,
  );
  expect(textOf(forecastOf([], { coverage }), { quiet: true })).toBe("");
});

test("what is resolved says so", () => {
  const [cause] = causes.map(([own]) => own);
  const change: Change = { ...changeOf(cause ?? { kind: "suppression-used" }), change: "resolved" };
  expect(textOf(forecastOf([change]))).toBe(
    `2027-06-02  serve/Dockerfile:3  support of Ubuntu 22.04 ended (2027-06-01) → eol-os resolved

1 change on 1 day until 2027-11-28 in 4 files, as of 2026-11-28
`,
  );
});

test("rules have the color of their level on a terminal", () => {
  const text = textOf(forecastOf([changeOf({ kind: "suppression-used" })]), { colors: true });
  expect(text).toContain("\u001B[31meol-os\u001B[39m");
});

test("a file cannot act on the terminal by its name or its tag", () => {
  const evil = "a\u001B[2J##[error]";
  const change = changeOf({ kind: "published", tag: evil }, { path: evil });
  const text = textOf(forecastOf([change]));
  expect(text).not.toContain("\u001B");
  expect(text).not.toContain("##[");
});

describe("without changes, one line says", () => {
  test.each<[string, Partial<Forecast>, string]>([
    [
      "that nothing changes",
      {},
      "Nothing changes until 2027-11-28 in 4 files (2 checked, 3 azureml inference images), as of 2026-11-28\n",
    ],
    [
      "that there is nothing to check",
      { checked: 0, images: 0 },
      "Nothing to check in 4 files: no azureml inference image\n",
    ],
    [
      "that nothing was checked",
      {
        checked: 0,
        notifications: [
          { level: "error", id: "unreadable", message: "No.", path: "a", region: null },
        ],
      },
      "Nothing was checked in 4 files\n",
    ],
    ["nothing where no file was found", { files: 0, checked: 0 }, ""],
  ])("%s", (_, parts, expected) => {
    expect(textOf(forecastOf([], parts))).toBe(expected);
    expect(textOf(forecastOf([], parts), { quiet: true })).toBe("");
  });
});

test("a finding whose level changes is told apart by its levels", () => {
  const rule = { ruleId: "root-user" };
  const cause = { kind: "enforced", rule: "root-user", from: day } as const;
  const resolved = {
    ...changeOf(cause, { ...rule, level: "warning" }),
    change: "resolved",
  } as const;
  const other = { ...changeOf(cause), change: "resolved" } as const;
  const text = textOf(forecastOf([changeOf(cause, rule), resolved, other]), { quiet: true });
  const lead = "2027-06-02  serve/Dockerfile:3  root-user is enforced from this day on →";
  expect(text).toBe(
    `${lead} root-user (error)\n${lead} root-user (warning) resolved\n${lead} eol-os resolved\n`,
  );
});
