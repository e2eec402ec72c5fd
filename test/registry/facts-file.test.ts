import { readFileSync, readdirSync } from "node:fs";
import { Ajv } from "ajv";
import ajvFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFacts, type FactsFile } from "../../src/registry/facts-file/facts-file.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";

const today = calendarDate("2026-11-25");
const names = readdirSync("fixtures/facts").sort();
const fixture = (name: string): string => readFileSync(`fixtures/facts/${name}`, "utf8");
const full = fixture("full.json");

function open(text: string): FactsFile {
  const reading = readFacts(text, { today, platform: "linux/amd64" });
  if (reading.kind === "invalid") throw new Error(JSON.stringify(reading.problems));
  return reading.facts;
}

/** `line:column message` of each problem; empty for a valid file. */
function problemsOf(text: string): readonly string[] {
  const reading = readFacts(text, { today, platform: "linux/amd64" });
  if (reading.kind === "facts") return [];
  return reading.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const sha = (digit: string): string => `sha256:${digit.repeat(64)}`;
const mcr = "mcr.microsoft.com";
const minimal = { registry: mcr, repository: "azureml/minimal-py312-inference" };
const integers = { registry: mcr, repository: "azureml/curated/minimal-py311-inference" };
const missing = { registry: mcr, repository: "azureml/no-such-inference" };
const mirror = { registry: "contoso.azurecr.io", repository: `mcr/${minimal.repository}` };
const local = { registry: "localhost:5000", repository: `mcr/${minimal.repository}` };

const source = {
  name: "mcr.microsoft.com, by --facts",
  asOf: "2026-11-25",
  answeredAt: "2026-11-25T02:00:00Z",
};

describe("the answers of a file", () => {
  const facts = open(full);

  test("the day of the newest answer", () => {
    expect(facts.newest).toBe("2026-11-25");
    expect(open(fixture("empty.json")).newest).toBeNull();
  });

  test.each([
    [mcr, true],
    ["contoso.azurecr.io", true],
    ["localhost:5000", true],
    ["localhost", false],
    ["azureml/no-such-inference", false],
    ["__proto__", false],
  ])("covers(%s): %s", (registry, covered) => {
    expect(facts.covers(registry)).toBe(covered);
    expect(open(fixture("empty.json")).covers(registry)).toBe(false);
  });

  test.each([
    ["found", minimal, ["20250101.v1", "20261120.v1", "latest"]],
    ["by code unit", integers, ["10", "60", "9", "__proto__", "latest"]],
    ["none", local, []],
  ])("tags: %s", async (_, address, value) => {
    expect(await facts.tags(address)).toMatchObject({ kind: "found", value });
  });

  test("tags of a file in another order are sorted", async () => {
    const value = ["1", "20250101.v1", "latest"];
    expect(await open(fixture("by-hand.json")).tags(minimal)).toMatchObject({ value });
  });

  test("tags: absent repository, not looked up, not in the file", async () => {
    expect(await facts.tags(missing)).toEqual({
      kind: "absent",
      source: { ...source, answeredAt: "2026-11-25T02:00:02Z" },
    });
    expect(await facts.tags(mirror)).toBeNull();
    expect(await facts.tags({ ...mirror, registry: mcr })).toBeNull();
    expect(await facts.tags({ ...minimal, registry: "contoso.azurecr.io" })).toBeNull();
    expect(await facts.tags({ registry: mcr, repository: "__proto__" })).toBeNull();
  });

  const found = (value: unknown) => ({ kind: "found", value, source });
  const absent = { kind: "absent", source };
  const notStated = { os: null, cuda: null, condaPath: null };
  test.each([
    // reference, digest, image
    [
      "latest",
      found(sha("a")),
      found({
        digest: sha("a"),
        created: "2026-11-20",
        user: "dockeruser",
        env: ["AML_APP_ROOT", "PATH"],
        os: "ubuntu22.04",
        cuda: "12.4.1",
        condaPath: "/azureml-envs/minimal",
      }),
    ],
    // Written by an older version.
    [
      sha("b"),
      found(sha("b")),
      found({ digest: sha("b"), created: null, user: "root", env: null, ...notStated }),
    ],
    // Its config was looked up by its digest.
    [
      "staging",
      found(sha("b")),
      found({ digest: sha("b"), created: null, user: "root", env: null, ...notStated }),
    ],
    // Its config was not looked up.
    ["20250101.v1", found(sha("1")), null],
    ["20990101.v1", absent, absent],
    [sha("e"), absent, absent],
    // In the list of tags, but its digest was not looked up.
    ["20261120.v1", null, null],
    // A tag resolves to it, but the digest was not looked up.
    [sha("a"), null, null],
    [sha("f"), null, null],
    ["", null, null],
    ["a/b", null, null],
  ])("digest and image: %s", async (reference, digest, image) => {
    expect(await facts.digest(minimal, reference)).toEqual(digest);
    expect(await facts.image(minimal, reference)).toEqual(image);
  });

  test("the source of a mirror's answer is the mirror, with its own day", async () => {
    expect(await facts.digest(mirror, "20250101.v1")).toEqual({
      kind: "found",
      value: sha("1"),
      source: {
        name: "contoso.azurecr.io, by --facts",
        asOf: "2026-10-31",
        answeredAt: "2026-10-31T23:59:59Z",
      },
    });
  });
});

test("image configs of another platform are not used", async () => {
  const arm = full.replace('"repositories"', '"platform": "linux/arm64/v8",\n  "repositories"');
  const file = open(arm);
  expect(await file.image(minimal, "latest")).toBeNull();
  expect(await file.digest(minimal, "latest")).toMatchObject({ kind: "found" });
  const reading = readFacts(arm, { today, platform: "linux/arm64/v8" });
  const own = reading.kind === "facts" ? await reading.facts.image(minimal, "latest") : null;
  expect(own).toMatchObject({ kind: "found" });
});

describe("a tag that is missing from the list of tags", () => {
  const facts = open(full);
  const withoutLatest = open(full.replaceAll(',\n          "latest"\n        ]', "\n        ]"));

  test.each([
    // why, facts, address, tag, settled
    ["its day was over for more than a week", facts, minimal, "20261117.v9", true],
    ["its day was over for a week", facts, minimal, "20261118.v9", false],
    ["the older form of days", facts, minimal, "20210525.1", true],
    ["its day was not over", facts, minimal, "20261125.v1", false],
    ["a day to come", facts, minimal, "20261126.v1", false],
    ["no such day", facts, minimal, "20260230.v1", false],
    ["a number that was given", facts, integers, "8", true],
    ["0 in front", facts, integers, "0059", true],
    ["a number to come", facts, integers, "61", false],
    ["the highest number in other digits", facts, integers, "060", false],
    ["beyond what a number holds", facts, integers, "9".repeat(128), false],
    ["no numbers to compare with", facts, minimal, "8", false],
    ["a word", facts, minimal, "stable", true],
    ["latest is a word", withoutLatest, minimal, "dev", true],
    ["a day in a repository of numbers", facts, integers, "20240101.v1", true],
    ["it may be the next version", facts, minimal, "1.0.1", false],
    ["a version with a word", facts, minimal, "v5-slim", false],
    ["a mirror fetches when it is asked", facts, local, "20240101.v1", false],
    ["a mirror, a word", facts, local, "stable", false],
    ["the list was not asked for", facts, mirror, "20240101.v1", false],
    ["the repository may have come since", facts, missing, "20240101.v1", false],
    ["no tag at all", facts, minimal, "latest@", false],
    ["a digest is in no list", facts, minimal, sha("7"), false],
  ])("%s", async (_, file, address, tag, settled) => {
    const kind = settled ? { kind: "absent" } : null;
    for (const answer of [await file.digest(address, tag), await file.image(address, tag)])
      if (kind) expect(answer).toMatchObject(kind);
      else expect(answer).toBeNull();
  });

  test("latest that is missing from the list: its own entry counts, else it is absent", async () => {
    expect(await withoutLatest.digest(minimal, "latest")).toMatchObject({ kind: "found" });
    expect(await withoutLatest.digest(integers, "latest")).toMatchObject({ kind: "absent" });
  });
});

const ajv = new Ajv({ strict: false, allErrors: true });
ajvFormats.default(ajv);
const validate = ajv.compile(
  JSON.parse(readFileSync("schema/inferlint.facts.v1.json", "utf8")) as object,
);

function schemaAccepts(text: string): boolean {
  try {
    return validate(JSON.parse(text));
  } catch {
    return false;
  }
}

describe("valid files", () => {
  test.each(names)("%s is read, and the schema accepts it", (name) => {
    expect(problemsOf(fixture(name))).toEqual([]);
    expect(schemaAccepts(fixture(name)), JSON.stringify(validate.errors)).toBe(true);
  });

  test("a byte order mark is ignored", () => {
    expect(problemsOf(`\uFEFF${full}`)).toEqual([]);
    expect(problemsOf(`\uFEFF{]`)[0]).toMatch(/^1:2 /);
  });

  test.each([
    ["an answer of tomorrow: a clock is ahead", "2026-11-26T23:59:59Z"],
    ["the first second", "0001-01-01T00:00:00Z"],
    ["29 February", "2024-02-29T23:59:59Z"],
  ])("%s", (_, moment) => {
    const text = full.replace("2026-11-25T02:00:00Z", moment);
    expect(problemsOf(text)).toEqual([]);
    expect(schemaAccepts(text)).toBe(true);
  });

  test("on the last possible day", () => {
    const text = full.replace("2026-11-25T02:00:00Z", "9999-12-31T00:00:00Z");
    expect(
      readFacts(text, { today: calendarDate("9999-12-31"), platform: "linux/amd64" }).kind,
    ).toBe("facts");
  });
});

const anew = "; inferlint facts update -o FILE rewrites the file";
const noDigest = "is not a digest: sha256: and 64 digits of 0-9a-f";
const noUser =
  'is not a user: 1 to 256 characters without control characters; "root" if the image sets none';
const noVariable =
  'is not the name of a variable: 1 to 256 characters without "=", blanks and control characters';
const noRelease = 'is not a release of Ubuntu such as "ubuntu22.04"';
const noCuda = 'is not a version of CUDA such as "12.4.1"';
const noPath = 'is not an absolute path such as "/azureml-envs/minimal"';
const noSecond = 'is not a UTC time such as "2026-11-25T02:00:00Z"';
const noDay = "is neither an existing day (YYYY-MM-DD) nor null";
const noMcr = "is not a registry: write its host in lower case, with its port unless that is 443";
const version = '"schema" must be "inferlint.facts/1"';
const writeOne = "run inferlint facts update -o FILE to write a facts file";

/** Faults that only the reader finds, and why a JSON schema cannot. */
const onlyTheReader = new Set([
  // JSON.parse silently uses the last of two equal keys.
  "a key twice",
  "a repository twice",
  "__proto__ twice",
  // A schema has no clock.
  "an answer of the day after tomorrow",
  // A schema cannot compare values.
  "a digest of another digest",
]);

/** A name, a text in full.json, its replacement, and the expected problems. */
const wrong: readonly (readonly [string, string | RegExp, string, readonly string[]])[] = [
  // Not JSON.
  ["nothing", /^[^]*$/, "", [`1:1 the file is empty${anew}`]],
  ["blanks", /^[^]*$/, " \r\n\t", [`2:2 the file is empty${anew}`]],
  ["a number", /^[^]*$/, "17", ["1:1 a facts file must be an object ({ … }), not 17"]],
  ["null", /^[^]*$/, "null", ["1:1 a facts file must be an object ({ … }), not null"]],
  ["a list", /^[^]*$/, "[{}]", ["1:1 a facts file must be an object ({ … }), not a list"]],
  ["a word", /^[^]*$/, "facts", [`1:1 unexpected "facts": expected a value${anew}`]],
  ["cut", /"latest"\n[^]*$/, "", [`12:11 the file ends too early: expected a value${anew}`]],
  [
    "cut in a text",
    /test"\n[^]*$/,
    "",
    [`12:11 this text has no closing quote on its line${anew}`],
  ],
  [
    "cut before a colon",
    / "mcr.microsoft.com"[^]*$/,
    ' "m"',
    [`5:10 the file ends too early: expected a colon${anew}`],
  ],
  [
    "more behind it",
    /$/,
    "{}",
    [`54:1 unexpected "{" after the end of the JSON value: remove it${anew}`],
  ],
  ["no comma", '"10",', '"10"', [`9:11 unexpected "\\"": expected a comma or ]${anew}`]],
  [
    "a comma too many",
    '"latest"\n',
    '"latest",\n',
    [`12:19 JSON does not allow a comma before ]: remove it${anew}`],
  ],
  [
    "a comma too many in an object",
    '"tags": "absent"',
    '"tags": "absent",',
    [`37:25 JSON does not allow a comma before }: remove it${anew}`],
  ],
  [
    "a comment",
    '{\n  "sch',
    '{ // nightly\n  "sch',
    [`1:3 JSON does not allow comments: remove it${anew}`],
  ],
  [
    "a merge conflict",
    '        "tags": "absent"',
    "<<<<<<< HEAD",
    [`37:1 unexpected "<": expected a key in double quotes ("…")${anew}`],
  ],
  [
    "a line break in a text",
    '"dockeruser"',
    '"docker\nuser"',
    [`27:141 this text has no closing quote on its line${anew}`],
  ],
  [
    "a bad escape",
    '"dockeruser"',
    '"docker\\user"',
    [`27:141 this text has an invalid escape sequence${anew}`],
  ],
  [
    "a number of no kind",
    '"absent"',
    "-1.e5",
    [`26:26 unexpected "-1.e5": expected a value${anew}`],
  ],
  [
    "an escape sequence",
    '"absent"',
    "\u001b[2J",
    [`26:26 unexpected "\\u001b": expected a value${anew}`],
  ],
  ["levels", '"absent"', "[".repeat(20), [`26:38 this is nested more than 16 levels deep${anew}`]],
  // Keys.
  [
    "a key twice",
    '"schema"',
    '"schema": "inferlint.facts/1", "schema"',
    ['2:34 duplicate key "schema": remove one'],
  ],
  [
    "a repository twice",
    "azureml/no-such-inference",
    minimal.repository,
    [`34:5 duplicate key "${minimal.repository}": remove one`],
  ],
  [
    "__proto__ twice",
    '"images": {',
    '"images": { "__proto__": "absent", "__proto__": "absent",',
    ['24:44 duplicate key "__proto__": remove one'],
  ],
  [
    "an unknown key",
    '"schema"',
    '"tool": {}, "schema"',
    ['2:3 unknown key "tool" in a facts file: the keys are schema, platform, repositories'],
  ],
  [
    "__proto__ as a key",
    '"schema"',
    '"__proto__": {}, "schema"',
    ['2:3 unknown key "__proto__" in a facts file: the keys are schema, platform, repositories'],
  ],
  [
    "an unknown key of a group",
    '"tags": "absent"',
    '"tags": "absent", "source": "x"',
    ['37:27 unknown key "source" in "mcr.microsoft.com": the keys are answeredAt, tags, images'],
  ],
  [
    "an unknown key of an image",
    '"created": null',
    '"size": 1, "created": null',
    [
      `28:173 unknown key "size" in "${sha("b")}": the keys are digest, created, user, env, os, cuda, condaPath`,
    ],
  ],
  // Versions.
  ["no version", '"schema": "inferlint.facts/1",', "", [`1:1 ${version}: ${writeOne}`]],
  [
    "a newer version",
    "facts/1",
    "facts/2",
    [
      `2:13 ${version}, not "inferlint.facts/2": if a newer inferlint wrote the file, update this one, or run inferlint facts update -o FILE to write it again`,
    ],
  ],
  [
    "another file of ours",
    "inferlint.facts/1",
    "inferlint.report/1",
    [`2:13 ${version}, not "inferlint.report/1": ${writeOne}`],
  ],
  ["a version that is a number", '"inferlint.facts/1"', "1", [`2:13 ${version}: ${writeOne}`]],
  [
    "no repositories",
    /,\n {2}"repositories"[^]*$/,
    "}",
    ['1:1 a facts file needs "repositories", which may be {}'],
  ],
  [
    "repositories in a list",
    /"repositories": \{[^]*$/,
    '"repositories": []}',
    ['3:19 "repositories" must be an object ({ … }), not a list'],
  ],
  // Names.
  [
    "a repository in upper case",
    "azureml/no-",
    "AzureML/no-",
    ['34:5 "AzureML/no-such-inference" is not a repository such as azureml/NAME'],
  ],
  [
    "a repository with a way up",
    "azureml/no-",
    "azureml/../no-",
    ['34:5 "azureml/../no-such-inference" is not a repository such as azureml/NAME'],
  ],
  [
    "__proto__ as a repository",
    "azureml/no-such-inference",
    "__proto__",
    ['34:5 "__proto__" is not a repository such as azureml/NAME'],
  ],
  [
    "a long repository",
    "azureml/no-such-inference",
    "a".repeat(256),
    [`34:5 "${"a".repeat(80)}…" is not a repository such as azureml/NAME`],
  ],
  [
    "a registry in upper case",
    "contoso.azure",
    "Contoso.azure",
    [`41:7 "Contoso.azurecr.io" ${noMcr}`],
  ],
  ["the port of https", "localhost:5000", "localhost:443", [`47:7 "localhost:443" ${noMcr}`]],
  [
    "an address of a registry",
    "localhost:5000",
    "http://localhost:5000",
    [`47:7 "http://localhost:5000" ${noMcr}`],
  ],
  [
    "a user in a registry",
    "localhost:5000",
    "u:p@localhost:5000",
    [`47:7 "…@localhost:5000" ${noMcr}`],
  ],
  [
    "a repository without registries",
    /"contoso[^]*$/,
    "}}}",
    ['40:5 "mcr/azureml/minimal-py312-inference" has no registry: remove it'],
  ],
  [
    "a repository that is a text",
    /"azureml\/no-such-inference": \{[^}]*\}\s*\}/,
    '"a": "absent"',
    ['34:10 "a" must be an object ({ … }), not "absent"'],
  ],
  [
    "a registry that is null",
    /"localhost:5000": \{[^}]*\}/,
    '"localhost": null',
    ['47:20 "localhost" must be an object ({ … }), not null'],
  ],
  // Times.
  [
    "no time",
    /"answeredAt": "2026-11-25T02:00:02Z",/,
    "",
    ['35:7 "mcr.microsoft.com" needs "answeredAt"'],
  ],
  ["no second", "02:00:00Z", "02:00Z", [`18:23 "2026-11-25T02:00Z" ${noSecond}`]],
  [
    "a time elsewhere",
    "02:00:00Z",
    "02:00:00+01:00",
    [`18:23 "2026-11-25T02:00:00+01:00" ${noSecond}`],
  ],
  [
    "a part of a second",
    "02:00:00Z",
    "02:00:00.5Z",
    [`18:23 "2026-11-25T02:00:00.5Z" ${noSecond}`],
  ],
  ["24 o'clock", "02:00:00Z", "24:00:00Z", [`18:23 "2026-11-25T24:00:00Z" ${noSecond}`]],
  ["a leap second", "02:00:00Z", "23:59:60Z", [`18:23 "2026-11-25T23:59:60Z" ${noSecond}`]],
  [
    "no such day",
    "2026-11-25T02:00:00Z",
    "2026-02-29T02:00:00Z",
    [`18:23 "2026-02-29T02:00:00Z" ${noSecond}`],
  ],
  [
    "the year 0",
    "2026-11-25T02:00:00Z",
    "0000-01-01T02:00:00Z",
    [`18:23 "0000-01-01T02:00:00Z" ${noSecond}`],
  ],
  ["milliseconds", '"2026-11-25T02:00:00Z"', "1795572000000", [`18:23 1795572000000 ${noSecond}`]],
  [
    "an answer of the day after tomorrow",
    "2026-11-25T02:00:00Z",
    "2026-11-27T00:00:00Z",
    ["18:23 2026-11-27T00:00:00Z is after 2026-11-25: run inferlint facts update -o FILE"],
  ],
  // Tags.
  [
    "tags that are null",
    '"tags": []',
    '"tags": null',
    ['49:17 "tags" must be a list or "absent", not null'],
  ],
  [
    "tags that are a word",
    '"tags": []',
    '"tags": "none"',
    ['49:17 "tags" must be a list or "absent", not "none"'],
  ],
  ["a tag that is a number", '"60"', "60", ["9:11 60 is not a tag: remove it"]],
  ["a tag that is a list", '"60"', "[]", ["9:11 a list is not a tag: remove it"]],
  [
    "a tag that is a digest",
    '"60"',
    `"${sha("a")}"`,
    [`9:11 "${sha("a")}" is not a tag: remove it`],
  ],
  [
    "a tag that is too long",
    '"60"',
    `"${"x".repeat(129)}"`,
    [`9:11 "${"x".repeat(80)}…" is not a tag: remove it`],
  ],
  ["an empty tag", '"60"', '""', ['9:11 "" is not a tag: remove it']],
  ["a tag of half a character", '"60"', '"\\ud800"', ['9:11 "\\ud800" is not a tag: remove it']],
  ["a tag twice", '"60"', '"10"', ['9:11 "10" is listed twice: remove one']],
  [
    "nothing of a registry",
    '"answeredAt": "2026-11-24T00:00:00Z",\n        "tags": []',
    '"answeredAt": "2026-11-24T00:00:00Z"',
    ['47:7 "localhost:5000" has neither "tags" nor "images": remove it'],
  ],
  // Images.
  ["no images", '"tags": []', '"tags": [], "images": {}', ['49:31 "images" is empty: remove it']],
  [
    "images in a list",
    '"tags": []',
    '"images": []',
    ['49:19 "images" must be an object ({ … }), not a list'],
  ],
  [
    "a reference of no kind",
    '"staging"',
    '"sta/ging"',
    ['30:11 "sta/ging" is neither a tag nor a digest: remove it'],
  ],
  [
    "a short digest as a reference",
    `"${sha("e")}"`,
    '"sha256:eee"',
    ['29:11 "sha256:eee" is neither a tag nor a digest: remove it'],
  ],
  [
    "an image that is a text",
    `"staging": { "digest": "${sha("b")}" }`,
    `"staging": "${sha("b")}"`,
    [`30:22 "staging" must be an object ({ "digest": … }) or "absent", not "${sha("b")}"`],
  ],
  [
    "an image that is nothing",
    `"staging": { "digest": "${sha("b")}" }`,
    '"staging": {}',
    ['30:22 "staging" needs "digest": sha256: and 64 digits of 0-9a-f'],
  ],
  ["a digest in upper case", sha("a"), sha("A"), [`27:33 "${sha("A")}" ${noDigest}`]],
  ["a digest of another kind", sha("a"), "md5:aa", [`27:33 "md5:aa" ${noDigest}`]],
  ["a digest that is null", `"${sha("a")}"`, "null", [`27:33 null ${noDigest}`]],
  [
    "a digest of another digest",
    `"digest": "${sha("b")}", "created": null`,
    `"digest": "${sha("c")}", "created": null`,
    [`28:98 "${sha("b")}" has a digest other than itself: remove it`],
  ],
  [
    "a day alone",
    ', "user": "root"',
    "",
    [
      `28:86 "${sha("b")}" must have both "created" and "user", or neither, and nothing else of its config without them: run inferlint facts update -o FILE`,
    ],
  ],
  [
    "a user alone",
    '"created": null, ',
    "",
    [
      `28:86 "${sha("b")}" must have both "created" and "user", or neither, and nothing else of its config without them: run inferlint facts update -o FILE`,
    ],
  ],
  ["a day that does not exist", "2024-02-29", "2023-02-29", [`44:124 "2023-02-29" ${noDay}`]],
  [
    "a day with a time",
    "2024-02-29",
    "2024-02-29T00:00:00Z",
    [`44:124 "2024-02-29T00:00:00Z" ${noDay}`],
  ],
  ["a day of the year 0", "2024-02-29", "0000-02-29", [`44:124 "0000-02-29" ${noDay}`]],
  ["a day that is false", '"2024-02-29"', "false", [`44:124 false ${noDay}`]],
  ["a user that is a number", '"1000:1000"', "1000", [`44:146 1000 ${noUser}`]],
  ["no user", '"1000:1000"', '""', [`44:146 "" ${noUser}`]],
  ["a user with an escape", '"1000:1000"', '"\\u001b[2Jx"', [`44:146 "\\u001b[2Jx" ${noUser}`]],
  ["a user with a C1 control", '"1000:1000"', '"\u009b2J"', [`44:146 "\\u009b2J" ${noUser}`]],
  ["a user of half a character", '"1000:1000"', '"\\udc00"', [`44:146 "\\udc00" ${noUser}`]],
  ["a long user", '"1000:1000"', `"${"u".repeat(257)}"`, [`44:146 "${"u".repeat(80)}…" ${noUser}`]],
  [
    "variables alone",
    '"created": "2026-11-20", "user": "dockeruser", ',
    "",
    [
      `27:21 "latest" must have both "created" and "user", or neither, and nothing else of its config without them: run inferlint facts update -o FILE`,
    ],
  ],
  [
    "variables that are not in a list",
    '["AML_APP_ROOT", "PATH"]',
    '"PATH"',
    ['27:162 "env" must be a list of names of variables, not "PATH"'],
  ],
  ["a variable that is a number", '"PATH"', "1", [`27:179 1 ${noVariable}`]],
  ["a variable with its value", '"PATH"', '"PATH=/bin"', [`27:179 "PATH=/bin" ${noVariable}`]],
  ["a variable without a name", '"PATH"', '""', [`27:179 "" ${noVariable}`]],
  ["a variable with a blank", '"PATH"', '"A B"', [`27:179 "A B" ${noVariable}`]],
  ["a variable with a blank of Unicode", '"PATH"', '"\u2003A"', [`27:179 "\u2003A" ${noVariable}`]],
  ["a variable with an escape", '"PATH"', '"\\u001b[2Jx"', [`27:179 "\\u001b[2Jx" ${noVariable}`]],
  ["a variable of half a character", '"PATH"', '"\\udc00"', [`27:179 "\\udc00" ${noVariable}`]],
  [
    "a long variable",
    '"PATH"',
    `"${"V".repeat(257)}"`,
    [`27:179 "${"V".repeat(80)}…" ${noVariable}`],
  ],
  [
    "a variable twice",
    '"PATH"',
    '"AML_APP_ROOT"',
    ['27:179 "AML_APP_ROOT" is listed twice: remove one'],
  ],
  [
    "too many variables",
    '"PATH"',
    Array.from({ length: 1000 }, (_, index) => `"V${index}"`).join(),
    ['27:162 "env" lists more than 1000 names: run inferlint facts update -o FILE'],
  ],
  [
    "an operating system alone",
    /"created": "2026-11-20".*"PATH"\], /,
    "",
    [
      `27:21 "latest" must have both "created" and "user", or neither, and nothing else of its config without them: run inferlint facts update -o FILE`,
    ],
  ],
  ["another operating system", "ubuntu22.04", "debian12", [`27:194 "debian12" ${noRelease}`]],
  ["an impossible release", "ubuntu22.04", "ubuntu22.13", [`27:194 "ubuntu22.13" ${noRelease}`]],
  ["a release of null", '"ubuntu22.04"', "null", [`27:194 null ${noRelease}`]],
  [
    "a release with an escape",
    "ubuntu22.04",
    "ubuntu22.04\\u001b[2J",
    [`27:194 "ubuntu22.04\\u001b[2J" ${noRelease}`],
  ],
  ["CUDA without a version", "12.4.1", "latest", [`27:217 "latest" ${noCuda}`]],
  ["CUDA as a number", '"12.4.1"', "12.4", [`27:217 12.4 ${noCuda}`]],
  ["a long version", "12.4.1", "12.40000", [`27:217 "12.40000" ${noCuda}`]],
  ["a relative path", "/azureml-envs/", "envs/", [`27:240 "envs/minimal" ${noPath}`]],
  ["a path with a blank", "envs/minimal", "envs/a b", [`27:240 "/azureml-envs/a b" ${noPath}`]],
  [
    "a long path",
    "/azureml-envs/minimal",
    `/${"e".repeat(256)}`,
    [`27:240 "/${"e".repeat(79)}…" ${noPath}`],
  ],
  // Several problems are reported in the order of the file.
  [
    "three things",
    /"60"|"dockeruser"|"localhost:5000"/g,
    '"\\u0007"',
    [
      '9:11 "\\u0007" is not a tag: remove it',
      `27:141 "\\u0007" ${noUser}`,
      `47:7 "\\u0007" ${noMcr}`,
    ],
  ],
];

