import fc from "fast-check";
import { expect, test } from "vitest";
import type { Level } from "../../src/domain/rule/finding.ts";
import { levels } from "../../src/domain/rule/finding.ts";
import { ResultQueue } from "../../src/report/sarif/result-queue.ts";

const results = fc.array(fc.constantFrom<Level>(...levels), { maxLength: 40 });

test("keeps the most severe results, the earlier ones among equals, in their order", () => {
  fc.assert(
    fc.property(results, fc.integer({ min: 1, max: 12 }), (all, limit) => {
      const queue = new ResultQueue<string>(limit);
      const written = all.flatMap((level, index) => [...queue.add(level, String(index))]);
      written.push(...queue.rest());
      const kept = [...all.keys()]
        .sort((a, b) => severity(all[a]) - severity(all[b]) || a - b)
        .slice(0, limit)
        .sort((a, b) => a - b);
      expect(written).toEqual(kept.map(String));
      expect(queue.cut).toBe(all.length - kept.length);
    }),
    { numRuns: 1_000 },
  );
});

test("writes an error at once where no result of a lower level waits before it", () => {
  const queue = new ResultQueue<string>(10);
  expect([...queue.add("error", "a")]).toEqual(["a"]);
  expect([...queue.add("note", "b")]).toEqual([]);
  expect([...queue.add("error", "c")]).toEqual([]);
  expect([...queue.rest()]).toEqual(["b", "c"]);
});

function severity(level: Level | undefined): number {
  return levels.indexOf(level ?? "note");
}
