import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/domain/rule/finding.ts";
import { applyEdits, chooseFixes, fixFile, unifiedDiff } from "../../src/fix/index.ts";
import { findingsIn, imagesIn } from "../support/fixing.ts";
import { projectRoot } from "../support/working-copy.ts";

/** Properties of fixing that hold for all Dockerfiles. */

const kinds = [{ unsafe: false }, { unsafe: true }] as const;
/** On the first of these days a dated tag of py312 is known to be supported, on the second none is. */
const days = ["2026-09-16", "2026-11-23"] as const;

function countByRule(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { ruleId } of findings) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  return counts;
}

function lineEnds(text: string): readonly string[] {
  return text.match(/\r*\n/g) ?? [];
}

/** Fixing checks the same versions of a file several times, and the assertions check them again. */
function cached<T>(compute: (text: string) => Promise<T>): (text: string) => Promise<T> {
  const results = new Map<string, Promise<T>>();
  return (text) => {
    const result = results.get(text) ?? compute(text);
    results.set(text, result);
    return result;
  };
}

async function expectStable(text: string, unsafe: boolean, asOf: string): Promise<void> {
  const check = cached((version) => findingsIn(version, { asOf }));
  const imagesOf = cached(imagesIn);
  const before = await check(text);
  const images = await imagesOf(text);
  const fixed = await fixFile(text, check, { unsafe, imagesOf });
  const after = await check(fixed.text);
  const was = countByRule(before);
  for (const [ruleId, count] of countByRule(after))
    expect(count, `${ruleId} after the fixes`).toBeLessThanOrEqual(was.get(ruleId) ?? 0);

  // A second run changes nothing, and each fix that is left was rejected with a reason.
  const again = await fixFile(fixed.text, check, { unsafe, imagesOf });
  expect(again.text).toBe(fixed.text);
  expect(again.applied).toEqual([]);
  for (const { ruleId, region } of chooseFixes(after, { unsafe }))
    expect(fixed.rejected).toContainEqual(expect.objectContaining({ ruleId, region }));

  expect(fixed.text.startsWith("\uFEFF")).toBe(text.startsWith("\uFEFF"));
  const ends = new Set(lineEnds(text));
  if (ends.size > 0) for (const end of lineEnds(fixed.text)) expect(ends).toContain(end);
  expect(fixed.text.endsWith("\n")).toBe(text.endsWith("\n"));

  // Images without findings do not change.
  const fixable = new Set(before.flatMap(({ fix, image }) => (fix ? [image] : [])));
  const now = await imagesOf(fixed.text);
  expect(now).toHaveLength(images.length);
  for (const [index, image] of images.entries())
    if (now[index] !== image) expect(fixable, "images of findings").toContain(image);
  if (fixed.applied.length === 0) expect(fixed.text).toBe(text);
  expect(unifiedDiff("Dockerfile", text, fixed.text, String) === "").toBe(fixed.text === text);
}

function dockerfilesIn(folder: string): readonly string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(txt|json|md)$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name).slice(projectRoot.length))
    .sort();
}

describe.each([...dockerfilesIn("fixtures/cases"), ...dockerfilesIn("fixtures/examples")])(
  "%s",
  (path) => {
    const text = readFileSync(join(projectRoot, path), "utf8");
    test.each(kinds)("%j", async ({ unsafe }) => {
      for (const day of days) await expectStable(text, unsafe, day);
    });
  },
);

const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";
const py38 = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";
const digest = "@sha256:8b905ebd2962666c164496d6ff5672cfce26b65149c64b6a4801213b01a91ef8";
const image = fc
  .tuple(
    fc.constantFrom(
      py312,
      py38,
      "mcr.microsoft.com/azureml/curated/minimal-py311-inference",
      "python",
    ),
    fc.constantFrom("", ":latest", ":20250101.v1", ":20220101.v1", ":1", ":$TAG", ":${TAG:-1}"),
    fc.constantFrom("", "", "", digest),
  )
  .map((parts) => parts.join(""));
const token = fc.oneof(
  image,
  fc.constantFrom("$BASE", "$REPO:$TAG", "${REPO}:${TAG:-20250101.v1}", "a", "b", "scratch"),
  image.map((name) => `"${name}"`),
);
const line = fc.oneof(
  fc
    .tuple(fc.constantFrom("ARG BASE=", "ARG X=1 BASE="), token)
    .map(([start, name]) => `${start}${name}`),
  fc.constantFrom(
    "ARG TAG=20250101.v1",
    "ARG TAG='20220101.v1'",
    "ARG TAG",
    `ARG REPO=${py38}`,
    `ARG REPO=${py312}`,
  ),
  fc
    .tuple(
      fc.constantFrom("FROM ", "from ", "  FROM "),
      token,
      fc.constantFrom("", " AS a", " AS b"),
    )
    .map((parts) => parts.join("")),
  fc
    .tuple(fc.constantFrom("COPY --from=", "ONBUILD COPY --from="), token)
    .map(([start, name]) => `${start}${name} /a /b`),
  token.map((name) => `RUN --mount=from=${name},target=/x true`),
  fc.constantFrom(
    "USER root",
    "USER $U",
    "ONBUILD USER 0",
    "CMD a",
    "LABEL a=b",
    "RUN <<E",
    "E",
    "RUN a \\",
    "  && b",
    "# comment",
    "",
    "{% if x %}",
    "FOO",
  ),
);
const dockerfile = fc
  .tuple(
    fc.constantFrom("", "\uFEFF"),
    fc.array(line, { minLength: 1, maxLength: 10 }),
    fc.constantFrom("\n", "\r\n"),
    fc.boolean(),
  )
  .map(([mark, lines, end, ended]) => mark + lines.join(end) + (ended ? end : ""));
const settings = { seed: 20261123, numRuns: 600 };

test("a second run changes nothing, and no rule has new findings", async () => {
  await fc.assert(
    fc.asyncProperty(dockerfile, fc.boolean(), fc.constantFrom(...days), expectStable),
    settings,
  );
});

test("each fix alone changes only its edits and its own image", async () => {
  await fc.assert(
    fc.asyncProperty(dockerfile, fc.constantFrom(...days), async (text, asOf) => {
      const images = await imagesIn(text);
      for (const { fix, image: own } of await findingsIn(text, { asOf })) {
        if (!fix || fix.edits.length === 0) continue;
        const edited = applyEdits(text, fix.edits);
        if (edited.kind === "rejected") throw new Error(edited.why);
        // The text outside the edits is in the new text, in order.
        const untouched = applyEdits(
          text,
          fix.edits.map((edit) => ({ ...edit, text: "" })),
        );
        if (untouched.kind === "rejected") throw new Error(untouched.why);
        expect(isWithin(untouched.text, edited.text)).toBe(true);
        const now = await imagesIn(edited.text);
        expect(now).toHaveLength(images.length);
        for (const [index, before] of images.entries())
          if (now[index] !== before) expect(repositoryOf(before)).toBe(repositoryOf(own ?? ""));
      }
    }),
    settings,
  );
});

/** Whether the characters of one text occur in order in another. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (const char of whole) if (part.startsWith(char, at)) at += char.length;
  return at === part.length;
}

function repositoryOf(reference: string): string {
  return reference.replace(/@.*$/, "").replace(/:[^/]*$/, "");
}