describe("invalid files", () => {
  test.each(wrong)("%s", (_, what, instead, problems) => {
    expect(problemsOf(full.replace(what, () => instead))).toEqual(problems);
  });

  test("are rejected by the schema too, and the reader rejects everything that the schema rejects", () => {
    const accepted = wrong
      .filter(([, what, instead]) => schemaAccepts(full.replace(what, () => instead)))
      .map(([name]) => name);
    expect(accepted).toEqual([...onlyTheReader]);
  });
});

test("the schema and the reader agree about any changed file", () => {
  const pool: readonly unknown[] = [
    null,
    true,
    0,
    1.5,
    "",
    "absent",
    "latest",
    "root",
    "__proto__",
    "20240101.v1",
    "2026-02-28",
    "2026-02-29",
    "2026-11-25T02:00:00Z",
    "2026-11-25T02:00:00",
    "2030-01-01T00:00:00Z",
    "inferlint.facts/1",
    "mcr.microsoft.com",
    "MCR.microsoft.com",
    "[::1]:443",
    "a--b/c__d",
    "a___b",
    "a/",
    "\ud83d\ude00",
    "\ud83d",
    "\u0085",
    sha("a"),
    sha("b"),
    sha("A"),
    `sha512:${"0".repeat(128)}`,
    [],
    ["a", "b"],
    ["a", "a"],
    {},
    { digest: sha("a") },
    { digest: sha("a"), created: null, user: "root" },
    { digest: sha("a"), user: "root" },
    { digest: sha("a"), created: null, user: "root", env: ["PATH", "_"] },
    { digest: sha("a"), env: ["PATH"] },
    { digest: sha("a"), created: null, user: "root", os: "ubuntu22.04", condaPath: "/opt" },
    { digest: sha("a"), cuda: "12.4.1" },
    "A=b",
    "A\u3000b",
    "é",
    { answeredAt: "2026-11-25T02:00:00Z", tags: [] },
  ];
  const value = fc.constantFrom(...pool);
  const key = fc.oneof(
    fc.constantFrom(
      ...["digest", "created", "user", "env", "os", "cuda", "condaPath"],
      ...["tags", "images", "answeredAt", "schema"],
    ),
    value.filter((one) => typeof one === "string"),
  );
  const change = fc.record({
    way: fc.array(fc.nat(6), { maxLength: 6 }),
    what: fc.constantFrom("replace", "add", "remove"),
    key,
    value,
  });
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) => {
      const tree = changes.reduce<unknown>(changed, JSON.parse(full));
      const text = JSON.stringify(tree);
      const problems = problemsOf(text);
      if (schemaAccepts(text)) {
        accepted += 1;
        // Faults that a schema cannot express, and a duplicate that the validator does not notice.
        const more = problems.filter(
          (one) =>
            !/ is after | has a digest other than itself|"__proto__" is listed twice/.test(one),
        );
        expect(more, text).toEqual([]);
      } else expect(problems, text).not.toEqual([]);
    }),
    { seed: 20261125, numRuns: 6000 },
  );
  expect(accepted).toBeGreaterThan(150);
});

