import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/config/index.ts";
import { loadConfig } from "../../src/config/schema/load-config.ts";
import { allRules, problemsOf } from "../support/configs.ts";

/** The problems of a policy, `line:column message`, for a version of inferlint. */
function problems(text: string, version = "0.1.0"): readonly string[] {
  const path = "gate.policy.yaml";
  const where = {
    path,
    absolute: `/repo/${path}`,
    base: "/repo",
    role: "policy",
    version,
  } as const;
  try {
    loadConfig(Buffer.from(text), where, allRules);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map(
      ({ region, message }) => `${region?.startLine}:${region?.startColumn} ${message}`,
    );
  }
}

describe("the version that a policy requires", () => {
  const newer =
    'newKey: 1\nrules: { new-rule: error }\nrequires: { inferlint: ">=0.2", other: 2 }\n';

  test("is read before the rest, so that an older version names nothing else", () => {
    expect(problems(newer)).toEqual([
      "3:24 this policy needs inferlint >=0.2, and this is 0.1.0: update inferlint",
    ]);
  });

  test("counts before what is not valid YAML for this version", () => {
    expect(problems(`a: 1\na: 2\nrequires: { inferlint: ">=0.2" }\n`)).toEqual([
      "3:24 this policy needs inferlint >=0.2, and this is 0.1.0: update inferlint",
    ]);
  });

  test("changes nothing where it is met", () => {
    const all = problems(newer, "0.2.0");
    expect(all).toHaveLength(3);
    expect(all.join("\n")).toContain("unknown key newKey");
    expect(problems('requires: { inferlint: ">=0.2 <1" }\n', "0.9.0")).toEqual([]);
  });

  test("can be an older one", () => {
    expect(problems('requires: { inferlint: "<0.1" }\n')).toEqual([
      "1:24 this policy needs inferlint <0.1, and this is 0.1.0: install an older version",
    ]);
  });

  test.each(["0.2", "'>0.2 x'", "^1", "0.2.0", "true"])(
    "%s is an error with its place",
    (range) => {
      const [problem, ...others] = problems(`requires: { inferlint: ${range} }\n`);
      expect(problem).toMatch(
        /^1:24 requires\.inferlint must be a range of versions such as ">=0\.2" or ">=0\.2 <1", not /,
      );
      expect(others).toEqual([]);
    },
  );
});

test.each([
  ["requires: { catalogueDays: 90 }", []],
  ["requires: {}", []],
  ["requires: { catalogueDays: -1 }", ["1:28 requires.catalogueDays must be a whole number"]],
  ["requires: { days: 1 }", ["1:13 unknown key days in requires"]],
  ["requires: [1]", ["1:11 requires must be a mapping"]],
  ["name: contoso-gate", []],
  ["name: Gate of Contoso, 2026", []],
  ["name: ''", ["1:7 name must be a name of one line"]],
  ['name: "a\\nb"', ["1:7 name must be a name of one line"]],
  [`name: ${"x".repeat(101)}`, ["1:7 name must be a name of one line"]],
  ["name: 1", ["1:7 name must be text"]],
])("%s", (text, starts) => {
  const found = problems(`${text}\n`);
  expect(found).toHaveLength(starts.length);
  for (const [index, start] of starts.entries()) expect(found[index]?.startsWith(start)).toBe(true);
});

test("a repository can set neither", () => {
  expect(
    problemsOf('name: x\nrequires: { inferlint: ">=9" }\n').map(({ message }) => message),
  ).toEqual([
    "name can only be set in a policy (--policy FILE), which binds the repository: remove it here",
    "requires can only be set in a policy (--policy FILE), which binds the repository: remove it here",
  ]);
});
