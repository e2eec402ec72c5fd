import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeChange, said, saidHere } from "../support/change.ts";
import { baselines } from "./ways/baselines.ts";
import { builds } from "./ways/builds.ts";
import { configuration } from "./ways/configuration.ts";
import { contents } from "./ways/contents.ts";
import { legitimate } from "./ways/legitimate.ts";
import { refs } from "./ways/refs.ts";
import { scope } from "./ways/scope.ts";
import { suppressions } from "./ways/suppressions.ts";
import { unread } from "./ways/unread.ts";
import type { Outcome, Way } from "./ways/way.ts";
import { files } from "./ways/way.ts";

/** A pull request passes the gate only without new findings; what lets one pass is listed with its place. */

const ways: readonly Way[] = [
  ...baselines,
  ...suppressions,
  ...configuration,
  ...scope,
  ...contents,
  ...unread,
  ...builds,
  ...refs,
];

test("at least 40 ways are tried, each once", () => {
  expect(ways.length).toBeGreaterThanOrEqual(40);
  expect(new Set(ways.map(({ way }) => way)).size).toBe(ways.length);
});

test("no way passes unseen", () => {
  const unseen = ways.filter(
    ({ withPolicy: [exit, ...lines] }) => exit === 0 && lines.length === 0,
  );
  expect(unseen).toEqual([]);
});

describe.each([...ways, ...legitimate])("$way", (way) => {
  test("with a policy and without", async () => {
    const { isCommitted = true, policy = {}, args = [], env = {} } = way;
    const change = makeChange({ ...files, ...way.base }, way.head, { isCommitted });
    try {
      await way.prepare?.(change);
      const file = join(change.outside, "policy.json");
      writeFileSync(file, JSON.stringify(policy));
      const against = ["--against", way.against ?? change.base, ...args];
      const { root } = change;
      const withPolicy = await said(root, ["--policy", file, ...against], env);
      expectOutcome(withPolicy, way.withPolicy);
      if (way.alone) expectOutcome(await saidHere(root, against, env), way.alone);
    } finally {
      change.remove();
    }
  });
});

function expectOutcome(
  { exit, lines }: Awaited<ReturnType<typeof said>>,
  [code, ...wanted]: Outcome,
): void {
  const missing = wanted.filter((line) => !lines.some((one) => one.includes(line)));
  expect({ exit, missing, lines }).toEqual({ exit: code, missing: [], lines });
}
