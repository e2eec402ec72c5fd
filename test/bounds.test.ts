import { describe, expect, test } from "vitest";
import { calendarDate } from "../src/text/calendar-date.ts";
import { lint } from "../src/pipeline/lint.ts";
import { toJson } from "../src/report/json/index.ts";
import { toSarif } from "../src/report/sarif/index.ts";
import { toText } from "../src/report/text/index.ts";
import { plainRunSettings } from "./support/settings.ts";

const image = "mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference";
const cap = 1024 * 1024;

/** With tens of thousands of findings, reports of 100 MB would take most of the time of this test. */
const maxReported = 1_000;

async function check(text: string | Buffer) {
  const { result } = await lint({
    tool: { name: "inferlint", version: "0.0.0", homepage: "https://example.org" },
    cwd: "/tree",
    paths: [],
    stdin: { path: "Dockerfile", bytes: Buffer.from(text) },
    asOf: calendarDate("2026-11-23"),
    settings: plainRunSettings(),
    forceExclude: false,
  });
  const reported = { ...result, findings: result.findings.slice(0, maxReported) };
  for (const report of [
    toText(reported),
    toText(reported, { verbose: true }),
    toJson(reported),
    toSarif(reported),
  ])
    expect(report.length).toBeGreaterThan(0);
  expect(result.notifications).toEqual([]);
  return new Set(result.findings.map(({ ruleId }) => ruleId));
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("");
const from = `FROM ${image}\n`;
const root = "USER root\n";
const conda = "/opt/miniconda/envs/amlenv";

/** Files near the size limit that would take super-linear time or memory, or overflow the stack, without limits. */
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
    "9,000 different images",
    () =>
      lines(
        9_000,
        (i) => `FROM mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:${i}\n`,
      ) + root,
  ],
  [
    "6,000 stages that use the path that changes with their image",
    () => lines(6_000, () => `${from}RUN ${conda}/bin/pip\n`) + root,
  ],
  [
    "6,000 copies of images whose path is used",
    () => `${from}${lines(6_000, () => `COPY --from=${image} ${conda} ${conda}\n`)}${root}`,
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
    "60 ARGs that double in length",
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
    "5,000 slow patterns",
    () =>
      `ARG A=${"a".repeat(60_000)}\n${from}ARG A\n${lines(5_000, () => "ENV B=${A//*a*a*a*b/x}\n")}${root}`,
  ],
  [
    "15,000 ONBUILD triggers for 15,000 stages",
    () =>
      `FROM ${image} AS p\n${lines(15_000, () => "ONBUILD ENV A=b\n")}${lines(15_000, () => "FROM p\n")}${from}${root}`,
  ],
  ["20,000 heredoc marks on one line", () => `${from}RUN cat ${"<<".repeat(20_000)}\n${root}`],
  [
    "5,000 heredocs of one RUN",
    () =>
      `${from}RUN cat ${lines(5_000, (i) => `<<E${i} `)}\n${lines(5_000, (i) => `E${i}\n`)}${root}`,
  ],
  [
    "12,000 images that are copied from",
    () => `${from}${lines(12_000, () => `COPY --from=${image} /a /a\n`)}${root}`,
  ],
  [
    "1,500 mounts of one RUN",
    () => `${from}RUN ${lines(1_500, () => "--mount=from=x,target=/a ")}true\n${root}`,
  ],
  ["20,000 unknown instructions", () => `${from}${lines(20_000, (i) => `FOO${i} x\n`)}${root}`],
  ["20,000 unterminated quotes", () => `${from}${lines(20_000, () => 'ENV A="x\n')}${root}`],
  ["a line of almost 64 KiB", () => `${from}RUN ${"x".repeat(65_000)}\n${root}`],
  [
    "a suppression above each of 5,000 FROMs",
    () =>
      lines(5_000, (index) => `# inferlint: ignore[eol-os, stale-tag] -- ${index}\n${from}`) + root,
  ],
  [
    "12,000 suppressions for 2,000 FROMs",
    () =>
      lines(6_000, (index) => `# inferlint: ignore[eol-os, eol-pyton] -- ${index}\n`) +
      lines(2_000, () => from) +
      lines(6_000, (index) => `# inferlint: ignore-file[eol-python, x${index}] -- why\n`) +
      root,
  ],
];

describe("extreme files of about a megabyte are checked", () => {
  test.each(checked)("%s", async (_, build) => {
    const text = build();
    expect(text.length).toBeLessThan(2 * cap);
    const found = await check(text.slice(0, cap));
    expect(found.size).toBeGreaterThan(0);
    if (text.length <= cap) expect(found).toContain("root-user");
  });
});

describe("a file that is not checked has a finding", () => {
  test.each([
    ["over the cap", Buffer.from(from + "#".repeat(cap))],
    ["UTF-16", Buffer.from(`\uFEFF${from}`, "utf16le")],
    ["a NUL", Buffer.from(`${from}\0`)],
  ])("%s", async (_, bytes) => {
    expect(await check(bytes)).toEqual(new Set(["invalid-dockerfile"]));
  });
});

/** Pseudo-random bytes, the same on every machine (xorshift). */
function* randomBytes(seed: number, count: number): Iterable<number> {
  let state = seed;
  for (let i = 0; i < count; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield state & 0xff;
  }
}

test("random bytes never crash", async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const bytes = Buffer.from(Array.from(randomBytes(seed, seed * 500)));
    await check(bytes);
    await check(Buffer.concat([Buffer.from(from), bytes]));
    await check(Buffer.from(bytes.map((byte) => byte % 0x5f)));
  }
});
