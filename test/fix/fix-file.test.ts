import { describe, expect, test } from "vitest";
import type { Confidence, Finding } from "../../src/domain/rule/finding.ts";
import { fixFile } from "../../src/fix/index.ts";
import { fixDockerfile } from "../support/fixing.ts";
import { buildFinding } from "../support/run.ts";

const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";
const py38 = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";

describe("fixes a Dockerfile", () => {
  const old = `\uFEFFARG TAG=20230101.v1\r
FROM ${py38}:$TAG AS base\r
USER root\r
\r
FROM base\r
COPY --from=${py312}:20250101.v1 /a /b\r
CMD a`;

  test("with safe fixes", async () => {
    const { text, applied, rejected } = await fixDockerfile(old, {
      unsafe: false,
      asOf: "2026-09-16",
    });
    expect(text).toBe(old.replace("20250101.v1", "20260316.v1"));
    expect(applied).toEqual([
      {
        ruleId: "stale-tag",
        description: "Change the tag 20250101.v1 to 20260316.v1.",
        region: { startLine: 6, startColumn: 13, endLine: 6, endColumn: 74 },
      },
    ]);
    expect(rejected).toEqual([]);
  });

  test("with all fixes", async () => {
    const { text, applied, rejected } = await fixDockerfile(old, { unsafe: true });
    expect(text).toBe(
      old
        .replace(py38, py312)
        .replace("20230101.v1", "latest")
        .replace("20250101.v1", "latest")
        .replace("/b\r\n", "/b\r\nUSER dockeruser\r\n"),
    );
    expect(applied.map(({ ruleId, region }) => `${region.startLine} ${ruleId}`)).toEqual([
      "2 eol-os",
      "2 eol-python",
      "2 stale-tag",
      "2 unsupported-image",
      "3 root-user",
      "6 stale-tag",
    ]);
    expect(rejected).toEqual([]);
  });

  test("with nothing to fix", async () => {
    const text = `FROM ${py312}:latest\n`;
    expect(await fixDockerfile(text, { unsafe: true })).toEqual({
      text,
      applied: [],
      rejected: [],
    });
  });
});

/**
 * Checks a file with one word on each line and its fix after `->`. Each rule is a predicate on the line and the whole text.
 */
function wordChecker(rules: Readonly<Record<string, (line: string, all: string) => boolean>>) {
  const checked: string[] = [];
  const check = (text: string): Promise<readonly Finding[]> => {
    checked.push(text);
    return Promise.resolve(
      Object.entries(rules).flatMap(([ruleId, dislikes]) =>
        text.split("\n").flatMap((line, index) => {
          if (!dislikes(line, text)) return [];
          const [word = "", by] = line.split("->");
          const startLine = index + 1;
          const region = { startLine, startColumn: 1, endLine: startLine };
          const confidence: Confidence = word.includes("perhaps") ? "medium" : "high";
          const edit = { region: { ...region, endColumn: line.length + 1 }, text: by ?? "" };
          const fix =
            by === undefined ? null : { safe: true, description: `to ${by}`, edits: [edit] };
          const location = { ...region, endColumn: word.length + 1 };
          return [buildFinding(ruleId, location, { confidence, fix, image: word })];
        }),
      ),
    );
  };
  return { check, checked };
}

const starts = (word: string) => (line: string) => line.startsWith(word);

