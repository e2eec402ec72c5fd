import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scripts, type Version } from "../scripts.ts";

const { newestOf, versionFacts } = scripts;

const sourceOf = ({ commit, day }: Version): Record<string, unknown> => ({
  source: `x@${commit}`,
  asOf: day,
});
const version = (number: number, facts: Partial<Version>): Version => ({
  version: String(number),
  commit: `c${number}`,
  day: "2025-01-01",
  ...facts,
});

/** The rows as `tags: facts` without their sources. */
function rowsOf(versions: readonly Version[]): Record<string, object> {
  const ofRow = ([key]: readonly [string, unknown]): boolean =>
    !["tags", "source", "asOf"].includes(key);
  const rows = versionFacts(versions, sourceOf).rows.map((row) => [
    row["tags"] as string,
    Object.fromEntries(Object.entries(row).filter(ofRow)),
  ]);
  return Object.fromEntries(rows) as Record<string, object>;
}

describe("versions", () => {
  const focal = { os: "ubuntu20.04", python: "3.10" };
  const jammy = { os: "ubuntu22.04", python: "3.10" };

  test("with the same facts have no rows", () => {
    const { facts, rows } = versionFacts([version(1, focal), version(2, focal)], sourceOf);
    expect({ facts, rows }).toEqual({ facts: focal, rows: [] });
  });

  test("that differ have rows, oldest first, with the source of the first of them", () => {
    const { facts, rows } = versionFacts(
      [version(10, jammy), version(2, focal), version(1, focal), version(3, jammy)],
      sourceOf,
    );
    expect(facts).toEqual({ python: "3.10" });
    expect(rows).toEqual([
      { tags: "1-2", os: "ubuntu20.04", source: "x@c1", asOf: "2025-01-01" },
      { tags: "3,10", os: "ubuntu22.04", source: "x@c3", asOf: "2025-01-01" },
    ]);
  });

  test("that go back to former facts are in one row; what was never published is in none", () => {
    const all = [1, 2, 3, 10, 13].map((number) => version(number, focal));
    const between = [4, 5, 11, 12].map((number) => version(number, {}));
    expect(rowsOf([...all, ...between])).toEqual({
      "1-3,10,13": focal,
      "4-5,11-12": {},
    });
  });

  test("of which one does not state a fact do not all have it", () => {
    expect(rowsOf([version(1, focal), version(2, { os: null, python: "3.10" })])).toEqual({
      "1": { os: "ubuntu20.04" },
      "2": {},
    });
  });

  test("have the same parent where only its tag or digest differs, but for other registries", () => {
    const parent = "mcr.microsoft.com/azureml/openmpi5.0-ubuntu24.04";
    const [first, second] = [`${parent}:20260101.v1`, `${parent}@sha256:${"a".repeat(64)}`];
    const { facts, rows } = versionFacts(
      [version(1, { parent: first }), version(2, { parent: second })],
      sourceOf,
    );
    expect({ facts, rows }).toEqual({ facts: { parent }, rows: [] });
    const cuda = ["nvidia/cuda:12.1.0-devel", "nvidia/cuda:12.1.1-devel"];
    expect(rowsOf(cuda.map((name, index) => version(index + 1, { parent: name })))).toEqual({
      "1": { parent: cuda[0] },
      "2": { parent: cuda[1] },
    });
  });

  test("are each in exactly one row, with their facts", () => {
    const fact = fc.constantFrom("ubuntu20.04", "ubuntu22.04", null);
    const all = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 40 }), fact), {
      selector: ([number]) => number,
      minLength: 1,
    });
    fc.assert(
      fc.property(all, (pairs) => {
        const { facts, rows } = versionFacts(
          pairs.map(([number, os]) => version(number, { os })),
          sourceOf,
        );
        for (let number = 0; number <= 41; number++) {
          const holding = rows.filter(({ tags }) => holds(tags as string, number));
          const pair = pairs.find(([own]) => own === number);
          if (rows.length > 0) expect(holding).toHaveLength(pair ? 1 : 0);
          if (pair) expect({ ...facts, ...holding[0] }["os"] ?? null).toBe(pair[1]);
        }
      }),
      { numRuns: 300, seed: 12 },
    );
  });
});

const holds = (tags: string, number: number): boolean =>
  tags.split(",").some((range) => {
    const [from = 0, to = from] = range.split("-").map(Number);
    return from <= number && number <= to;
  });

describe("the newest version", () => {
  const on = (number: number, day: string): Version => version(number, { day });

  test("is the highest number, with its day and the versions of the twelve months up to it", () => {
    const versions = [on(9, "2025-07-15"), on(10, "2026-07-16"), on(8, "2025-07-16")];
    expect(newestOf(versions)).toEqual({ version: 10, day: "2026-07-16", lastYear: 1 });
    expect(newestOf([...versions, on(7, "2025-07-17")])).toMatchObject({ lastYear: 2 });
  });

  test("counts no version that came after it", () => {
    expect(newestOf([on(1, "2026-07-18"), on(2, "2026-07-16")])).toMatchObject({ lastYear: 1 });
  });

  test("of none is none", () => {
    expect(newestOf([])).toBeNull();
  });
});
