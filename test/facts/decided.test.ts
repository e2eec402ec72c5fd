import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createProject, type Project } from "./project.ts";
import type { Entry } from "./scripts.ts";
import { smallInputs } from "./small-inputs.ts";

const name = "azureml/inference-base-2204";
const unaddressed = "public code, without an address";
const cited = { source: "Azure/azureml-examples@0000000001", asOf: "2026-01-02" };

describe("decided.yaml", () => {
  let project: Project;
  beforeEach(() => {
    project = createProject();
  });
  afterEach(() => {
    rmSync(project.directory, { recursive: true });
  });

  /** Builds with another entry of the image, and with groups of facts. */
  const build = (entry: Entry, facts: readonly Entry[] = []): ReturnType<Project["facts"]> => {
    const inputs = smallInputs();
    const images = inputs.decided["images"] as Record<string, Entry>;
    inputs.decided["images"] = { ...images, [name]: entry };
    inputs.decided["facts"] = facts;
    project.write(inputs);
    return project.facts("build");
  };

  test.each<[Entry]>([
    [{}],
    [{ note: "seen once" }],
    [{ source: unaddressed, note: "seen once" }],
    [{ family: "unverified", source: unaddressed }],
    [{ family: "unverified", ...cited }],
    [{ user: "dockeruser", ...cited }],
  ])("accepts the entry %j", (entry) => {
    expect(build(entry)).toMatchObject({ status: 0 });
  });

  test.each<[Entry, string]>([
    [{ user: "dockeruser" }, "states user without source and asOf (the day of the source)"],
    [{ user: "dockeruser", asOf: "2026-01-02" }, "states user without source"],
    [{ user: "dockeruser", source: "x" }, "states user without asOf (the day of the source)"],
    [{ documented: "2022-07-14..2022-07-14", source: unaddressed }, "states documented without"],
    [{ family: "other", source: unaddressed }, "states family without asOf"],
    [{ family: "unverified", os: "ubuntu20.04", source: unaddressed }, "states family, os without"],
    [{ family: "unverified" }, "states family without source and asOf"],
    [{ family: "unverified", source: "public code" }, "states family without asOf"],
    [{ source: "Azure/azureml-assets@1" }, "has a source without asOf (the day of the source)"],
  ])("rejects the entry %j, and says what to add", (entry, problem) => {
    const { status, stderr } = build(entry);
    expect(status).toBe(2);
    expect(stderr).toContain(`decided.yaml: images: ${name}: ${problem}`);
    expect(stderr).toContain(
      `add what is missing, or move facts that have another source to \`facts\`; only a name that states no fact may have no day, with the source "${unaddressed}"`,
    );
  });

  const group = { for: [name], user: "dockeruser", why: "w", ...cited };
  test("accepts facts of several images, each with its source", () => {
    expect(build({}, [group])).toMatchObject({ status: 0 });
  });

  test.each<[Entry, RegExp]>([
    [{ ...group, source: undefined }, /decided\.yaml: facts: 0: source: /],
    [{ ...group, asOf: undefined }, /decided\.yaml: facts: 0: asOf: /],
    [{ ...group, why: undefined }, /decided\.yaml: facts: 0: why: /],
    [{ ...group, user: undefined }, /decided\.yaml: facts: 0: states no fact: add one of family, /],
    [
      { ...group, for: ["azureml/zeta"] },
      /decided\.yaml: facts: azureml\/zeta is not under images, add it there/,
    ],
  ])("rejects the group %j", (facts, problem) => {
    const { status, stderr } = build({}, [facts]);
    expect(status).toBe(2);
    expect(stderr).toMatch(problem);
  });

  test("rejects a fact that is stated twice", () => {
    const problem = `decided.yaml: facts: user of ${name} is stated twice, leave one`;
    expect(build({}, [group, group]).stderr).toContain(problem);
    expect(build({ user: "root", ...cited }, [group]).stderr).toContain(problem);
  });
});
