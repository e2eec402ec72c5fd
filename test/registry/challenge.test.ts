import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readChallenges } from "../../src/registry/auth/challenge.ts";

type Parameters = Readonly<Record<string, string>>;

function read(...fields: readonly string[]): readonly (readonly [string, Parameters])[] {
  return readChallenges(fields).map(({ scheme, parameters }) => [
    scheme,
    Object.fromEntries(parameters),
  ]);
}

describe("valid challenges", () => {
  const azure = {
    realm: "https://contoso.azurecr.io/oauth2/token",
    service: "contoso.azurecr.io",
    scope: "repository:hello-world:pull",
  };
  const azureText = Object.entries(azure)
    .map(([name, value]) => `${name}="${value}"`)
    .join(",");
  test.each<readonly [string, readonly string[], ReturnType<typeof read>]>([
    ["Azure's", [`Bearer ${azureText}`], [["bearer", azure]]],
    [
      "a blank behind each comma",
      [`Bearer ${azureText.replaceAll(",", ", ")}`],
      [["bearer", azure]],
    ],
    ["any case", [`BEARER Realm="x",SERVICE="y"`], [["bearer", { realm: "x", service: "y" }]]],
    ["blanks around =", [`Basic realm = "x"`], [["basic", { realm: "x" }]]],
    ["no quotes", ["Basic realm=x"], [["basic", { realm: "x" }]]],
    ["an empty value", [`Basic realm=""`], [["basic", { realm: "" }]]],
    ["a scheme alone", ["Negotiate"], [["negotiate", {}]]],
    [
      "commas in quotes",
      [`Bearer scope="a:pull,push",b=c`],
      [["bearer", { scope: "a:pull,push", b: "c" }]],
    ],
    [
      "escapes",
      [String.raw`Basic realm="a \"b\" \\ \c"`],
      [["basic", { realm: String.raw`a "b" \ c` }]],
    ],
    ["letters beyond ASCII", [`Basic realm="caf\u00e9"`], [["basic", { realm: "caf\u00e9" }]]],
    [
      "two in one field",
      [`Basic realm="x", Bearer realm="y",service="z"`],
      [
        ["basic", { realm: "x" }],
        ["bearer", { realm: "y", service: "z" }],
      ],
    ],
    [
      "two fields",
      [`Bearer realm="y"`, `Basic realm="x"`],
      [
        ["bearer", { realm: "y" }],
        ["basic", { realm: "x" }],
      ],
    ],
    [
      "token68, padded or not, among others",
      [`Negotiate YII=, NTLM TlRM, Basic realm="x"`],
      [
        ["negotiate", {}],
        ["ntlm", {}],
        ["basic", { realm: "x" }],
      ],
    ],
    [
      "schemes alone, in a row",
      ["Negotiate, NTLM , Basic realm=x"],
      [
        ["negotiate", {}],
        ["ntlm", {}],
        ["basic", { realm: "x" }],
      ],
    ],
    ["commas too many", [`, ,Basic ,, realm="x",, ,`], [["basic", {}]]],
    ["empty parts between parameters", [`Bearer a="1",, ,b="2"`], [["bearer", { a: "1", b: "2" }]]],
  ])("%s", (_, fields, expected) => {
    expect(read(...fields)).toEqual(expected);
  });
});

