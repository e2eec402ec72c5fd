import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config/schema/load-config.ts";
import { emptyCommandLine, resolveSettings } from "../../src/config/index.ts";
import type { ConfigProblem } from "../../src/config/index.ts";
import { withRequirements } from "../../src/pipeline/requirement-rules.ts";
import { ruleset } from "../../src/pipeline/ruleset.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";

function load(text: string, role: "policy" | "repository") {
  const where = { path: `${role}.yaml`, absolute: `/tree/${role}.yaml`, base: "/tree", role };
  return loadConfig(Buffer.from(text), where, ruleset);
}

/** `policy.yaml:2:11 message` of each problem. */
function problemsOf(error: unknown): readonly string[] {
  const { problems } = error as { readonly problems: readonly ConfigProblem[] };
  return problems.map(
    ({ path, region, message }) =>
      `${path}:${region?.startLine ?? 0}:${region?.startColumn ?? 0} ${message}`,
  );
}

const entry = 'name: x, images: ["**"], level: error';

const wrong: readonly (readonly [entry: string, message: RegExp])[] = [
  [entry, /demands nothing: add registry, support/],
  [`${entry.replace("x", "X")}, tag: digest`, /name must consist of lower-case/],
  [`${entry}, tag: newest`, /tag must be floating, dated or digest/],
  [`${entry}, python: 3.11`, /python must be text, not 3\.11: put it in quotes/],
  [`${entry}, python: new`, /python must be comparisons of versions/],
  [`${entry}, registry: https://quay.io`, /registry must not have a scheme: write quay\.io/],
  [`${entry}, registry: [quay.io, contoso]`, /registry\[1\] must be a registry/],
  [`${entry}, deny: docker.io`, /names a registry and no image: write docker\.io\/\*\*/],
  [`${entry}, allow: ["python:3.12"]`, /must not have a tag or digest/],
  [`${entry}, os: Ubuntu 22.04`, /must be a release as inferlint inspect shows it/],
  [`${entry}, support: supported`, /support must be listed, published/],
  [`${entry}, tag: digest, until: soon`, /until must be a day/],
  [`${entry}, tag: digest, image: []`, /unknown key image .*did you mean images/],
  ['name: x, images: ["**"], tag: digest', /missing key level in require\[0\]/],
];

describe("an entry of require", () => {
  test.each(wrong)("%s", (text, message) => {
    expect(() => load(`require: [{ ${text} }]\n`, "policy")).toThrow(message);
  });

  test("cannot have the name of an earlier one", () => {
    const text = `require:\n  - { ${entry}, tag: digest }\n  - { ${entry}, tag: dated }\n`;
    expect(() => load(text, "policy")).toThrow(
      'require[1].name "x" is the name of an earlier entry',
    );
  });

  test("that a policy names has to be its own", () => {
    const text = `require: [{ ${entry}, tag: digest }]\nallowLocal: [policy-requirement/y]\n`;
    expect(() => load(text, "policy")).toThrow(
      "unknown rule policy-requirement/y; require has no such entry",
    );
  });
});

describe("the requirements of policy and repository", () => {
  const asOf = calendarDate("2026-11-23");
  const resolve = async (policy: string | null, config: string) => {
    const sources = await withRequirements({
      ...{ rules: ruleset, commandLine: emptyCommandLine, asOf },
      policy: policy === null ? null : load(policy, "policy"),
      config: load(config, "repository"),
    });
    return resolveSettings(sources);
  };
  const policy = `require: [{ ${entry}, tag: digest }]\n`;
  const levelOf = ({ rules }: Awaited<ReturnType<typeof resolve>>, id: string) =>
    rules.find(({ rule }) => rule.id === id)?.level;

  test("add up", async () => {
    const own = `require: [{ ${entry.replace("x", "y")}, tag: dated }]\n`;
    const settings = await resolve(policy, own);
    expect(settings.requirements).toEqual(["policy-requirement/x", "policy-requirement/y"]);
    // A repository may suppress its own.
    expect(settings.maySuppress("policy-requirement/y", null)).toBe(true);
    expect(settings.maySuppress("policy-requirement/x", null)).toBe(false);
  });

  test("cannot have the same name", async () => {
    const error: unknown = await resolve(policy, policy).catch((caught: unknown) => caught);
    expect(problemsOf(error)).toEqual([
      "repository.yaml:1:11 the policy has a requirement x, too: choose another name",
    ]);
  });

  test("of the policy can only be stricter in a repository", async () => {
    const off = "rules: { policy-requirement/x: off }\n";
    const settings = await resolve(policy, off);
    expect(levelOf(settings, "policy-requirement/x")).toBe("error");
    expect(settings.rejections.map(({ message }) => message)).toEqual([
      "The level of policy-requirement/x is looser than the policy allows; it stays at error.",
    ]);
    const allowed = await resolve(`${policy}allowLocal: [policy-requirement/x]\n`, off);
    expect(levelOf(allowed, "policy-requirement/x")).toBeUndefined();
  });

  test("can be named without the policy, which alone knows them", async () => {
    const exception = "exceptions: [{ rules: [policy-requirement/z], reason: why }]\n";
    expect((await resolve(null, exception)).exceptions).toHaveLength(1);
    const error: unknown = await resolve(policy, exception).catch((caught: unknown) => caught);
    expect(problemsOf(error)[0]).toMatch(
      /^repository\.yaml:1:24 unknown rule policy-requirement\/z/,
    );
  });
});
