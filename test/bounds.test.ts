import { describe, expect, test } from "vitest";
import { calendarDate } from "../src/text/calendar-date.ts";
import { lint } from "../src/pipeline/lint.ts";
import { toJson } from "../src/report/json.ts";
import { toSarif } from "../src/report/sarif/index.ts";
import { toText } from "../src/report/text.ts";
import { plainSettings } from "./support/settings.ts";

const image = "mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference";
const cap = 1024 * 1024;

/** Far above what each takes; that the time is linear in the size is measured in bench/. */
const patience = 20_000;

async function check(text: string | Buffer) {
  const { result } = await lint({
    tool: { name: "inferlint", version: "0.0.0", homepage: "https://example.org" },
    cwd: "/tree",
    paths: [],
    stdin: { path: "Dockerfile", bytes: Buffer.from(text) },
    asOf: calendarDate("2026-11-23"),
    settings: plainSettings(),
    forceExclude: false,
    accepted: null,
    hash: (identity) => identity,
  });
  // A report that cannot be written would be as bad as a crash.
  for (const report of [
    toText(result, { colors: false, quiet: false }),
    toJson(result),
    toSarif(result),
  ])
    expect(report.length).toBeGreaterThan(0);
  expect(result.notifications).toEqual([]);
  return new Set(result.findings.map(({ ruleId }) => ruleId));
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("");
const from = `FROM ${image}\n`;
const root = "USER root\n";

/** Everything that must be found although the file is as nasty as it is. */
const checked: readonly (readonly [string, () => string])[] = [
  [
    "a chain of 10,000 stages",
    () =>
      `FROM ${image} AS s0\nUSER root\n${lines(10_000, (i) => `FROM s${i} AS s${i + 1}\nENV A${i}=$A${i - 1}x\n`)}`,
  ],
  [
    "a fan of 10,000 stages",
    () =>
      `FROM ${image} AS base\nUSER root\n${lines(10_000, (i) => `FROM base AS s${i}\nARG B=${i}\n`)}`,
  ],
  [
    "10,000 stages that copy from the one before",
    () =>
      `FROM ${image} AS s0\n${lines(10_000, (i) => `FROM scratch AS s${i + 1}\nCOPY --from=s${i} /a /a\n`)}${from}${root}`,
  ],
  [
    "10,000 different images",
    () =>
      lines(
        9_000,
        (i) => `FROM mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:${i}\n`,
      ) + root,
  ],
  [
    "100,000 continuation lines",
    () => `${from}RUN true \\\n${lines(100_000, () => " && true \\\n")} && true\n${root}`,
  ],
  ["100,000 comments", () => `${lines(100_000, () => "# x\n")}${from}${root}`],
  [
    "a chain of 30,000 ARGs",
    () => `ARG A0=x\n${lines(30_000, (i) => `ARG A${i + 1}=$A${i}\n`)}${from}${root}`,
  ],
  [
    "ARGs that double each time",
    () => `ARG A0=xx\n${lines(60, (i) => `ARG A${i + 1}=$A${i}$A${i}\n`)}${from}${root}`,
  ],
  [
    "a long value used 20,000 times",
    () => `ARG A=${"x".repeat(60_000)}\n${from}${lines(20_000, () => "ENV B=$A$A\n")}${root}`,
  ],
  [
    "an unknown value used 20,000 times",
    () => `ARG A\n${from}ARG A\n${lines(20_000, () => "ENV A=$A$A\n")}${root}`,
  ],
  [
    "10,000 nested defaults",
    () => `${from}ENV A=${lines(10_000, () => "${A:-")}x${"}".repeat(10_000)}\n${root}`,
  ],
  [
    "slow patterns",
    () =>
      `ARG A=${"a".repeat(60_000)}\n${from}ARG A\n${lines(5_000, () => "ENV B=${A//*a*a*a*b/x}\n")}${root}`,
  ],
  [
    "ONBUILD for many children",
    () =>
      `FROM ${image} AS p\n${lines(15_000, () => "ONBUILD ENV A=b\n")}${lines(15_000, () => "FROM p\n")}${from}${root}`,
  ],
  ["100,000 heredoc marks on one line", () => `${from}RUN cat ${"<<".repeat(20_000)}\n${root}`],
  [
    "60,000 heredocs",
    () =>
      `${from}RUN cat ${lines(5_000, (i) => `<<E${i} `)}\n${lines(5_000, (i) => `E${i}\n`)}${root}`,
  ],
  [
    "30,000 images that are copied from",
    () => `${from}${lines(12_000, () => `COPY --from=${image} /a /a\n`)}${root}`,
  ],
  [
    "20,000 mounts",
    () => `${from}RUN ${lines(1_500, () => "--mount=from=x,target=/a ")}true\n${root}`,
  ],
  ["20,000 unknown instructions", () => `${from}${lines(20_000, (i) => `FOO${i} x\n`)}${root}`],
  ["quotes that are not closed", () => `${from}${lines(20_000, () => 'ENV A="x\n')}${root}`],
  ["a line of almost 64 KiB", () => `${from}RUN ${"x".repeat(65_000)}\n${root}`],
  [
    "a suppression above every FROM",
    () =>
      lines(5_000, (index) => `# inferlint: ignore[eol-os, stale-tag] -- ${index}\n${from}`) + root,
  ],
  [
    "suppressions of every kind above one FROM, and for the file",
    () =>
      lines(6_000, (index) => `# inferlint: ignore[eol-os, eol-pyton] -- ${index}\n`) +
      lines(2_000, () => from) +
      lines(6_000, (index) => `# inferlint: ignore-file[eol-python, x${index}] -- why\n`) +
      root,
  ],
];

describe("nasty files of about a megabyte are judged", () => {
  test.each(checked)("%s", { timeout: patience }, async (_, build) => {
    const text = build();
    expect(text.length).toBeLessThan(2 * cap);
    const found = await check(text.slice(0, cap));
    expect(found.size).toBeGreaterThan(0);
    if (text.length <= cap) expect(found).toContain("root-user");
  });
});

describe("what is not judged says so", () => {
  test.each([
    ["over the cap", Buffer.from(from + "#".repeat(cap))],
    ["UTF-16", Buffer.from(`\uFEFF${from}`, "utf16le")],
    ["a NUL", Buffer.from(`${from}\0`)],
  ])("%s", async (_, bytes) => {
    expect(await check(bytes)).toEqual(new Set(["invalid-dockerfile"]));
  });
});

/** Bytes that are the same on every machine (xorshift). */
function* randomBytes(seed: number, count: number): Iterable<number> {
  let state = seed;
  for (let i = 0; i < count; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield state & 0xff;
  }
}

test("random bytes never crash", { timeout: patience }, async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const bytes = Buffer.from(Array.from(randomBytes(seed, seed * 500)));
    await check(bytes);
    await check(Buffer.concat([Buffer.from(from), bytes]));
    await check(Buffer.from(bytes.map((byte) => byte % 0x5f)));
  }
});
