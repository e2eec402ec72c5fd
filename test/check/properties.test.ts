import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/domain/rule/finding.ts";
import { suppressionRules } from "../../src/domain/rule/suppression.ts";
import { ruleset } from "../../src/pipeline/ruleset.ts";
import { check } from "../support/rule-tester.ts";

/** Every Dockerfile of the fixtures that is text and has findings. */
const dockerfiles = ["cases", "examples", "adoption"]
  .flatMap((folder) => filesBelow(join("fixtures", folder)))
  .filter((path) => !/\.(?:txt|json|yaml)$/.test(path))
  .map((path) => readFileSync(path, "utf8"))
  .filter((text) => text.includes("azureml") && !text.includes("\uFFFD"));

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}

const fixture = fc.constantFrom(...dockerfiles);
const settings = { seed: 20261123, numRuns: 400 };

async function findingsIn(dockerfile: string): Promise<readonly Finding[]> {
  return (await check({ dockerfile, rejections: true })).findings;
}

test("there are Dockerfiles to test with", () => {
  expect(dockerfiles.length).toBeGreaterThan(50);
});

/** Edits that change the format of a Dockerfile and not its meaning. */
const reformat: readonly ((text: string) => string)[] = [
  (text) => text.replaceAll("\r\n", "\n").replaceAll("\n", "\r\n"),
  (text) => text.replaceAll("\r\n", "\n"),
  (text) => `${text}${text.endsWith("\n") || text === "" ? "" : "\n"}\n\n# the end\n`,
  // Only in front of instructions that begin in the first column, where no heredoc and no continuation can be meant.
  (text) => (isPlain(text) ? text.replaceAll(/^(?=[A-Za-z]+\s)/gm, "\n# a note\n") : text),
  (text) => (isPlain(text) ? text.replaceAll(/^(?=[A-Za-z]+\s)/gm, "   ") : text),
  (text) => (isPlain(text) ? text.replaceAll(/^FROM[ \t]+/gm, "from \t ") : text),
  (text) => (isPlain(text) ? text.replaceAll(/^(USER|COPY)[ \t]+/gm, "$1   ") : text),
];

function isPlain(text: string): boolean {
  return !/<<|\\\r?$|`\r?$|^\s*#|\{[{%#]/m.test(text);
}

test("formatting changes no fingerprint", { timeout: 120_000 }, async () => {
  const edits = fc.array(fc.constantFrom(...reformat), { minLength: 1, maxLength: 4 });
  const changed = { count: 0 };
  await fc.assert(
    fc.asyncProperty(fixture, edits, async (text, steps) => {
      const other = steps.reduce((now, step) => step(now), text);
      if (other !== text) changed.count++;
      const identity = (findings: readonly Finding[]) =>
        findings.map(({ ruleId, fingerprint }) => `${ruleId} ${fingerprint}`).sort();
      expect(identity(await findingsIn(other))).toEqual(identity(await findingsIn(text)));
    }),
    settings,
  );
  expect(changed.count).toBeGreaterThan(200);
});

describe("every finding is either reported or suppressed", () => {
  const ids = ruleset.map(({ id }) => id);
  const comment = fc
    .record({
      kind: fc.constantFrom("ignore", "ignore-file"),
      rules: fc.subarray(ids, { minLength: 1 }),
      until: fc.constantFrom("", " until=2026-11-22", " until=2026-11-23", " until=never"),
      reason: fc.constantFrom(" -- why", "", " --"),
    })
    .map(({ kind, rules, until, reason }) => ({
      text: `# inferlint: ${kind}[${rules.join(", ")}]${until}${reason}`,
      rules,
      works: reason === " -- why" && (until === "" || until.endsWith("23")),
    }));

  test("with suppressions at any line", { timeout: 120_000 }, async () => {
    const count = { suppressed: 0, reported: 0 };
    await fc.assert(
      fc.asyncProperty(
        fixture,
        comment,
        fc.nat(20),
        async (text, { text: line, rules, works }, at) => {
          const lines = text.split("\n");
          const location = Math.min(at, lines.length);
          const before = await findingsIn(text);
          const after = await findingsIn(
            [...lines.slice(0, location), line, ...lines.slice(location)].join("\n"),
          );
          const others = (findings: readonly Finding[]) =>
            findings
              .filter(({ ruleId }) => !suppressionRules.includes(ruleId))
              .map(({ ruleId, fingerprint }) => `${ruleId} ${fingerprint}`)
              .sort();
          // In a heredoc or a continued instruction a line is no comment, or the text is another one.
          if (others(before).join() !== others(after).join()) return;
          for (const { ruleId, suppressed } of after) {
            if (suppressed) count.suppressed++;
            else count.reported++;
            if (suppressed)
              expect(works && rules.includes(ruleId) && !suppressionRules.includes(ruleId)).toBe(
                true,
              );
          }
        },
      ),
      settings,
    );
    expect(count.suppressed).toBeGreaterThan(30);
    expect(count.reported).toBeGreaterThan(50);
  });

  test("with a suppression for the whole file", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fixture, fc.subarray(ids, { minLength: 1 }), async (text, rules) => {
        // At the end of some, a line still belongs to a heredoc or to a continued instruction.
        fc.pre(!/<<|[\\`]\s*$/.test(text));
        const before = await findingsIn(text);
        const own = text.endsWith("\n") ? text : `${text}\n`;
        const after = await findingsIn(`${own}# inferlint: ignore-file[${rules.join()}] -- why\n`);
        const known = new Map(after.map((finding) => [finding.fingerprint, finding]));
        for (const finding of before) {
          if (finding.ruleId === "unused-suppression") continue;
          const same = known.get(finding.fingerprint);
          expect(same?.ruleId).toBe(finding.ruleId);
          if (finding.suppressed === null)
            expect(same?.suppressed !== null).toBe(rules.includes(finding.ruleId));
        }
      }),
      settings,
    );
  });
});