interface Change {
  /** Indexes of children, from the root on. */
  readonly way: readonly number[];
  readonly what: "replace" | "add" | "remove";
  readonly key: string;
  readonly value: unknown;
}

/** A tree with one node replaced, added or removed. */
function changed(tree: unknown, change: Change): unknown {
  const [step, ...way] = change.way;
  if (typeof tree !== "object" || tree === null || step === undefined) return change.value;
  const entries: [string, unknown][] = Object.entries(tree);
  const at = step % Math.max(1, entries.length);
  const [key, child] = entries[at] ?? [change.key];
  if (way.length > 0) entries[at] = [key, changed(child, { ...change, way })];
  else if (change.what === "replace") entries[at] = [key, change.value];
  else if (change.what === "add") entries.push([change.key, change.value]);
  else entries.splice(at, 1);
  // Unlike an assignment, this makes `__proto__` an ordinary key.
  return Array.isArray(tree) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}

describe("hostile files", () => {
  const settings = { seed: 20261125, numRuns: 2000 };

  test("no text throws, and every problem has a position in the text", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...'{ } [ ] : , " \\ \n \r \t 0 -'.split(" "),
        " ",
        "\\u",
        "\\ud800",
        "\uFEFF",
        "null",
        '"schema"',
      ),
      fc.constantFrom('"inferlint.facts/1"', '"repositories"', '"__proto__"', "\u0000", "\ud800"),
      fc.string({ unit: "binary", maxLength: 5 }),
    );
    const spliced = fc
      .tuple(fc.nat(full.length), fc.nat(40), fc.array(piece, { maxLength: 4 }))
      .map(([at, less, more]) => full.slice(0, at) + more.join("") + full.slice(at + less));
    const any = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(fc.oneof(any, spliced), (text) => {
        const reading = readFacts(text, { today, platform: "linux/amd64" });
        if (reading.kind === "facts") return;
        expect(reading.problems).not.toEqual([]);
        const lines = text.replace(/^\uFEFF/, "").split("\n");
        for (const { line, column, message } of reading.problems) {
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? "").length + 1);
          expect(message).toMatch(/^[^\p{Cc}\p{Cs}]+[^.]$/u);
        }
      }),
      settings,
    );
  });

  test("exactly the texts that JSON.parse rejects are rejected as JSON", () => {
    const json = fc.json({ maxDepth: 3 });
    const cut = fc
      .tuple(json, fc.nat(20))
      .map(([text, at]) => text.slice(0, at) + text.slice(at + 1));
    fc.assert(
      fc.property(fc.oneof(json, cut), (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(problemsOf(text).some((problem) => problem.endsWith(anew))).toBe(!isJson);
      }),
      settings,
    );
  });

  test("a file that is truncated anywhere is rejected", () => {
    const end = full.trimEnd().length;
    for (let length = 0; length < end; length += 1)
      expect(problemsOf(full.slice(0, length)), `${length} characters`).toHaveLength(1);
  });

  const tags = (list: string): string => full.replace('"tags": []', () => `"tags": [${list}]`);
  const many = 1_000_000;

  test("a million invalid tags give a hundred problems, each with its line", () => {
    const problems = problemsOf(tags(`\n${'"/",\n'.repeat(many)}0`));
    expect(problems).toHaveLength(100);
    expect(problems[0]).toBe('50:1 "/" is not a tag: remove it');
    expect(problems[99]).toBe('149:1 "/" is not a tag: remove it');
  });

  test.each([
    ["levels", "[".repeat(many)],
    ["levels of objects", '{"a":'.repeat(many)],
    ["a text that does not end", `"${"a".repeat(8 * many)}`],
    ["a text of escapes", `"${"\\".repeat(8 * many)}`],
    ["a long tag", tags(`"${"a".repeat(8 * many)}"`)],
    ["a long tag of escapes", tags(`"${"\\u0061".repeat(many)}"`)],
    ["a long number", tags("9".repeat(8 * many))],
    ["a long word", tags("x".repeat(8 * many))],
    ["a long repository", full.replace("no-such", "a-".repeat(4 * many))],
    ["a long registry", full.replace("localhost", "a.".repeat(4 * many))],
    ["a long user", full.replace("dockeruser", "\\u0007u".repeat(many))],
    ["a list of nothings", `[${"0,".repeat(8 * many)}0]`],
    ["a list of lists", tags(`[${"[],".repeat(4 * many)}[]]`)],
    ["blanks behind it", `${full}${" \n".repeat(4 * many)}x`],
    ["a key a million times", `{${'"schema":1,'.repeat(many)}"a":0}`],
  ])("%s", (_, text) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(100);
    for (const problem of problems) expect(problem.length).toBeLessThan(400);
  });

  test("a file of many megabytes is read", async () => {
    const list = Array.from({ length: many }, (_, index) => `"t${index}"`).join(",\n");
    const answer = await open(tags(list)).tags(local);
    expect(answer?.kind === "found" && answer.value.length).toBe(many);
  });
});
