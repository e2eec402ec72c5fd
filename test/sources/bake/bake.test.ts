import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonBakeBuilds } from "../../../src/sources/bake/index.ts";
import type { BakeReading } from "../../../src/sources/bake/index.ts";
import { unresolvedPart } from "../../../src/shell/unresolved.ts";

// What bake builds of whole files is in test/builds/.

function read(tree: object, path = "docker-bake.json"): BakeReading {
  const reading = jsonBakeBuilds(path, JSON.stringify(tree));
  if (!reading) throw new Error("not a bake file");
  return reading;
}

function argsOf(args: object, others: object = {}): unknown {
  const [build] = read({ ...others, target: { a: { args } } }).builds;
  return Object.fromEntries(build?.args.map(({ name, value }) => [name, value]) ?? []);
}

describe("which files are bake files", () => {
  const target = { a: { args: { A: "1" } } };
  const shaped = { a: { dockerfile: "x" } };
  test.each([
    ["docker-bake.json", { target }, true],
    ["deploy/docker-bake.override.json", { target }, true],
    ["docker-bake.ci.json", { target }, true],
    ["docker-bake.json", { group: {} }, false],
    ["docker-bake.json", [], false],
    ["my-docker-bake.json", { target }, false],
    ["images.json", { target: shaped }, true],
    ["tsconfig.json", { target: "es2022" }, false],
    ["project.json", { target: { build: { executor: "x" } } }, false],
  ])("%s %j", (path, tree, isBake) => {
    expect(jsonBakeBuilds(path, JSON.stringify(tree)) !== null).toBe(isBake);
  });

  test.each(["", "{", "null", '{"target": {"a": {}},}', "[".repeat(100_000)])(
    "no JSON: %.20s",
    (text) => {
      expect(jsonBakeBuilds("docker-bake.json", text)).toBeNull();
    },
  );
});

describe("values of arguments; null for one that is not known", () => {
  test.each([
    ["${UNKNOWN}", null],
    ["a-${UNKNOWN}", null],
    ["${UNSET}", null],
    ["${upper(UNSET)}", null],
    ["${A}", "a"],
    ["${~A}", null],
    ["%{ if true }x%{ endif }", null],
    ["%%{x", null],
    ["${", null],
    ["${}", null],
    ["${A", null],
    ["a}", "a}"],
    ["$${A}", "${A}"],
    ["$A", "$A"],
    ['${"}"}', "}"],
    ['${"${A}-${"b"}"}', "a-b"],
    ['${"\\u0041\\n\\""}', 'A\n"'],
    ['${"\\U00110000"}', null],
    ["${1.50}", "1.5"],
    ["${null}x", null],
    ["${A == UNSET ? 1 : 2}", null],
    ['${A == "a" && !(1 == 2) ? "yes" : "no"}', "yes"],
    ['${"1" == 1 ? "same" : "other"}', "other"],
    ["${!!true}", "true"],
    ["${LIST[1]}", "two"],
    ["${LIST[2]}", null],
    ["${OBJECT.key}", "value"],
    ['${OBJECT["key"]}', "value"],
    ["${OBJECT.toString}", null],
    ["${LIST}", null],
    ["${target.a.args.X}", null],
    ["${toString()}", null],
    ["${constructor}", null],
    ['${join(",", concat(LIST, ["three"]))}', "one,two,three"],
    ['${merge({a = 1}, {"a": "2"}).a}', "2"],
    ["${coalesce(null, A)}", "a"],
    ['${upper(A)}${trimspace(" b ")}', "Ab"],
    ['${lower("Ä")}', null],
    ["${twice(A)}", "aa"],
    ["${twice()}", null],
    ["${endless(A)}", null],
    ["${LOOP}", null],
    ["${A}".repeat(2000), "a".repeat(2000)],
    ["${A}".repeat(20_000), null],
    [`\${${"(".repeat(5000)}A${")".repeat(5000)}}`, null],
    [`\${${"!".repeat(5001)}true}`, "false"],
    ['${"'.repeat(5000), null],
  ])("%.60s", (written, expected) => {
    const others = {
      variable: {
        UNSET: {},
        A: { default: "a" },
        LIST: { default: ["one", "two"] },
        OBJECT: { default: { key: "value" } },
        LOOP: { default: "x${LOOP}" },
      },
      function: {
        twice: { params: ["x"], result: "${x}${x}" },
        endless: { params: ["x"], result: "${endless(x)}" },
      },
    };
    expect(argsOf({ X: written }, others)).toEqual({ X: expected });
  });

  test("values that double each time end", () => {
    const variable = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [
        `V${index}`,
        { default: index === 0 ? "x" : `\${V${index - 1}}\${V${index - 1}}` },
      ]),
    );
    expect(argsOf({ SMALL: "${V3}", LARGE: "${V99}" }, { variable })).toEqual({
      SMALL: "xxxxxxxx",
      LARGE: null,
    });
  });

  test("calls that double each time end", () => {
    const calls = Object.fromEntries(
      Array.from({ length: 28 }, (_, index) => [
        `f${index}`,
        { params: ["x"], result: index === 0 ? "" : `\${f${index - 1}(x)}\${f${index - 1}(x)}` },
      ]),
    );
    expect(argsOf({ X: '${f27("")}' }, { function: calls })).toEqual({ X: null });
  });
});

