import { describe, expect, test } from "vitest";
import type { DescribedBuild } from "../../src/domain/build/described-build.ts";
import type { BuildVariant } from "../../src/domain/settings/settings.ts";
import { describedVariants } from "../../src/pipeline/described-variants.ts";

const own = {
  buildArgs: new Map(),
  target: null,
  isTargetRequired: false,
} as unknown as BuildVariant;

function build(index: number, value: string): DescribedBuild {
  return {
    where: `service \`s${index}\` of compose.yaml`,
    args: new Map([["BASE", value]]),
    contexts: new Map<string, string>(),
    target: null,
  } as unknown as DescribedBuild;
}

const builds = Array.from({ length: 2000 }, (_, index) =>
  build(index, index === 1999 ? "mcr.microsoft.com/azureml/x" : `v${index}`),
);

describe("the builds of one Dockerfile that are checked", () => {
  test.each([
    ["of a short file many", 1000, 500, 1500],
    ["of a long file few", 1024 * 1024, 4, 1996],
  ])("%s", (_, length, count, leftOut) => {
    const result = describedVariants(own, builds, length);
    expect(result.variants).toHaveLength(count);
    expect(result.leftOut).toBe(leftOut);
    expect(result.variants[0]?.buildArgs.get("BASE")).toBe("mcr.microsoft.com/azureml/x");
  });

  test("few builds keep their order, and none is left out", () => {
    const result = describedVariants(own, builds.slice(1990), 1000);
    expect(result.leftOut).toBe(0);
    expect(result.variants.map(({ buildArgs }) => buildArgs.get("BASE"))[0]).toBe("v1990");
  });
});
