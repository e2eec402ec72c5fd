import { describe, expect, test } from "vitest";
import { fakeRegistry } from "../../test/support/fake-registry.ts";
import { check } from "../../test/support/rule-tester.ts";

// What other rules and suppressions make of a tag that is not written as tags of its repository are.

const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";

async function rulesOf(dockerfile: string, registry?: ReturnType<typeof fakeRegistry>) {
  const { findings } = await check({ dockerfile, ...(registry && { registry }) });
  return findings
    .filter(({ ruleId }) => ruleId !== "floating-tag")
    .map(({ ruleId, suppressed }) => (suppressed ? `${ruleId} suppressed` : ruleId));
}

describe("what else is said of such a tag", () => {
  test.each([
    ["lastest", ["unverified-tag"]],
    ["20261109.1", ["unverified-tag"]],
    ["20251020.1", ["unverified-tag"]],
    ["20230101.1", ["stale-tag", "unverified-tag"]],
    ["20241332.v1", ["unverified-image"]],
  ])("%s", async (tag, expected) => {
    expect(await rulesOf(`FROM ${py312}:${tag}\nUSER app\n`)).toEqual(expected);
  });

  test("a tag that does not exist is reported once", async () => {
    const registry = fakeRegistry({ [py312]: { tags: ["20260316.v1", "latest"] } });
    expect(await rulesOf(`FROM ${py312}:lastest\nUSER app\n`, registry)).toEqual(["unknown-tag"]);
  });
});

describe("a suppression", () => {
  const suppressing = (tag: string) =>
    `# inferlint: ignore[unverified-tag] -- ours\nFROM ${py312}:${tag}\nUSER app\n`;

  test("counts for the form", async () => {
    expect(await rulesOf(suppressing("lastest"))).toEqual(["unverified-tag suppressed"]);
  });

  test("is not unused where a registry has the tag, since other runs do not ask it", async () => {
    const registry = fakeRegistry({ [py312]: { tags: ["lastest", "latest"] } });
    expect(await rulesOf(suppressing("lastest"), registry)).toEqual([]);
  });

  test("is unused for a tag of the form", async () => {
    expect(await rulesOf(suppressing("20261109.v1"))).toEqual(["unused-suppression"]);
  });

  test("of stale-tag is not called unused: a day in such a tag proves nothing", async () => {
    const text = suppressing("20261109.1").replace("unverified-tag", "stale-tag");
    expect(await rulesOf(text)).toEqual(["unverified-tag"]);
  });
});
