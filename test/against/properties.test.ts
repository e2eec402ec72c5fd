import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { plusDays, calendarDate } from "../../src/text/calendar-date.ts";
import type { Changes } from "../support/change.ts";
import { applyTo, makeChange } from "../support/change.ts";
import type { PlainFinding, PlainTree, Texts } from "../support/naive-compare.ts";
import { naiveNew } from "../support/naive-compare.ts";
import { runHere } from "../support/run-here.ts";
import { temporaryDirectory } from "../support/working-copy.ts";
import { changes, edited, tree } from "./random-tree.ts";
import type { Tree } from "./random-tree.ts";

/**
 * `--against` fails a change exactly as a naive comparison of plain runs says: each tree in a checkout of its own, by the
 * configuration of the base and by that of the head.
 */

const config = ".inferlint.yaml";

interface PlainReport {
  readonly findings: readonly PlainFinding[];
}

async function plain(files: Tree, configOf: Tree, policy: string | null): Promise<PlainTree> {
  const root = temporaryDirectory();
  try {
    mkdirSync(join(root, ".git"));
    applyTo(root, { ...files, [config]: configOf[config] ?? null });
    const { stdout } = await runHere(root, [
      ...["--format", "json", "--show-suppressed", "--no-baseline"],
      ...(policy === null ? [] : ["--policy", policy]),
    ]);
    const { findings } = JSON.parse(stdout) as PlainReport;
    // What a configuration says of itself is not compared.
    return { findings: findings.filter(({ path }) => path !== config), texts: checkedTexts(files) };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Files that name an image; of a link, what it leads to. */
function checkedTexts(files: Tree): Texts {
  const texts: Record<string, string> = {};
  for (const [path, content] of Object.entries(files)) {
    const text =
      typeof content === "string" ? content : (files[content.link] as string | undefined);
    if (path !== config && path !== odd && text?.includes("azureml") === true) texts[path] = text;
  }
  return texts;
}

/** Only links lead to it. */
const odd = "image.img";

/** The exit code that the rules demand; null where plain reports do not tell. */
async function demanded(base: Tree, head: Tree, policy: string | null): Promise<0 | 1 | null> {
  const own = await plain(head, head, policy);
  const byHead = naiveNew(await plain(base, head, policy), own);
  const differs = base[config] !== head[config];
  const crossed = differs ? await plain(head, base, policy) : own;
  const byBase = differs ? naiveNew(await plain(base, base, policy), crossed) : byHead;
  if (byHead === null || byBase === null) return null;
  const idOf = ({ ruleId, path, region, image }: PlainFinding): string =>
    JSON.stringify([ruleId, path, region, image]);
  // A finding that the head's configuration suppresses is suppressed.
  const suppressed = new Set(own.findings.filter((one) => one.suppressed).map(idOf));
  const failing = [...byHead, ...byBase].filter(
    (one) => one.level === "error" && !one.suppressed && !suppressed.has(idOf(one)),
  );
  return failing.length > 0 ? 1 : 0;
}

async function against(
  base: Changes,
  change: Changes,
  policy: string | null,
  days: readonly string[] = ["2026-11-23"],
): Promise<readonly { readonly exit: number; readonly stdout: string }[]> {
  // Under a policy, a file that is only missing from the working tree was not read.
  const { root, base: id, remove } = makeChange(base, change, { isCommitted: policy !== null });
  try {
    const runs = [];
    for (const day of days)
      runs.push(
        await runHere(root, [
          ...["--format", "json", "--against", id, "--as-of", day],
          ...(policy === null ? [] : ["--policy", policy]),
        ]),
      );
    return runs;
  } finally {
    remove();
  }
}

const directory = temporaryDirectory();
const policyFile = join(directory, "policy.json");
writeFileSync(policyFile, JSON.stringify({ maxExceptionDays: 60 }));
const policies = fc.constantFrom(null, policyFile);

test("the exit code is as a naive comparison of plain runs says", async () => {
  const codes = { 0: 0, 1: 0, open: 0 };
  await fc.assert(
    fc.asyncProperty(
      tree.chain((base) => edited(base).map((head) => ({ base, head }))),
      policies,
      async ({ base, head }, policy) => {
        const code = await demanded(base, head, policy);
        codes[code ?? "open"]++;
        if (code === null) return;
        const [run] = await against(base, changes(base, head), policy);
        expect(run?.exit).toBe(code);
      },
    ),
    { numRuns: Number(process.env["RUNS"] ?? 60), seed: Number(process.env["SEED"] ?? 14) },
  );
  expect(Math.min(codes[0], codes[1])).toBeGreaterThan(10);
  expect(codes.open).toBeLessThan(10);
});

test("nothing is new in a tree that is the base", async () => {
  await fc.assert(
    fc.asyncProperty(tree, policies, async (base, policy) => {
      const [run] = await against(base, {}, policy);
      expect(run?.exit).toBe(0);
      const { findings } = JSON.parse(run?.stdout ?? "") as {
        findings: readonly { baselineState: string }[];
      };
      expect(findings.filter(({ baselineState }) => baselineState !== "unchanged")).toEqual([]);
    }),
    { numRuns: 15, seed: 14 },
  );
});

test("no day changes the verdict of a change that touched no checked file", async () => {
  const first = calendarDate("2026-11-23");
  const days = Array.from({ length: 9 }, (_, index) => plusDays(first, index * 50));
  await fc.assert(
    fc.asyncProperty(tree, policies, async (base, policy) => {
      const files = { ...base, "src/model.txt": "weights\n" };
      const runs = await against(files, { "src/model.txt": "more weights\n" }, policy, days);
      expect(runs.map(({ exit }) => exit)).toEqual(days.map(() => 0));
    }),
    { numRuns: 8, seed: 14 },
  );
});