describe("invalid challenges", () => {
  test.each<readonly [string, readonly string[], ReturnType<typeof read>]>([
    ["nothing at all", [], []],
    ["an empty field", [""], []],
    ["blanks and commas", [" , ,\t"], []],
    ["no scheme", [`realm="x"`], []],
    ["a quote in front", [`"Bearer" realm="x"`], []],
    ["an open quote", [`Bearer realm="https://a`], []],
    ["an open quote behind an escape", [String.raw`Bearer realm="a\"`], []],
    ["text behind a value", [`Bearer realm="x"y`], []],
    ["parameters without commas", [`Bearer realm="x" service="y"`], []],
    ["the same parameter twice", [`Bearer realm="https://a",Realm="https://b"`], []],
    ["a value missing", ["Bearer a=b,realm=,service=x"], []],
    [
      "a value missing in front, where it reads as token68",
      ["Bearer realm=,b=c"],
      [["bearer", {}]],
    ],
    ["a line end in a value", [`Bearer realm="x\r\ny"`], []],
    ["NUL", ["Bearer realm=x\0"], []],
    [
      "challenges before a syntax error count",
      [`Basic realm="x", Bearer realm="y`],
      [["basic", { realm: "x" }]],
    ],
    [
      "garbage ends its own field only",
      [`Bearer realm="y`, "Basic realm=x"],
      [["basic", { realm: "x" }]],
    ],
  ])("%s", (_, fields, expected) => {
    expect(read(...fields)).toEqual(expected);
  });
});

describe("limits", () => {
  test("16 challenges, in one header or in several", () => {
    const names = Array.from({ length: 50 }, (_, index) => `S${index}`);
    expect(read(names.join(", "))).toHaveLength(16);
    expect(read(...names)).toHaveLength(16);
    expect(read(...names).at(-1)).toEqual(["s15", {}]);
  });

  test("8 KiB of all headers together; a truncated challenge does not count", () => {
    const long = `Bearer realm="${"x".repeat(5000)}"`;
    expect(read(long)).toHaveLength(1);
    expect(read(long, long)).toHaveLength(1);
    expect(read(long, long, "Basic realm=x")).toHaveLength(1);
    // Truncated after a word, a challenge would look complete.
    expect(read(`${",".repeat(8187)}Basic realm=x`)).toEqual([]);
  });

  test.each([
    ["quotes", '"'.repeat(8192)],
    ["escapes", `Basic realm="${"\\".repeat(8000)}`],
    ["an open quote", `Basic realm="${"a".repeat(8000)}`],
    ["equals", `Basic ${"a=".repeat(4000)}`],
    ["padding", `Basic a${"=".repeat(8000)}b`],
    ["blanks", `Basic${" ".repeat(8000)}=`],
    ["commas", ",".repeat(1_000_000)],
  ])("a header full of %s is no challenge, and is parsed in linear time", (_, field) => {
    expect(read(field)).toEqual([]);
  });
});

describe("properties", () => {
  const piece = fc.constantFrom(
    ...'Bearer |Basic |realm|service|scope|=|,|"|\\|https://a.example/t| |\t|\0|\u00e9|a68=='.split(
      "|",
    ),
  );
  const fields = fc.array(
    fc.oneof(
      fc.array(piece).map((parts) => parts.join("")),
      fc.string({ unit: "binary" }),
    ),
  );

  test("no text throws", () => {
    fc.assert(
      fc.property(fields, (texts) => {
        for (const { scheme, parameters } of readChallenges(texts)) {
          expect(scheme).toMatch(/^[!#$%&'*+\-.^_`|~0-9a-z]+$/);
          for (const value of parameters.values()) expect(value).not.toMatch(/[\0\r\n]/);
        }
      }),
    );
  });

  test("a challenge that follows the grammar is read back", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/);
    const value = fc.stringMatching(/^[\x20-\x7e]{0,20}$/);
    const parameters = fc.dictionary(name, value, {
      minKeys: 1,
      maxKeys: 4,
      noNullPrototype: true,
    });
    const challenge = fc.record({ scheme: name, parameters });
    fc.assert(
      fc.property(fc.array(challenge, { maxLength: 5 }), (challenges) => {
        const text = challenges
          .map(({ scheme, parameters }) => {
            const words = Object.entries(parameters).map(
              ([key, value]) => `${key}="${value.replace(/["\\]/g, "\\$&")}"`,
            );
            return `${scheme} ${words.join(", ")}`;
          })
          .join(", ");
        expect(read(text)).toEqual(
          challenges.map(({ scheme, parameters }) => [scheme, parameters]),
        );
      }),
    );
  });
});
