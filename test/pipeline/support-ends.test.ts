import { expect, test } from "vitest";
import type { SupportEnd } from "../../src/domain/rule/support-end.ts";
import { loadSettings, resolveLoaded } from "../../src/pipeline/api/settings.ts";
import { lint } from "../../src/pipeline/lint.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import type { Files } from "../support/repository.ts";
import { asOf, withRepository } from "../support/repository.ts";

const root = "mcr.microsoft.com/azureml";
const from = (image: string): string => `FROM ${root}/${image}\nUSER dockeruser\n`;

/** What a run says of the ends in these files; undefined where no report shows them. */
function endsOf(files: Files, wantsSupportEnds = true): Promise<readonly SupportEnd[] | undefined> {
  return withRepository(files, async (cwd) => {
    const day = calendarDate(asOf);
    const loaded = await loadSettings({ cwd });
    const { result } = await lint({
      ...(await resolveLoaded(loaded, { asOf: day, paths: ["."], baselines: "required" })),
      ...{ paths: ["."], stdin: null, asOf: day, forceExclude: false, wantsSupportEnds },
      tool: { name: "inferlint", version: "0.0.0", homepage: "https://example.org" },
    });
    return result.supportEnds;
  });
}

const old = "minimal-ubuntu20.04-py38-cpu-inference";

test("releases and tags have their ends, with the references to them", async () => {
  const ends = await endsOf({
    "a/Dockerfile": from(`${old}:20240122.v1`),
    "b/Dockerfile": from(`${old}:latest`),
    "c/Dockerfile": from("minimal-py312-inference:20250219.v1"),
  });
  expect(
    ends?.map(({ kind, name, end, state, references }) => [kind, name, end, state, references]),
  ).toEqual([
    ["os", "Ubuntu 20.04", "2025-05-31", "ended", 2],
    ["python", "Python 3.8", "2024-10-07", "ended", 2],
    ["python", "Python 3.12", "2028-10-31", "open", 1],
    ["tag", "tag of 2024-01-22", "2024-07-22", "unverified", 1],
    ["tag", "tag of 2025-02-19", "2025-08-19", "ended", 1],
  ]);
  expect(ends?.[0]).toMatchObject({
    extendedEnd: "2030-04-02",
    images: [`${root}/${old}:20240122.v1`, `${root}/${old}:latest`],
    hasMore: false,
  });
});

test("a reference counts once, whatever builds the file has", async () => {
  const ends = await endsOf({
    ".inferlint.yaml": "overrides:\n  - files: [Dockerfile]\n    build: { targets: [a, b] }\n",
    Dockerfile: `FROM ${root}/${old}:latest AS a\nUSER dockeruser\nFROM a AS b\n`,
  });
  expect(ends?.map(({ name, references }) => [name, references])).toEqual([
    ["Ubuntu 20.04", 1],
    ["Python 3.8", 1],
  ]);
});

test("a few images are named, the others are not forgotten", async () => {
  const files = Array.from({ length: 5 }, (_, index) => [
    `d${index}/Dockerfile`,
    from(`${old}:2024010${index + 1}.v1`),
  ]);
  const [first] = (await endsOf(Object.fromEntries(files) as Files)) ?? [];
  expect(first).toMatchObject({ name: "Ubuntu 20.04", references: 5, hasMore: true });
  expect(first?.images).toHaveLength(3);
});

test("the window of the configuration counts", async () => {
  const ends = await endsOf({
    ".inferlint.yaml": "supportWindow: { months: 12, from: today }\n",
    Dockerfile: from("minimal-py312-inference:20260219.v1"),
  });
  expect(ends?.at(-1)).toMatchObject({
    name: "tag of 2026-02-19",
    end: "2027-02-19",
    state: "open",
  });
});

test("nothing is gathered where no report shows it, and nothing of other images", async () => {
  expect(await endsOf({ Dockerfile: from(`${old}:latest`) }, false)).toBeUndefined();
  expect(await endsOf({ Dockerfile: "FROM ubuntu:20.04\n" })).toEqual([]);
});
