import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { configBytes, configNames, load, problemsOf } from "../support/configs.ts";
import { regionText } from "../support/region-text.ts";

const anywhere = expect.objectContaining({ path: expect.any(String) as string }) as unknown;

test.each(configNames("right"))("%s is valid", (name) => {
  expect(problemsOf(configBytes("right", name), name)).toEqual([]);
});

test("the example of the design, piece by piece", () => {
  const bytes = configBytes("right", "design.yaml");
  const config = load(bytes, "design.yaml");
  const text = new TextDecoder().decode(bytes);
  const at = (
    positioned: { readonly location: { readonly region: Parameters<typeof regionText>[1] } } | null,
  ) => positioned && regionText(text, positioned.location.region);
  expect(config).toMatchObject({ path: "design.yaml", absolute: "/repo/design.yaml", text });
  expect(config.files.include[0]?.value.sources).toEqual([]);
  expect(config.files.exclude[0]?.value.sources).toEqual(["third_party/**"]);
  expect(at(config.files.exclude[0] ?? null)).toBe("[third_party/**]");
  expect(config.images.include?.value.roots).toEqual(["azureml/", "azureml/"]);
  expect(config.images.mirrors).toEqual([
    {
      value: { prefix: "contoso.azurecr.io/mcr/azureml", instead: "mcr.microsoft.com/azureml" },
      location: anywhere,
    },
  ]);
  expect(at(config.images.mirrors[0] ?? null)).toBe(
    "{ prefix: contoso.azurecr.io/mcr/azureml, for: mcr.microsoft.com/azureml }",
  );
  expect([...config.rules.keys()]).toEqual([
    "stale-tag",
    "eol-os",
    "support-ending",
    "floating-tag",
  ]);
  expect(config.supportWindow).toEqual({
    months: { value: 6, location: anywhere },
    from: { value: "latest", location: anywhere },
  });
  expect(at(config.supportWindow.months)).toBe("6");
  expect(config.rules.get("stale-tag")).toEqual({
    level: { value: "error", location: anywhere },
    options: new Map(),
  });
  const ending = config.rules.get("support-ending");
  expect(ending?.level).toBeNull();
  expect([...(ending?.options ?? [])]).toEqual([["days", { value: 90, location: anywhere }]]);
  expect(at(ending?.options.get("days") ?? null)).toBe("90");
  expect(at(config.rules.get("floating-tag")?.level ?? null)).toBe("warning");
  const [exception] = config.exceptions;
  expect(exception).toMatchObject({
    rules: ["eol-python"],
    until: "2027-01-31",
    reason: "The model needs Python 3.9 until it is retrained.",
  });
  expect(exception?.images?.matches("azureml/minimal-ubuntu22.04-py39-cpu-inference")).toBe(true);
  expect(exception?.files?.matches("/repo/serving/Dockerfile")).toBe(true);
  expect(at(exception ?? null)).toMatch(/^\{ rules: .*retrained\." \}$/);
  expect(config.build).toEqual({ args: new Map(), targets: { value: [], location: anywhere } });
  expect(config.baseline).toEqual({ value: "/repo/.inferlint-baseline.json", location: anywhere });
  expect(config.failOn?.value).toBe("error");
  const [override] = config.overrides;
  expect(override?.files.matches("/repo/legacy/Dockerfile")).toBe(true);
  expect(at(override?.rules.get("eol-os")?.level ?? null)).toBe("warning");
  expect(at(override?.build.args.get("BASE") ?? null)).toMatch(/^mcr\..*-inference$/);
  expect(override?.supportWindow).toEqual({ months: null, from: null });
  expect(config.allowLocal).toBeNull();
  expect(config.maxExceptionDays).toBeNull();
});

test("a policy: its own keys, mirrors in lower case and without port 443, a baseline relative to the repository", () => {
  const config = load(configBytes("right", "full.policy.yaml"), "sub/full.policy.yaml");
  expect(config.allowLocal?.value).toEqual(["unofficial-registry"]);
  expect(config.maxExceptionDays?.value).toBe(90);
  expect(config.exceptionRules.reason?.value).toEqual(["SEC-*", "ML-*"]);
  expect(config.exceptionRules.maxOpen?.value).toBe(20);
  expect(config.supportWindow.months?.value).toBe(6);
  expect(config.supportWindow.from).toBeNull();
  expect(config.files.gitignore?.value).toBe(false);
  expect(config.images.mirrors.map(({ value }) => value)).toEqual([
    { prefix: "contoso.azurecr.io/mcr/azureml", instead: "mcr.microsoft.com/azureml" },
    { prefix: "localhost:5000", instead: "mcr.microsoft.com" },
  ]);
  expect(config.baseline?.value).toBe("/repo/accepted/known.json");
  expect(config.exceptions[0]?.reason).toBe("The platform team moves these before the summer.");
  expect(config.rules.get("floating-tag")?.level?.value).toBe("off");
});

test("the baseline of a repository is relative to its configuration", () => {
  expect(load("baseline: accepted.json", "sub/.inferlint.yaml").baseline?.value).toBe(
    "/repo/sub/accepted.json",
  );
});

test("JSON: escapes in text, empty arguments, null for what is not set", () => {
  const config = load(configBytes("right", "plain.json"), "plain.json");
  expect(config.baseline?.value).toBe("/repo/accepted 1.json");
  expect([...config.build.args].map(([name, { value }]) => [name, value])).toEqual([
    ["TAG", "20240101.v1"],
    ["_x", ""],
  ]);
  expect(config.build.targets?.value).toEqual(["serve", "0"]);
  expect(config.supportWindow.months?.value).toBe(12);
  expect(config.supportWindow.from?.value).toBe("today");
  expect(config.overrides[0]?.supportWindow).toEqual({
    months: { value: 0, location: anywhere },
    from: null,
  });
  expect(config.files).toEqual({ include: [], exclude: [], gitignore: null, kinds: null });
});

test("an aliased value has the position of its anchor", () => {
  const config = load(configBytes("right", "anchors.yaml"), "anchors.yaml");
  expect(config.overrides[1]?.rules.get("eol-os")?.level?.location.region.startLine).toBe(4);
  expect(config.failOn?.value).toBe("warning");
  expect(config.exceptions[0]?.files?.sources).toEqual(["legacy/**", "attic/**"]);
});

test("a byte order mark and CRLF take no columns", () => {
  const config = load(configBytes("right", "windows.yaml"), "windows.yaml");
  expect(config.text.startsWith("# Written")).toBe(true);
  expect(config.rules.get("eol-os")?.level?.location.region).toEqual({
    startLine: 4,
    startColumn: 12,
    endLine: 4,
    endColumn: 19,
  });
});

describe("patterns of files", () => {
  const matches = (pattern: string, path: string): boolean | undefined =>
    load(JSON.stringify({ files: { exclude: [pattern] } })).files.exclude[0]?.value.matches(path);

  test.each([
    ["third_party/**", "/repo/third_party/a/Dockerfile", true],
    ["third_party/**", "/repo/third_party", true],
    ["third_party", "/repo/third_party/a/Dockerfile", true],
    ["third_party/", "/repo/third_party/a/Dockerfile", true],
    ["third_party/", "/repo/third_party", true],
    ["./third_party", "/repo/third_party/Dockerfile", true],
    ["third_party", "/repo/third_party2/Dockerfile", false],
    ["third_party", "/repo/sub/third_party/Dockerfile", false],
    ["**/third_party", "/repo/sub/third_party/Dockerfile", true],
    ["**/third_party", "/repo/third_party", true],
    ["*.Dockerfile", "/repo/a.Dockerfile", true],
    ["*.Dockerfile", "/repo/a/b.Dockerfile", false],
    ["**", "/repo/.github/Dockerfile", true],
    ["*", "/repo/.github/Dockerfile", true],
    [".", "/repo/a/Dockerfile", true],
    ["**", "/repo", false],
    ["**", "/repository/Dockerfile", false],
    ["**", "/elsewhere/Dockerfile", false],
    ["..a/**", "/repo/..a/Dockerfile", true],
    ["{a,b}/x[0-9]", "/repo/b/x7/Dockerfile", true],
    ["{a,b}/x[0-9]", "/repo/c/x7/Dockerfile", false],
    ["a?/x", "/repo/ab/x", true],
    ["a+(b)/x", "/repo/abb/x", undefined],
  ])("%s, %s: %s", (pattern, path, expected) => {
    if (expected === undefined) expect(() => matches(pattern, path)).toThrow("parentheses");
    else expect(matches(pattern, path)).toBe(expected);
  });

  test("no patterns match nothing", () => {
    expect(load("files: {exclude: []}").files.exclude[0]?.value.matches("/repo/a")).toBe(false);
  });
});

describe("patterns of images", () => {
  test.each([
    ["azureml/**", "azureml/a/b", true, "azureml/"],
    ["azureml/**", "azureml-x/a", false, "azureml/"],
    ["azureml/*", "azureml/a/b", true, "azureml/"],
    ["azureml/foo", "azureml/foo", true, "azureml/foo"],
    ["azureml/foo", "azureml/foo/bar", false, "azureml/foo"],
    ["mcr.microsoft.com/azureml/foo", "azureml/foo", true, "azureml/foo"],
    ["azureml/foo*", "azureml/foobar", true, "azureml/"],
    ["azureml/{a,b}", "azureml/b", true, "azureml/"],
    ["**/x", "any/x", true, ""],
    ["azureml/minimal-ubuntu22.04-*", "azureml/minimal-ubuntu22.04-py39", true, "azureml/"],
  ])("%s, %s: %s, root %s", (pattern, name, expected, root) => {
    const include = load(JSON.stringify({ images: { include: [pattern] } })).images.include?.value;
    expect(include?.matches(name)).toBe(expected);
    expect(include?.roots).toEqual([root]);
    if (expected) expect(name.startsWith(root)).toBe(true);
  });
});

describe("any input", () => {
  /** Every problem lies in the text, in order, with a message. */
  const checkProblems = (bytes: Uint8Array, name: string): void => {
    const problems = problemsOf(bytes, name);
    const text = new TextDecoder().decode(bytes);
    for (const { region, message } of problems) {
      expect(message).not.toMatch(
        // eslint-disable-next-line no-control-regex -- what a message must not contain
        /[\n\u0000-\u001f\u007f-\u009f]|\.$|\{(?:path|value|name|parent|suggestion)\}|undefined/,
      );
      if (region) regionText(text, region);
    }
    const starts = problems.flatMap(({ region }) => region?.startLine ?? []);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  };
  const names = fc.constantFrom("a.yaml", "a.json", "a.policy.yaml");
  const key = fc.constantFrom(
    ..."files images supportWindow rules exceptions build baseline failOn overrides include exclude mirrors prefix for eol-os stale-tag months level args targets until reason __proto__ << x".split(
      " ",
    ),
  );

  test("any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), names, (bytes, name) => {
        checkProblems(bytes, name);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  test("any text of the pieces of YAML", () => {
    const piece = fc.oneof(
      key,
      fc.constantFrom(
        ..."\n|\n  |\n    |: |- |? |[|]|{|}|, |&a |*a|!t |!!str |---\n|...\n|%YAML 1.1\n|# c|\"|'|>\n|\t|\r\n|~|.nan|5|-1.5|true|2027-02-30|**/x|é😀|\uFEFF|\\|@|`".split(
          "|",
        ),
        "|\n",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), names, (pieces, name) => {
        checkProblems(new TextEncoder().encode(pieces.join("")), name);
      }),
      { seed: 2, numRuns: 5000 },
    );
  });

  test("any value of JSON", () => {
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom<unknown>(null, true, 0, 7.5, "error", "off", "a/**", "", "2027-01-31"),
        fc.string(),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.oneof(key, fc.string()), tie("value"), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(value, names, (tree, name) => {
        checkProblems(new TextEncoder().encode(JSON.stringify(tree, null, 1)), name);
      }),
      { seed: 3, numRuns: 3000 },
    );
  });

  test("JSON reads as YAML does", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (tree) => {
        const text = JSON.stringify(tree);
        expect(problemsOf(text, "a.json").length > 0).toBe(problemsOf(text, "a.yaml").length > 0);
      }),
      { seed: 4, numRuns: 1000 },
    );
  });

  test.each([
    ["anchors", "&a ".repeat(80_000)],
    ["keys", Array.from({ length: 25_000 }, (_, index) => `a${index}: 1`).join("\n")],
    ["unmatched closing brackets", "}".repeat(200_000)],
    ["one list", `files: {exclude: [${"a,".repeat(80_000)}]}`],
    ["half a pattern", JSON.stringify({ files: { exclude: ["{a".repeat(80_000)] } })],
    [
      "a chain of aliases",
      Array.from({ length: 9_000 }, (_, i) => `- &a${i} [*a${i - 1}]`).join("\n"),
    ],
    ["a long baseline", JSON.stringify({ baseline: `${"a/".repeat(100_000)}/` })],
  ])("%s do not hang the reader", (_, text) => {
    expect(problemsOf(text)).not.toEqual([]);
  });
});
