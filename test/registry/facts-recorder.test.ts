import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFacts, type FactsFile } from "../../src/registry/facts-file/facts-file.ts";
import { recordFacts, type FactsRecorder } from "../../src/registry/facts-file/facts-recorder.ts";
import { calendarDate, parseCalendarDate } from "../../src/text/calendar-date.ts";
import type {
  Answer,
  PublishedImage,
  RegistrySource,
  RepositoryAddress,
} from "../../src/domain/image/registry-source.ts";

const today = calendarDate("2026-11-25");
const fixture = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../fixtures/facts/${name}`, import.meta.url)), "utf8");
const sha = (digit: string): string => `sha256:${digit.repeat(64)}`;
const minimal = { registry: "mcr.microsoft.com", repository: "azureml/minimal-py312-inference" };

/** A lookup and the registry's answer to it. */
type Exchange = { readonly address: RepositoryAddress } & (
  | { readonly ask: "tags"; readonly answer: Answer<readonly string[]> | null }
  | { readonly ask: "digest"; readonly reference: string; readonly answer: Answer<string> | null }
  | {
      readonly ask: "image";
      readonly reference: string;
      readonly answer: Answer<PublishedImage> | null;
    }
);

function sourceAt(at: string) {
  const asOf = parseCalendarDate(at.slice(0, 10));
  return { name: "a registry", asOf, answeredAt: at };
}
const at = "2026-11-25T02:00:00Z";
const found = <T>(value: T, moment = at): Answer<T> => ({
  kind: "found",
  value,
  source: sourceAt(moment),
});
const absent = (moment = at) => ({ kind: "absent", source: sourceAt(moment) }) as const;
const image = (
  digest: string,
  created: string | null,
  user: string,
  env: readonly string[] | null = null,
  stated: Partial<Pick<PublishedImage, "os" | "cuda" | "condaPath">> = {},
): PublishedImage => ({
  digest,
  created: created === null ? null : calendarDate(created),
  user,
  env,
  ...{ os: null, cuda: null, condaPath: null, ...stated },
});

const gpu = { os: "ubuntu22.04", cuda: "12.4.1", condaPath: "/azureml-envs/minimal" };

function put(source: RegistrySource, exchange: Exchange): Promise<Answer<unknown> | null> {
  const { address } = exchange;
  if (exchange.ask === "tags") return source.tags(address);
  return source[exchange.ask](address, exchange.reference);
}

/** Sends the lookups one after another, and checks that the answers are passed through. */
async function record(exchanges: readonly Exchange[]): Promise<FactsRecorder> {
  let answer: unknown;
  const say = (): Promise<never> => Promise.resolve(answer as never);
  const covers = (registry: string): boolean => registry === "mcr.microsoft.com";
  const recorder = recordFacts({ covers, tags: say, digest: say, image: say }, "linux/amd64");
  for (const exchange of exchanges) {
    answer = exchange.answer;
    expect(await put(recorder.source, exchange)).toBe(answer);
  }
  return recorder;
}

async function textOf(exchanges: readonly Exchange[]): Promise<string> {
  return (await record(exchanges)).text();
}

function open(text: string): FactsFile {
  const reading = readFacts(text, { today, platform: "linux/amd64" });
  if (reading.kind === "invalid") throw new Error(`${JSON.stringify(reading.problems)}\n${text}`);
  return reading.facts;
}

const tags = (answer: Answer<readonly string[]> | null, address = minimal): Exchange => ({
  address,
  ask: "tags",
  answer,
});
const digest = (reference: string, answer: Answer<string> | null, address = minimal): Exchange => ({
  address,
  ask: "digest",
  reference,
  answer,
});
const config = (
  reference: string,
  answer: Answer<PublishedImage> | null,
  address = minimal,
): Exchange => ({ address, ask: "image", reference, answer });

const curated = { ...minimal, repository: "azureml/curated/minimal-py311-inference" };
const missing = { ...minimal, repository: "azureml/no-such-inference" };
const mirror = { registry: "contoso.azurecr.io", repository: `mcr/${minimal.repository}` };
const local = { ...mirror, registry: "localhost:5000" };

/** The lookups that fixtures/facts/full.json was written from. */
const night: readonly Exchange[] = [
  tags(found(["latest", "20261120.v1", "20250101.v1"], "2026-11-25T02:00:07Z")),
  digest("20250101.v1", found(sha("1"), "2026-11-25T02:00:07Z")),
  digest("20990101.v1", absent()),
  config(
    "latest",
    found(
      image(sha("a"), "2026-11-20", "dockeruser", ["AML_APP_ROOT", "PATH"], gpu),
      "2026-11-25T02:00:09Z",
    ),
  ),
  digest(sha("e"), absent("2026-11-25T02:00:09Z")),
  tags(found(["9", "10", "60", "latest", "__proto__"], "2026-11-25T02:00:01Z"), curated),
  tags(absent("2026-11-25T02:00:02Z"), missing),
  tags(found([], "2026-11-24T00:00:00Z"), local),
  config(
    "20250101.v1",
    found(image(sha("1"), "2024-02-29", "1000:1000"), "2026-10-31T23:59:59Z"),
    mirror,
  ),
];

describe("the text of a facts file", () => {
  test("without answers", async () => {
    const recorder = await record([]);
    expect(recorder.text()).toBe(fixture("empty.json"));
    expect(recorder.repositories()).toBe(0);
  });

  test("is sorted, with one tag or image on each line", async () => {
    const recorder = await record([
      ...night,
      config(sha("b"), found(image(sha("b"), null, "root"))),
    ]);
    // Another tag of the same image was looked up without its config.
    const text = fixture("full.json").replace(
      `,\n          "staging": { "digest": "${sha("b")}" }`,
      "",
    );
    expect(recorder.text()).toBe(text);
    expect(recorder.repositories()).toBe(5);
  });

  test("has the config of an image at each of its references", async () => {
    const text = await textOf([
      digest("staging", found(sha("b"))),
      config(sha("b"), found(image(sha("b"), null, "root"))),
    ]);
    expect(text).toContain(
      `"staging": { "digest": "${sha("b")}", "created": null, "user": "root" }`,
    );
  });

  test("changes only by new answers", async () => {
    expect(await textOf([...night, ...night])).toBe(await textOf(night));
  });

  test("contains the answers so far", async () => {
    const recorder = await record([tags(found(["1"]))]);
    const before = recorder.text();
    expect(recorder.text()).toBe(before);
    expect(before).toContain('"1"');
    await expect(recorder.source.tags(minimal)).resolves.toMatchObject({ kind: "found" });
  });
});

describe("what is not recorded", () => {
  const empty = fixture("empty.json");
  const unread = (kind: "denied" | "throttled" | "unreachable") => ({
    kind,
    why: "no answer came",
  });
  const withoutTime = { name: "a registry", asOf: today };

  test.each<readonly [string, Exchange]>([
    ["denied", tags(unread("denied"))],
    ["throttled", digest("latest", unread("throttled"))],
    ["unreachable", config("latest", unread("unreachable"))],
    ["null", tags(null)],
    ["an answer without its time", tags({ kind: "absent", source: withoutTime })],
    ["a moment of another form", tags(absent("2026-11-25T02:00:00.000Z"))],
    ["a moment that never was", tags(absent("2026-02-29T02:00:00Z"))],
    ["a registry in upper case", tags(absent(), { ...minimal, registry: "MCR.microsoft.com" })],
    ["no repository", tags(absent(), { ...minimal, repository: "../x" })],
    ["a list with what is no tag", tags(found(["latest", "a/b"]))],
    ["no reference", digest("a/b", absent())],
    ["half a character", digest("\ud800", absent())],
    ["no digest", digest("latest", found("sha256:1"))],
    ["another digest than the one asked for", digest(sha("a"), found(sha("b")))],
    [
      "an image of another digest than the one asked for",
      config(sha("a"), found(image(sha("b"), null, "root"))),
    ],
  ])("%s", async (_, exchange) => {
    const recorder = await record([exchange]);
    expect(recorder.text()).toBe(empty);
    expect(recorder.repositories()).toBe(0);
  });

  test("an image with a different digest than requested is not recorded", async () => {
    const other = config(sha("c"), found(image(sha("a"), null, "root")));
    const tagged = digest("latest", found(sha("a")));
    for (const order of [
      [other, tagged],
      [tagged, other],
    ])
      expect(await open(await textOf(order)).image(minimal, "latest")).toBeNull();
  });

  test.each(["", "a\nb", "\u009b2J", "\udc00", "u".repeat(257)])(
    "a user that no file holds: of %j only the digest is",
    async (user) => {
      const text = await textOf([config("latest", found(image(sha("a"), null, user)))]);
      expect(text).toContain(`"latest": { "digest": "${sha("a")}" }`);
      expect(await open(text).image(minimal, "latest")).toBeNull();
    },
  );

  test.each([["A=b"], ["A b"], ["\u001b"], ["\udc00"], ["V".repeat(257)]])(
    "a variable that no file holds: with %j none is",
    async (name) => {
      const env = ["PATH", name];
      const text = await textOf([config("latest", found(image(sha("a"), null, "root", env)))]);
      expect(text).toContain(
        `"latest": { "digest": "${sha("a")}", "created": null, "user": "root" }`,
      );
      expect(await open(text).image(minimal, "latest")).toMatchObject({ value: { env: null } });
    },
  );

  test.each([
    ["os", "debian12"],
    ["os", "ubuntu22.04\u001b[2J"],
    ["cuda", "12.4.1\n"],
    ["cuda", "9".repeat(300)],
    ["condaPath", "relative"],
    ["condaPath", "/\u009b2J"],
  ] as const)("a value of %s that no file holds: without %j", async (name, value) => {
    const stated = { ...gpu, [name]: value };
    const text = await textOf([config("latest", found(image(sha("a"), null, "root", [], stated)))]);
    expect(await open(text).image(minimal, "latest")).toMatchObject({
      value: { ...gpu, [name]: null },
    });
  });

  test("more variables than a file holds", async () => {
    const env = Array.from({ length: 1001 }, (_, index) => `V${index}`).sort();
    const textFor = (names: readonly string[]): Promise<string> =>
      textOf([config("latest", found(image(sha("a"), null, "root", names)))]);
    expect(await textFor(env)).not.toContain("env");
    expect(await open(await textFor(env.slice(1))).image(minimal, "latest")).toMatchObject({
      value: { env: env.slice(1) },
    });
  });

  test("a failure removes no earlier answer", async () => {
    const kept = await textOf(night);
    const failed = night.map((exchange): Exchange => ({ ...exchange, answer: unread("denied") }));
    expect(await textOf([...night, ...failed])).toBe(kept);
    expect(await textOf([...failed, ...night])).toBe(kept);
  });
});

test("covers is that of the source", async () => {
  const { source } = await record([]);
  expect([source.covers("mcr.microsoft.com"), source.covers("contoso.azurecr.io")]).toEqual([
    true,
    false,
  ]);
});

describe("a tag that moves during the run", () => {
  const [one, two, three] = [
    "2026-11-25T02:00:01Z",
    "2026-11-25T02:00:02Z",
    "2026-11-25T02:00:03Z",
  ];
  const moved: readonly Exchange[] = [
    config("latest", found(image(sha("a"), "2026-11-01", "root"), one)),
    digest("latest", found(sha("b"), two)),
  ];

  test.each<readonly [string, readonly Exchange[], unknown, unknown]>([
    ["the later answer counts", moved, sha("b"), null],
    [
      "back again, its config is known",
      [...moved, digest("latest", found(sha("a"), three))],
      sha("a"),
      image(sha("a"), "2026-11-01", "root"),
    ],
    [
      "and then with its config",
      [...moved, config("latest", found(image(sha("b"), null, "app"), three))],
      sha("b"),
      image(sha("b"), null, "app"),
    ],
  ])("%s", async (_, exchanges, named, config) => {
    for (const order of [exchanges, exchanges.toReversed()]) {
      const facts = open(await textOf(order));
      expect(await facts.digest(minimal, "latest")).toMatchObject({ kind: "found", value: named });
      const answer = await facts.image(minimal, "latest");
      if (config === null) expect(answer).toBeNull();
      else expect(answer).toMatchObject({ kind: "found", value: config });
    }
  });

  test("and is then removed", async () => {
    const facts = open(await textOf([digest("latest", absent(three)), ...moved]));
    expect(await facts.image(minimal, "latest")).toMatchObject({ kind: "absent" });
  });

  test("the time of a registry's answers is that of the oldest", async () => {
    const text = await textOf([digest("x", absent(three)), ...moved]);
    expect(text).toContain(`"answeredAt": "${two}"`);
  });
});

// Any registry, and any lookups in any order.

const settings = { seed: 20261125, numRuns: 1500 };
const registry = fc.constantFrom("mcr.microsoft.com", "contoso.azurecr.io", "[::1]:5000", "r");
const repository = fc.constantFrom("azureml/a", "azureml/b", "a", "a/b__c.d", "a--b");
const tag = fc.oneof(
  fc.constantFrom("latest", "__proto__", "constructor", "1", "10", "9", "20240101.v1"),
  fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/),
);
const anyDigest = fc.constantFrom(sha("a"), sha("b"), sha("c"), `sha512:${"0".repeat(128)}`);
const user = fc.oneof(
  fc.constantFrom("root", "dockeruser", "1000:1000", '"\\', "Müller 😀", "\u2028", "__proto__"),
  fc
    .string({ unit: "grapheme-composite", minLength: 1, maxLength: 20 })
    .filter((text) => !/\p{Cc}/u.test(text)),
);
const variable = fc.oneof(
  fc.constantFrom("PATH", "AML_APP_ROOT", "_", "__proto__", '"\\', "Ä", "😀", "0", "$"),
  fc.string({ minLength: 1, maxLength: 8 }).filter((text) => !/[\s=\p{Cc}]/u.test(text)),
);
const env = fc.option(fc.uniqueArray(variable, { maxLength: 5 }).map((names) => names.sort()));
const stated = fc.record({
  os: fc.option(fc.constantFrom("ubuntu18.04", "ubuntu22.04", "ubuntu24.10")),
  cuda: fc.option(fc.stringMatching(/^\d{1,3}(?:\.\d{1,4}){1,3}$/)),
  condaPath: fc.option(fc.stringMatching(/^\/[!-9;-~]{1,20}$/)),
});
const day = fc.constantFrom("2026-11-20", "2024-02-29", "0001-01-01", "9999-12-31");
const moment = fc
  .integer({ min: 0, max: 59 })
  .map((second) => `2026-11-25T02:00:${String(second).padStart(2, "0")}Z`);

/** A registry that does not change: each digest is one image, each tag resolves to one or is absent. */
const world = fc.record({
  images: fc
    .array(fc.tuple(fc.option(day), user, env, stated), { minLength: 4, maxLength: 4 })
    .map((list) =>
      [sha("a"), sha("b"), sha("c"), `sha512:${"0".repeat(128)}`].map((digest, index) => {
        const [created = null, name = "root", names = null, more = {}] = list[index] ?? [];
        return image(digest, created, name, names, more);
      }),
    ),
  names: fc.array(fc.tuple(tag, fc.option(anyDigest)), { maxLength: 6 }),
  tags: fc.option(fc.uniqueArray(tag, { maxLength: 6 })),
  address: fc.record({ registry, repository }),
});

const exchanges = fc
  .tuple(
    fc.uniqueArray(world, {
      maxLength: 4,
      selector: ({ address }) => `${address.registry}/${address.repository}`,
    }),
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom("tags", "digest", "image"), moment), {
      maxLength: 20,
    }),
  )
  .map(([worlds, questions]) =>
    questions.flatMap(([which, name, ask, when]): readonly Exchange[] => {
      const here = worlds[which % Math.max(1, worlds.length)];
      if (!here) return [];
      const { address } = here;
      const list = here.tags?.toSorted();
      if (ask === "tags") return [tags(list ? found(list, when) : absent(when), address)];
      const names = new Map([
        ...here.names,
        ...here.images.map(({ digest }) => [digest, digest] as const),
      ]);
      const [reference, digestOf] = [...names][name % names.size] ?? ["latest", null];
      const what = here.images.find(({ digest }) => digest === digestOf);
      if (ask === "digest")
        return [digest(reference, what ? found(what.digest, when) : absent(when), address)];
      return [config(reference, what ? found(what, when) : absent(when), address)];
    }),
  );

function momentOf(answer: Answer<unknown> | null): string | null {
  return answer && "source" in answer ? (answer.source.answeredAt ?? null) : null;
}

test("the file contains exactly the recorded answers", async () => {
  await fc.assert(
    fc.asyncProperty(exchanges, async (asked) => {
      const recorder = await record(asked);
      const facts = open(recorder.text());
      const groups = new Set(
        asked.map(({ address }) => `${address.registry}/${address.repository}`),
      );
      expect(recorder.repositories()).toBe(groups.size);
      for (const exchange of asked) {
        const { address, answer } = exchange;
        const read = await put(facts, exchange);
        const moments = asked
          .filter((other) => other.address === address)
          .map((other) => momentOf(other.answer));
        expect(moments).toContain(momentOf(read));
        expect({ ...read, source: null }).toEqual({ ...answer, source: null });
        expect(facts.covers(address.registry)).toBe(true);
      }
      const isAsked = (address: RepositoryAddress, ...queries: readonly string[]): boolean =>
        asked.some((other) => other.address === address && queries.includes(other.ask));
      for (const { address } of asked) {
        if (!isAsked(address, "tags")) expect(await facts.tags(address)).toBeNull();
        if (!isAsked(address, "image"))
          for (const reference of ["latest", sha("a"), "no-such-tag-1"])
            expect((await facts.image(address, reference))?.kind).not.toBe("found");
      }
    }),
    settings,
  );
});

test("the same answers give the same bytes in any order, contradictions included", async () => {
  const any = fc.oneof(
    fc.record({
      address: fc.constantFrom(minimal, mirror),
      ask: fc.constant("tags" as const),
      answer: fc.oneof(
        fc
          .tuple(fc.uniqueArray(tag, { maxLength: 3 }), moment)
          .map(([list, when]) => found(list, when)),
        moment.map(absent),
      ),
    }),
    fc.record({
      address: fc.constantFrom(minimal, mirror),
      ask: fc.constant("digest" as const),
      reference: fc.oneof(fc.constantFrom("latest", "1"), anyDigest),
      answer: fc.oneof(
        fc.tuple(anyDigest, moment).map(([digest, when]) => found(digest, when)),
        moment.map(absent),
      ),
    }),
    fc.record({
      address: fc.constantFrom(minimal, mirror),
      ask: fc.constant("image" as const),
      reference: fc.oneof(fc.constantFrom("latest", "1"), anyDigest),
      answer: fc
        .tuple(anyDigest, fc.option(day), user, moment)
        .map(([digest, created, name, when]) => found(image(digest, created, name), when)),
    }),
  );
  const orders = fc
    .array(any, { maxLength: 12 })
    .chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
  await fc.assert(
    fc.asyncProperty(orders, async ([one, other]) => {
      const text = await textOf(one);
      expect(await textOf(other)).toBe(text);
      open(text);
    }),
    settings,
  );
});

test("recording all answers of a file gives the same file", async () => {
  await fc.assert(
    fc.asyncProperty(exchanges, async (asked) => {
      const text = await textOf(asked);
      const again = recordFacts(open(text), "linux/amd64");
      for (const exchange of asked) await put(again.source, exchange);
      expect(again.text()).toBe(text);
    }),
    settings,
  );
});