describe("targets", () => {
  test("a stage, a path and a context that are not known", () => {
    const [build] = read({
      variable: { X: {} },
      target: {
        a: { target: "t-${X}", dockerfile: "${X}.Dockerfile", contexts: { base: "${X}" } },
      },
    }).builds;
    expect(build).toMatchObject({
      target: { open: "t-${X}" },
      dockerfile: { text: `${unresolvedPart}.Dockerfile`, unknown: ["${X}"] },
      contexts: [{ name: "base", value: unresolvedPart }],
    });
  });

  test.each([
    [{ a: { inherits: ["gone"] } }, "Target `a` inherits `gone`, not in this file."],
    [{ a: { inherits: ["docker-metadata-action"] } }, null],
    [{ a: { inherits: "${X}" } }, "Target `a` uses `${X}`, which cannot be determined."],
    [{ a: { args: "${f(X)}" } }, "Target `a` uses `${f(X)}`, which cannot be determined."],
    [{ a: { args: { "${X}": "1" } } }, "Target `a` uses `${X}`, which cannot be determined."],
    [{ a: { args: null } }, null],
    [{ a: { matrix: "${X}" } }, "The builds of target `a` cannot be determined."],
    [
      { a: { name: "n-${X}", matrix: { k: ["1"] } } },
      "The builds of target `a` cannot be determined.",
    ],
    [
      { a: { matrix: { k: Array<string>(101).fill("1") } } },
      "The builds of target `a` cannot be determined.",
    ],
    [
      { a: { "dockerfile-inline": "FROM ${X}" } },
      "The `dockerfile-inline` of target `a` was not read.",
    ],
  ])("%j", (target, message) => {
    const { problems } = read({ target });
    expect(problems).toEqual(
      message === null ? [] : [{ id: "partly-read", message, span: { start: 12, end: 13 } }],
    );
  });

  test.each([
    ["names in a group", { group: { default: { targets: ["p"] } } }, { args: {} }, true],
    ["has a Dockerfile", {}, { dockerfile: "x" }, true],
    ["has tags", {}, { tags: ["x"] }, true],
    ["has arguments only", {}, { args: { A: "1" } }, false],
    ["is the default", {}, {}, true],
  ])("a parent that %s", (title, others, parent, isBuilt) => {
    const name = title === "is the default" ? "default" : "p";
    const { builds } = read({ ...others, target: { [name]: parent, c: { inherits: [name] } } });
    expect(builds.map((build) => build.name)).toEqual([
      ...(isBuilt ? [`target \`${name}\``] : []),
      "target `c`",
    ]);
  });

  test("targets that inherit each other", () => {
    const { builds } = read({
      target: {
        a: { inherits: ["b"], args: { A: "a", X: "a" }, tags: ["a"] },
        b: { inherits: ["a"], args: { B: "b", X: "b" }, tags: ["b"] },
      },
    });
    expect(
      builds.map(({ args }) => Object.fromEntries(args.map((arg) => [arg.name, arg.value]))),
    ).toEqual([
      { A: "a", B: "b", X: "a" },
      { A: "a", B: "b", X: "b" },
    ]);
  });

  test.each([
    [
      "a long chain",
      Array.from({ length: 5000 }, (_, at) => [`t${at}`, { inherits: [`t${at + 1}`] }]),
    ],
    [
      "many long parents",
      [
        [
          "p",
          { args: Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`A${at}`, "1"])) },
        ],
        ["c", { inherits: Array<string>(2000).fill("p") }],
      ],
    ],
  ])("%s is too much, and said", (_, entries) => {
    const { builds, problems } = read({ target: Object.fromEntries(entries) as object });
    expect(builds).toEqual([]);
    expect(problems.length).toBeGreaterThan(0);
  });

  test("keys that objects have of their own", () => {
    const text = '{"target": {"__proto__": {"args": {"__proto__": "1", "constructor": "2"}}}}';
    const [build] = jsonBakeBuilds("docker-bake.json", text)?.builds ?? [];
    expect(build).toMatchObject({
      name: "target `__proto__`",
      args: [
        { name: "__proto__", value: "1" },
        { name: "constructor", value: "2" },
      ],
    });
  });
});

