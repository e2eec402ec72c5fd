import { expect, test } from "vitest";
import { flowOf } from "../../src/domain/rule/flow.ts";
import { atChangedLine } from "../../src/domain/rule/changed-place.ts";
import type { Finding } from "../../src/domain/rule/finding.ts";
import { regionKey } from "../../src/domain/build/region.ts";
import { buildFinding, regionOf } from "../support/run.ts";

const text = `ARG BASE=old
FROM $BASE AS base
RUN use /opt/conda
FROM base
USER root
`;
const at = {
  argument: regionOf(text, "old"),
  image: regionOf(text, "$BASE"),
  path: regionOf(text, "/opt/conda"),
  stage: regionOf(text, "base", 2),
  user: regionOf(text, "root"),
};

const related = [
  { message: "stage base", region: at.stage },
  { message: "the base image", region: at.image },
  { message: "again", region: at.image },
  { message: "ARG BASE", region: at.argument },
  { message: "uses /opt/conda", region: at.path, isConsequence: true },
  { message: "its own place", region: at.user },
] as const;

const finding = buildFinding("root-user", at.user, { related, about: "the user" });
const withFlow: Finding = { ...finding, flow: flowOf(finding) ?? [] };

test("the steps are in source order, each place once, without consequences, the own place last", () => {
  expect(flowOf(finding)).toEqual([
    { message: "ARG BASE", region: at.argument },
    { message: "the base image", region: at.image },
    { message: "stage base", region: at.stage },
    { message: "The user is a case of root-user", region: at.user },
  ]);
});

test("one step is no way", () => {
  expect(flowOf({ ...finding, related: [] })).toBeUndefined();
  expect(flowOf({ ...finding, related: related.slice(4) })).toBeUndefined();
});

test("the own place is last even where it stands above", () => {
  const above = { ...finding, region: at.image, related: [{ message: "x", region: at.user }] };
  expect(flowOf(above)?.map(({ region }) => region)).toEqual([at.user, at.image]);
});

const lines: readonly (readonly [string, readonly number[], Finding["region"]])[] = [
  ["its own place", [1, 2, 4, 5], at.user],
  ["then the ARG", [1, 2, 4], at.argument],
  ["then the FROM", [2, 4], at.image],
  ["then the stage", [4], at.stage],
  ["its own place where none was changed", [3], at.user],
  ["its own place in a file that is as it was", [], at.user],
];

test.each(lines)("a new finding stands at a changed line: %s", (_, changed, region) => {
  const moved = atChangedLine({ ...withFlow, baselineState: "new" }, new Set(changed));
  expect(moved.region).toEqual(region);
  expect(moved.fingerprint).toBe(withFlow.fingerprint);
  expect(moved.flow).toBe(withFlow.flow);
  const places = moved.related.map((one) => regionKey(one.region));
  expect(places.includes(regionKey(region)) && region !== at.user).toBe(false);
  expect(places).toContain(regionKey(at.user));
});

test("others stay where they are", () => {
  const changed = new Set([1]);
  for (const other of [
    { ...withFlow, baselineState: "unchanged" } as const,
    { ...withFlow },
    { ...finding, baselineState: "new" } as const,
  ])
    expect(atChangedLine(other, changed)).toBe(other);
  const isNew: Finding = { ...withFlow, baselineState: "new" };
  expect(atChangedLine(isNew, undefined)).toBe(isNew);
});

test("all lines of a place must be changed; the line after a whole line is none of it", () => {
  const region = { startLine: 5, startColumn: 6, endLine: 6, endColumn: 3 };
  const long: Finding = { ...withFlow, region, baselineState: "new" };
  expect(atChangedLine(long, new Set([1, 5])).region).toEqual(at.argument);
  expect(atChangedLine(long, new Set([1, 5, 6])).region).toEqual(region);
  const whole: Finding = { ...long, region: { ...region, endColumn: 1 } };
  expect(atChangedLine(whole, new Set([1, 5])).region).toEqual(whole.region);
});