describe("a fix is rejected", () => {
  const rules = { bad: starts("bad"), worse: starts("worse") };

  test.each([
    ["if it does not help", "bad->bad", "bad would still report it"],
    ["if it increases the confidence", "bad perhaps->bad", "bad would still report it"],
    [
      "if it does not change the confidence",
      "bad perhaps->bad perhaps",
      "bad would still report it",
    ],
    ["if another rule reports the location", "bad->worse", "worse would report it instead"],
  ])("%s", async (_, line, why) => {
    const { check } = wordChecker(rules);
    const before = `bad->good\n${line}\nbad->fine`;
    const fixed = await fixFile(before, check, { unsafe: false });
    expect(fixed.text).toBe(`good\n${line}\nfine`);
    expect(fixed.rejected).toMatchObject([{ ruleId: "bad", region: { startLine: 2 } }]);
    expect(fixed.rejected[0]?.why).toContain(why);
  });

  test("but not if it lowers the confidence", async () => {
    const { check } = wordChecker(rules);
    const { text } = await fixFile("bad->bad perhaps", check, { unsafe: false });
    expect(text).toBe("bad perhaps");
  });

  test("for a finding elsewhere, and only that fix", async () => {
    const { check, checked } = wordChecker({
      bad: starts("bad"),
      far: (line, all) => line === "last" && /^poison$/m.test(all),
    });
    const lines = Array.from({ length: 500 }, (_, i) => `bad${i}->${i === 333 ? "poison" : "ok"}`);
    const fixed = await fixFile([...lines, "last"].join("\n"), check, { unsafe: false });
    expect(fixed.applied).toHaveLength(499);
    expect(fixed.rejected).toEqual([
      {
        ruleId: "bad",
        description: "to poison",
        region: { startLine: 334, startColumn: 1, endLine: 334, endColumn: 7 },
        why: "far would have more findings than before",
      },
    ]);
    expect(checked.length).toBeLessThan(40);
  });

  test("if it changes another image", async () => {
    const { check } = wordChecker({ bad: starts("bad") });
    const imagesOf = (text: string): Promise<readonly string[]> => {
      const words = text.split("\n").map((line) => line.split("->", 1).join());
      return Promise.resolve(/^spill$/m.test(text) ? words.map((word) => `${word}!`) : words);
    };
    const fixed = await fixFile("bad1->spill\nbad2->ok\nelse", check, { unsafe: false, imagesOf });
    expect(fixed.text).toBe("bad1->spill\nok\nelse");
    expect(fixed.rejected).toMatchObject([{ why: "it would change another image of the file" }]);
  });

  test("as one of hundreds, after few checks", async () => {
    const { check, checked } = wordChecker({
      bad: starts("bad"),
      far: (line, all) => line === "last" && /^poison$/m.test(all),
    });
    const lines = Array.from({ length: 500 }, (_, i) => `bad${i}->poison`);
    const fixed = await fixFile([...lines, "last"].join("\n"), check, { unsafe: false });
    expect(fixed.applied).toEqual([]);
    expect(fixed.rejected).toHaveLength(500);
    expect(checked.length).toBeLessThanOrEqual(101);
  });
});

test("applied fixes have locations of the original file, rejected ones of the fixed file", async () => {
  const { check } = wordChecker({ bad: starts("bad") });
  const fixed = await fixFile("bad1->x\nbad2->y->z\nbad3->bad\nbad4->bad5->q", check, {
    unsafe: false,
  });
  expect(fixed.text).toContain("x\ny");
  expect(fixed.applied[0]?.region).toMatchObject({ startLine: 1 });
  expect(fixed.rejected[0]?.region).toMatchObject({ startLine: 3 });
});

test("fixes a thousand FROMs", async () => {
  const from = (index: number): string => `FROM ${py38}:20220101.v1 AS s${index}\nUSER root\n`;
  const text = Array.from({ length: 1000 }, (_, index) => from(index)).join("");
  const { text: fixed, applied, rejected } = await fixDockerfile(text, { unsafe: true });
  expect(fixed).toBe(
    `${text.replaceAll(`${py38}:20220101.v1`, `${py312}:latest`)}USER dockeruser\n`,
  );
  expect(applied).toHaveLength(4001);
  expect(rejected).toEqual([]);
});

test("a rejected fix keeps its location when text is inserted at its end", async () => {
  const line = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 4 };
  const end = { ...line, startColumn: 4 };
  const fixOf = (edit: { region: typeof line; text: string }) => ({
    safe: true,
    description: "",
    edits: [edit],
  });
  const check = (text: string): Promise<readonly Finding[]> => {
    const kept = buildFinding("kept", line, {
      fix: fixOf({ region: { ...line, endColumn: 2 }, text: text.slice(0, 1).toUpperCase() }),
    });
    const ending = buildFinding("ending", end, { fix: fixOf({ region: end, text: "\nend" }) });
    return Promise.resolve(text.includes("\n") ? [kept] : [kept, ending]);
  };
  const fixed = await fixFile("abc", check, { unsafe: false });
  expect(fixed.text).toBe("abc\nend");
  expect(fixed.applied).toMatchObject([{ ruleId: "ending", region: end }]);
  expect(fixed.rejected).toMatchObject([{ ruleId: "kept", region: line }]);
});