describe("places in JSON", () => {
  test("a Dockerfile with escapes, after a byte order mark", () => {
    const text =
      '\uFEFF{"target": {"a": {"dockerfile-inline": "FROM a\\nRUN echo \\"\\u00e9\\"\\nUSER root\\n"}}}';
    const { dockerfiles, builds } = jsonBakeBuilds("docker-bake.json", text) ?? { dockerfiles: [] };
    expect(builds).toEqual([]);
    const [found] = dockerfiles;
    expect(found?.text.text).toBe('FROM a\nRUN echo "é"\nUSER root\n');
    const placeOf = (part: string): string => {
      const start = found?.text.text.indexOf(part) ?? -1;
      const span = found?.text.span({ start, end: start + part.length });
      return text.slice(span?.start, span?.end);
    };
    expect(placeOf("FROM a")).toBe("FROM a");
    expect(placeOf("é")).toBe(String.raw`\u00e9`);
    expect(placeOf("USER root")).toBe("USER root");
    expect(found?.text.encode('"')).toBe(String.raw`\"`);
  });
});

test("no text throws", () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom("${A}", "${f(A)}", "$${A}", "${", '${"', "a", "b", "%{", "${A[0].b}"),
      fc.constantFrom(null, true, 1e30, -1),
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          "a",
          "b",
          "args",
          "inherits",
          "matrix",
          "name",
          "default",
          "params",
          "result",
          "contexts",
          "targets",
          "dockerfile-inline",
          "${A}",
        ),
        tie("any"),
        { maxKeys: 4 },
      ),
    ),
  })).any;
  const file = fc.dictionary(
    fc.constantFrom("target", "variable", "function", "group", "A"),
    value,
  );
  fc.assert(
    fc.property(file, (tree) => {
      jsonBakeBuilds("docker-bake.json", JSON.stringify(tree));
    }),
    { numRuns: 2000 },
  );
});

test.each([null, 1, true, [], {}, [null]])("a group with the target %j", (target) => {
  const tree = { target: { a: {} }, group: { g: { targets: [target, "a"] } } };
  expect(read(tree).builds).toHaveLength(1);
});
