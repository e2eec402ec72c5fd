import { describe, expect, test } from "vitest";
import { packageOf } from "../../../src/domain/image/framework-package.ts";
import { findingsOf, referencesIn } from "../../support/fix-run.ts";
import { shippedCatalogue, shippedData, shippedDay } from "../../support/shipped-catalogue.ts";

// Laws of the advice for images with a framework, with the facts that ship.

const { repositories } = shippedData.images;
const wheels = shippedData.wheels?.wheels ?? {};
const gone = Object.entries(repositories).filter(
  ([, { family, framework, support }]) =>
    family === "inference" && framework !== undefined && support === "dropped",
);

test("the table of wheels has every framework of an image that is a package", () => {
  const frameworks = Object.values(repositories).flatMap(({ framework, versions = [] }) =>
    [framework, ...versions.map((row) => row.framework)].flatMap(
      (text) => text?.split(" + ") ?? [],
    ),
  );
  const names = frameworks.flatMap((framework) => packageOf(framework)?.name ?? []);
  expect(names.length).toBeGreaterThan(0);
  expect([...new Set(names)].filter((name) => !Object.hasOwn(wheels, name))).toEqual([]);
});

/** `1.10` is after `1.9`; what follows the release line does not count. */
function precedes(version: string, line: string): boolean {
  const [[major = 0, minor = 0], [otherMajor = 0, otherMinor = 0]] = [version, line].map((text) =>
    text.split(".").map(Number),
  ) as [number[], number[]];
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}

describe("what the remedy says of wheels", () => {
  test("is about every framework image that left Microsoft's list", () => {
    expect(gone.length).toBeGreaterThan(10);
  });

  test.each(gone)("agrees with the table for %s", async (repository) => {
    const findings = await findingsOf(`FROM mcr.microsoft.com/${repository}:latest\nUSER app\n`, {
      asOf: shippedDay,
      catalogue: shippedCatalogue,
    });
    const remedy = findings.find(({ ruleId }) => ruleId === "unsupported-image")?.message.remedy;
    if (!remedy) throw new Error("not reported");
    const target = referencesIn(remedy)[0]?.replace(/^mcr\.microsoft\.com\/|:.*$/g, "") ?? "";
    const [, name = "", version = ""] =
      /install (\S+) (\d[\d.]*) there\b(?!,)/.exec(remedy.text) ?? [];
    if (name !== "") {
      const line = wheels[name]?.[repositories[target]?.python ?? ""];
      expect(line, `${name} on ${target}`).toBeDefined();
      expect(precedes(version, line ?? ""), remedy.text).toBe(false);
    }
    const missing =
      /(\S+) (\S+) has no wheel for Python (\S+) \(the oldest that has is (\S+)\)/.exec(
        remedy.text,
      );
    if (missing) {
      const [, what = "", old = "", python = "", oldest = ""] = missing;
      expect([python, oldest]).toEqual([repositories[target]?.python, wheels[what]?.[python]]);
      expect(precedes(old, oldest)).toBe(true);
    }
    // Triton is a server, and no package.
    if (!repository.includes("triton")) expect(name !== "" || missing !== null).toBe(true);
  });
});
