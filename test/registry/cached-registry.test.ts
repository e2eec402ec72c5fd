import { writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarDate } from "../../src/text/calendar-date.ts";
import type {
  Answer,
  Failure,
  PublishedImage,
  RegistrySource,
  RepositoryAddress,
} from "../../src/domain/image/registry-source.ts";
import type { ResponseCache, CachedResponse } from "../../src/registry/cache/response-cache.ts";
import { openFileStore } from "../../src/registry/cache/file-store.ts";
import type { CachedRegistryOptions } from "../../src/registry/cache/cached-registry.ts";
import { cachedRegistry } from "../../src/registry/cache/cached-registry.ts";
import { temporaryTree } from "../discover/temporary-tree.ts";

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.UTC(2026, 10, 23, 12);
const registryHost = "mcr.microsoft.com";
const address: RepositoryAddress = {
  registry: registryHost,
  repository: "azureml/minimal-py312-inference",
};
const digestA = `sha256:${"a".repeat(64)}`;
const digestB = `sha256:${"b".repeat(64)}`;
const imageA: PublishedImage = {
  digest: digestA,
  created: calendarDate("2026-06-01"),
  user: "dockeruser",
  env: ["AML_APP_ROOT", "PATH"],
  os: "ubuntu22.04",
  cuda: "12.4.1",
  condaPath: "/azureml-envs/minimal",
};
const imageB: PublishedImage = {
  ...{ digest: digestB, created: null, user: "root", env: [] },
  ...{ os: null, cuda: null, condaPath: null },
};
const failures: readonly Failure[] = ["denied", "throttled", "unreachable"];

/** A cache, a registry and a clock that several runs share. */
class World {
  time: number = start;
  readonly entries = new Map<string, CachedResponse>();
  /** The requests to the registry, in order. */
  readonly asked: string[] = [];
  readonly expired: string[] = [];
  opened = 0;
  failure: Failure | null = null;
  tags: readonly string[] | null = ["1", "20260601.v1", "latest"];
  /** The image that each tag or digest resolves to. */
  readonly named = new Map<string, PublishedImage>([
    ["latest", imageA],
    [digestA, imageA],
    [digestB, imageB],
  ]);
  readonly store: ResponseCache = {
    read: (key) => {
      const entry = this.entries.get(key);
      return entry ? (JSON.parse(JSON.stringify(entry)) as CachedResponse) : null;
    },
    write: (key, answer) => this.entries.set(key, answer),
  };

  run(options: Partial<CachedRegistryOptions> = {}): RegistrySource {
    return cachedRegistry({
      cache: this.store,
      registry: () => {
        this.opened++;
        return Promise.resolve(this.#registry());
      },
      covers: (registry) => registry === registryHost,
      platform: "linux/amd64",
      now: () => this.time,
      refresh: false,
      onExpired: (of, answeredAt) => this.expired.push(`${of.repository} ${answeredAt}`),
      ...options,
    });
  }

  #registry(): RegistrySource {
    const answer = async <T>(question: string, value: T | null): Promise<Answer<T>> => {
      this.asked.push(question);
      await Promise.resolve();
      if (this.failure !== null) return { kind: this.failure, why: "it is a bad night" };
      const answeredAt = `${new Date(this.time).toISOString().slice(0, 19)}Z`;
      const asOf = calendarDate(answeredAt.slice(0, 10));
      const source = { name: registryHost, asOf, answeredAt };
      return value === null ? { kind: "absent", source } : { kind: "found", value, source };
    };
    return {
      covers: () => true,
      tags: () => answer("tags", this.tags),
      digest: (_, reference) =>
        answer(`digest ${reference}`, this.named.get(reference)?.digest ?? null),
      image: (_, reference) => answer(`image ${reference}`, this.named.get(reference) ?? null),
    };
  }
}

/** A lookup as text. */
type Asking = "tags" | `${"digest" | "image"} ${string}`;

function put(source: RegistrySource, asking: Asking): Promise<Answer<unknown> | null> {
  const [kind, reference = ""] = asking.split(" ");
  if (kind === "tags") return source.tags(address);
  return kind === "digest" ? source.digest(address, reference) : source.image(address, reference);
}

const sourceAt = (time: number) => ({
  name: registryHost,
  asOf: new Date(time).toISOString().slice(0, 10),
  answeredAt: `${new Date(time).toISOString().slice(0, 19)}Z`,
});

describe("the lifetime of a response", () => {
  interface Row {
    readonly first: Asking;
    readonly then: Asking;
    readonly after: number;
    /** Whether the second lookup is sent to the registry. */
    readonly queries: boolean;
  }
  const rows: readonly Row[] = [
    ...(["tags", "digest latest", "image latest", `digest ${digestA}`] as const).flatMap(
      (asking): readonly Row[] => [
        { first: asking, then: asking, after: 0, queries: false },
        { first: asking, then: asking, after: 6 * hour - 1, queries: false },
        { first: asking, then: asking, after: 6 * hour, queries: true },
      ],
    ),
    { first: `image ${digestA}`, then: `image ${digestA}`, after: 6 * hour, queries: false },
    { first: `image ${digestA}`, then: `image ${digestA}`, after: 9_999 * day, queries: false },
    // An image by its tag answers lookups of the digest.
    { first: "image latest", then: "digest latest", after: 6 * hour - 1, queries: false },
    { first: "image latest", then: "digest latest", after: 6 * hour, queries: true },
    { first: "image latest", then: `image ${digestA}`, after: 9_999 * day, queries: false },
    { first: `image ${digestA}`, then: `digest ${digestA}`, after: 6 * hour - 1, queries: false },
    { first: `image ${digestA}`, then: `digest ${digestA}`, after: 6 * hour, queries: true },
    // Lookups that the first one does not answer.
    { first: "digest latest", then: "image latest", after: 0, queries: true },
    { first: "image latest", then: `digest ${digestA}`, after: 0, queries: true },
    { first: "tags", then: "digest latest", after: 0, queries: true },
    { first: "tags", then: "digest missing", after: 0, queries: true },
    { first: "digest latest", then: "tags", after: 0, queries: true },
    // Absent tags and digests.
    ...([`digest missing`, `image missing`, `image sha256:${"c".repeat(64)}`] as const).flatMap(
      (asking): readonly Row[] => [
        { first: asking, then: asking, after: hour - 1, queries: false },
        { first: asking, then: asking, after: hour, queries: true },
      ],
    ),
    { first: "digest missing", then: "image missing", after: hour - 1, queries: false },
    { first: "digest missing", then: "image missing", after: hour, queries: true },
    // The tag may exist without an image for the platform.
    { first: "image missing", then: "digest missing", after: 0, queries: true },
    // A clock that was set back.
    { first: "tags", then: "tags", after: -4 * 60_000, queries: false },
  ];
  test.each(rows)("$first, then $then after $after ms: request sent: $queries", async (row) => {
    const world = new World();
    await put(world.run(), row.first);
    world.asked.length = 0;
    world.time += row.after;
    const answer = await put(world.run(), row.then);
    expect(world.asked).toEqual(row.queries ? [row.then] : []);
    if (row.queries) return;
    const value = answerOf(world, row.then);
    expect(answer).toEqual({
      ...(value === null ? { kind: "absent" } : { kind: "found", value }),
      source: sourceAt(start),
    });
  });

  test("a repository that does not exist", async () => {
    const world = new World();
    world.tags = null;
    await put(world.run(), "tags");
    world.tags = ["1"];
    world.time += hour - 1;
    expect(await put(world.run(), "tags")).toMatchObject({ kind: "absent" });
    world.time += 1;
    expect(await put(world.run(), "tags")).toMatchObject({ kind: "found", value: ["1"] });
  });

  function answerOf(world: World, asking: Asking): unknown {
    const [kind, reference = ""] = asking.split(" ");
    if (kind === "tags") return world.tags;
    const image = world.named.get(reference) ?? null;
    return kind === "digest" ? (image?.digest ?? null) : image;
  }
});

describe("the first response", () => {
  test.each<Asking>(["tags", "digest latest", "image latest", `image ${digestA}`, "image missing"])(
    "%s is the same as the cached one, byte for byte",
    async (asking) => {
      const world = new World();
      world.time += 999;
      const first = await put(world.run(), asking);
      world.time += 1_234;
      expect(JSON.stringify(await put(world.run(), asking))).toBe(JSON.stringify(first));
      expect(world.asked).toHaveLength(1);
    },
  );

  test("the registry is opened only for lookups that are not cached", async () => {
    const world = new World();
    const run = world.run();
    expect(world.opened).toBe(0);
    await run.tags(address);
    expect(world.opened).toBe(1);
    await world.run().tags(address);
    expect(world.opened).toBe(1);
  });

  test("an answer without a time gets the current one", async () => {
    const world = new World();
    const silent: Answer<readonly string[]> = {
      kind: "found",
      value: ["1"],
      source: { name: registryHost, asOf: null },
    };
    const never = () => Promise.reject(new Error("was not asked"));
    const registry = { covers: () => true, tags: () => Promise.resolve(silent), digest: never };
    await world
      .run({ registry: () => Promise.resolve({ ...registry, image: never }) })
      .tags(address);
    expect(await world.run().tags(address)).toMatchObject({ source: sourceAt(start) });
  });

  test("an answer keeps the registry's time", async () => {
    const world = new World();
    const time = start - hour;
    const value: Answer<readonly string[]> = {
      kind: "found",
      value: ["1"],
      source: { name: registryHost, asOf: null, answeredAt: new Date(time).toISOString() },
    };
    const registry: RegistrySource = {
      covers: () => true,
      tags: () => Promise.resolve(value),
      digest: () => Promise.resolve(null),
      image: () => Promise.resolve(null),
    };
    await world.run({ registry: () => Promise.resolve(registry) }).tags(address);
    expect(await world.run().tags(address)).toMatchObject({ source: sourceAt(time) });
  });

  test("null from a source is returned and not cached", async () => {
    const world = new World();
    const none = () => Promise.resolve(null);
    const registry = { covers: () => true, tags: none, digest: none, image: none };
    const run = world.run({ registry: () => Promise.resolve(registry) });
    expect(await run.tags(address)).toBeNull();
    expect(world.entries.size).toBe(0);
  });
});

describe("requests to the registry", () => {
  test("each lookup is a request of its own", async () => {
    const world = new World();
    const run = world.run();
    const other = { ...address, repository: "azureml/other-inference" };
    await Promise.all([
      run.tags(address),
      run.tags(other),
      run.digest(address, "latest"),
      run.digest(other, "latest"),
      run.digest(address, "1"),
      run.image(address, "latest"),
    ]);
    expect(world.asked).toHaveLength(6);
  });

  test("without a cache every lookup is a request; with one, a failure is not cached", async () => {
    const world = new World();
    const run = world.run({ cache: null });
    await run.tags(address);
    await run.tags(address);
    expect(world.asked).toHaveLength(2);
    world.failure = "unreachable";
    const kept = world.run();
    await kept.tags(address);
    await kept.tags(address);
    expect(world.asked).toHaveLength(4);
    expect(world.entries.size).toBe(0);
  });

  test("a registry that cannot be opened fails every lookup", async () => {
    const world = new World();
    const run = world.run({ registry: () => Promise.reject(new Error("no such file: ca.pem")) });
    const asked = Promise.allSettled([run.tags(address), run.tags(address)]);
    expect((await asked).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await expect(run.tags(address)).rejects.toThrow("ca.pem");
  });
});

describe("a registry that fails", () => {
  const found: readonly Asking[] = ["tags", "digest latest", "image latest", `digest ${digestA}`];
  const cases = failures.flatMap((failure) => found.map((asking) => ({ failure, asking })));

  test.each(cases)(
    "$failure: the earlier response to $asking is used and reported",
    async (row) => {
      const world = new World();
      await put(world.run(), row.asking);
      world.time += 30 * day;
      world.failure = row.failure;
      const answer = await put(world.run(), row.asking);
      expect(answer).toMatchObject({ kind: "found", source: sourceAt(start) });
      expect(world.expired).toEqual([`${address.repository} 2026-11-23T12:00:00Z`]);
      // The entry remains expired: the next run sends the lookup again.
      expect(world.asked).toEqual([row.asking, row.asking]);
      world.failure = null;
      expect(await put(world.run(), row.asking)).toMatchObject({ source: sourceAt(world.time) });
    },
  );

  test.each<Asking>(["digest missing", "image missing"])(
    "%s, which was absent before, is not answered from the cache",
    async (asking) => {
      const world = new World();
      await put(world.run(), asking);
      world.time += hour;
      world.failure = "throttled";
      const answer = await put(world.run(), asking);
      expect(answer).toEqual({ kind: "throttled", why: "it is a bad night" });
      expect(world.expired).toEqual([]);
    },
  );

  test("a tag that was found, then absent, is not answered from the cache", async () => {
    const world = new World();
    await put(world.run(), "image latest");
    world.named.delete("latest");
    world.time += 7 * hour;
    expect(await put(world.run(), "image latest")).toMatchObject({ kind: "absent" });
    world.failure = "unreachable";
    world.time += 2 * hour;
    expect(await put(world.run(), "image latest")).toMatchObject({ kind: "unreachable" });
    expect(world.expired).toEqual([]);
  });

  test("a response that another process stored meanwhile is not expired", async () => {
    const world = new World();
    const other = world.run();
    const failing: RegistrySource = {
      covers: () => true,
      tags: async () => {
        await other.tags(address);
        return { kind: "throttled", why: "too many" };
      },
      digest: () => Promise.resolve(null),
      image: () => Promise.resolve(null),
    };
    const answer = await world.run({ registry: () => Promise.resolve(failing) }).tags(address);
    expect(answer).toMatchObject({ kind: "found" });
    expect(world.expired).toEqual([]);
  });
});

describe("a tag that moves", () => {
  test("after the lifetime its image is the new one, and the old one remains for its digest", async () => {
    const world = new World();
    await put(world.run(), "image latest");
    world.named.set("latest", imageB);
    world.time += 6 * hour - 1;
    expect(await put(world.run(), "image latest")).toMatchObject({ value: imageA });
    world.time += 1;
    expect(await put(world.run(), "image latest")).toMatchObject({ value: imageB });
    world.asked.length = 0;
    expect(await put(world.run(), `image ${digestA}`)).toMatchObject({ value: imageA });
    expect(await put(world.run(), "digest latest")).toMatchObject({ value: digestB });
    expect(world.asked).toEqual([]);
  });

  test("the latest digest lookup determines the image", async () => {
    const world = new World();
    await put(world.run(), "image latest");
    await put(world.run(), `image ${digestB}`);
    world.named.set("latest", imageB);
    world.time += 6 * hour;
    await put(world.run(), "digest latest");
    world.asked.length = 0;
    expect(await put(world.run(), "image latest")).toEqual({
      kind: "found",
      value: imageB,
      source: sourceAt(start + 6 * hour),
    });
    expect(world.asked).toEqual([]);
  });

  test("of absent and found, the later one counts", async () => {
    const world = new World();
    await put(world.run(), "image soon");
    world.named.set("soon", imageA);
    world.time += 1_000;
    // Pushed meanwhile; only its digest is looked up.
    await put(world.run(), "digest soon");
    expect(await put(world.run(), "image soon")).toMatchObject({ kind: "found", value: imageA });
    world.named.delete("soon");
    world.time += 6 * hour;
    await put(world.run(), "image soon");
    world.asked.length = 0;
    expect(await put(world.run(), "image soon")).toMatchObject({ kind: "absent" });
    expect(world.asked).toEqual([]);
  });

  test("of absent and found at the same time, absent counts", async () => {
    const world = new World();
    await put(world.run(), "image soon");
    world.named.set("soon", imageA);
    await put(world.run(), "digest soon");
    // The image of that digest is cached too, so that it could be returned.
    await put(world.run(), `image ${digestA}`);
    world.asked.length = 0;
    expect(await put(world.run(), "image soon")).toMatchObject({ kind: "absent" });
    expect(world.asked).toEqual([]);
  });

  test("an image that is missing from the cache is requested, although the digest of its tag is cached", async () => {
    const world = new World();
    await put(world.run(), "image latest");
    for (const key of world.entries.keys()) if (key.includes('"image"')) world.entries.delete(key);
    expect(await put(world.run(), "image latest")).toMatchObject({ value: imageA });
    expect(world.asked).toEqual(["image latest", "image latest"]);
  });
});

describe("cache keys", () => {
  test("contain registry, repository, kind and reference; for images also the platform", async () => {
    const world = new World();
    const all = { covers: () => true };
    const ask = async (of: RepositoryAddress, platform: string = "linux/amd64") => {
      const run = world.run({ ...all, platform });
      await run.tags(of);
      await run.digest(of, "latest");
      await run.image(of, "latest");
      return world.asked.splice(0).length;
    };
    expect(await ask(address)).toBe(3);
    expect(await ask(address)).toBe(0);
    expect(await ask({ ...address, registry: "contoso.azurecr.io" })).toBe(3);
    expect(await ask({ ...address, repository: "azureml" })).toBe(3);
    // Lists and digests are the same for all platforms.
    expect(await ask(address, "linux/arm64")).toBe(1);
  });

  test("cannot be confused by names with quotes", async () => {
    const world = new World();
    const run = world.run({ covers: () => true });
    await run.digest({ registry: "a", repository: 'b","digest","latest' }, "c");
    await run.digest({ registry: "a", repository: "b" }, 'digest","latest","c');
    await run.digest({ registry: 'a","b', repository: "digest" }, "latest");
    expect(world.asked).toHaveLength(3);
  });
});

describe("refresh", () => {
  test("sends the request and caches the response", async () => {
    const world = new World();
    await put(world.run(), "image latest");
    world.named.set("latest", imageB);
    expect(await put(world.run({ refresh: true }), "image latest")).toMatchObject({
      value: imageB,
    });
    world.asked.length = 0;
    expect(await put(world.run(), "image latest")).toMatchObject({ value: imageB });
    expect(world.asked).toEqual([]);
  });

  test.each(failures)(
    "%s: an earlier found response of any age is used and reported",
    async (failure) => {
      const world = new World();
      await put(world.run(), "tags");
      await put(world.run(), "digest missing");
      world.failure = failure;
      const run = world.run({ refresh: true });
      expect(await put(run, "tags")).toMatchObject({ kind: "found", source: sourceAt(start) });
      expect(await put(run, "digest missing")).toMatchObject({ kind: failure });
      expect(world.expired).toEqual([`${address.repository} 2026-11-23T12:00:00Z`]);
    },
  );
});

describe("without a cache", () => {
  test("every lookup is sent, and a failure is returned", async () => {
    const world = new World();
    await put(world.run(), "tags");
    expect(await put(world.run({ cache: null }), "tags")).toMatchObject({ kind: "found" });
    world.failure = "throttled";
    expect(await put(world.run({ cache: null }), "tags")).toMatchObject({ kind: "throttled" });
    expect(world.asked).toEqual(["tags", "tags", "tags"]);
  });
});

describe("a registry that is not allowed", () => {
  test("is not contacted, and cached responses are not used", async () => {
    const world = new World();
    await put(world.run(), "tags");
    const run = world.run({ covers: () => false });
    expect(run.covers(registryHost)).toBe(false);
    for (const asking of ["tags", "digest latest", "image latest"] as const) {
      expect(await put(run, asking)).toEqual({
        kind: "denied",
        why: "mcr.microsoft.com is not a registry that you allowed",
      });
    }
    expect(world.asked).toEqual(["tags"]);
  });
});

describe("an invalid cache entry is a miss", () => {
  const found = (value: unknown) => ({ kind: "found", value });
  const image = (parts: Readonly<Record<string, unknown>> = {}) => found({ ...imageA, ...parts });
  const notAtAll: readonly unknown[] = [
    undefined,
    null,
    "found",
    [],
    {},
    { kind: "denied", why: "x" },
    { kind: "Absent" },
    { kind: ["absent"] },
    { kind: "found" },
    found(null),
    found(7),
    found({}),
  ];
  const shapes: readonly [asking: Asking, value: unknown, isRead: boolean][] = [
    ...(["tags", "digest latest", `image ${digestA}`] as const).flatMap((asking) =>
      notAtAll.map((value): [Asking, unknown, boolean] => [asking, value, false]),
    ),
    ["tags", found([]), true],
    ["tags", found(["_a", "A.b-c_d", "9", "x".repeat(128)]), true],
    ["tags", { ...found(["a"]), more: 1 }, true],
    ["tags", found("latest"), false],
    ["tags", found({ 0: "latest", length: 1 }), false],
    ["tags", found(["latest", 1]), false],
    ["tags", found(["latest", ""]), false],
    ["tags", found([".hidden"]), false],
    ["tags", found(["a b"]), false],
    ["tags", found(["a\n"]), false],
    ["tags", found(["\u001B[31m"]), false],
    ["tags", found(["x".repeat(129)]), false],
    ["digest latest", found(digestA), true],
    ["digest latest", found(`sha512:${"0".repeat(128)}`), true],
    ["digest latest", found(digestA.toUpperCase()), false],
    ["digest latest", found(digestA.slice(0, -1)), false],
    ["digest latest", found(`${digestA}\n`), false],
    ["digest latest", found(`md5:${"0".repeat(32)}`), false],
    [`digest ${digestA}`, found(digestA), true],
    [`digest ${digestA}`, found(digestB), false],
    [`image ${digestA}`, image(), true],
    [`image ${digestA}`, image({ created: null }), true],
    [`image ${digestA}`, image({ more: 1 }), true],
    [`image ${digestA}`, image({ digest: digestB }), false],
    [`image ${digestA}`, image({ digest: null }), false],
    [`image ${digestA}`, image({ created: "2026-02-29" }), false],
    [`image ${digestA}`, image({ created: "2026-06-01T00:00:00Z" }), false],
    [`image ${digestA}`, image({ created: undefined }), false],
    [`image ${digestA}`, image({ created: 20260601 }), false],
    [`image ${digestA}`, image({ user: null }), false],
    [`image ${digestA}`, image({ user: "" }), false],
    [`image ${digestA}`, image({ user: 1000 }), false],
    [`image ${digestA}`, image({ env: [] }), true],
    [`image ${digestA}`, image({ env: "PATH" }), false],
    [`image ${digestA}`, image({ env: ["PATH", 1] }), false],
    [`image ${digestA}`, image({ env: ["PATH=/bin"] }), false],
    [`image ${digestA}`, image({ env: [""] }), false],
    [`image ${digestA}`, image({ env: Array(1001).fill("PATH") }), false],
    // As an older version wrote it: asked again.
    [`image ${digestA}`, image({ env: undefined }), false],
    [`image ${digestA}`, image({ env: null }), false],
    [`image ${digestA}`, image({ os: undefined }), false],
    [`image ${digestA}`, image({ cuda: undefined }), false],
    [`image ${digestA}`, image({ condaPath: undefined }), false],
    [`image ${digestA}`, image({ os: null, cuda: null, condaPath: null }), true],
    [`image ${digestA}`, image({ os: "debian12" }), false],
    [`image ${digestA}`, image({ os: "ubuntu22.04\u001b[2J" }), false],
    [`image ${digestA}`, image({ cuda: 12.4 }), false],
    [`image ${digestA}`, image({ cuda: "latest" }), false],
    [`image ${digestA}`, image({ condaPath: "envs/minimal" }), false],
    // An image is stored under its digest only.
    ["image latest", image({ digest: "latest" }), false],
  ];
  test.each(shapes)("%s: %j, valid: %s", async (asking, value, isRead) => {
    const world = new World();
    const [kind = "", reference = ""] = asking.split(" ");
    const platform = kind === "image" ? "linux/amd64" : "";
    const key = ["v1", address.registry, address.repository, kind, reference, platform];
    world.entries.set(JSON.stringify(key), { at: start, value });
    const answer = await put(world.run(), asking);
    expect(world.asked).toEqual(isRead ? [] : [asking]);
    expect(answer?.kind).toBe("found");
    // Unknown fields are not returned.
    expect(JSON.stringify(answer)).not.toContain("more");
  });

  const withoutEnv = { env: null, os: null, cuda: null, condaPath: null };
  const older = [
    [/,"env":.*(?=\}\})/, withoutEnv],
    [/,"os":.*(?=\}\})/, { ...withoutEnv, env: imageA.env }],
  ] as const;
  test.each(
    older.flatMap(([lacks, facts]) =>
      ([`image ${digestA}`, "image latest"] as const).map(
        (asking) => [asking, lacks, facts] as const,
      ),
    ),
  )(
    "%s of an older version (without %s) counts where the registry fails",
    async (asking, lacks, facts) => {
      const world = new World();
      const run = () => put(world.run(), asking);
      await run();
      for (const [key, { at, value }] of world.entries) {
        const old = JSON.stringify(value).replace(lacks, "");
        world.entries.set(key, { at, value: JSON.parse(old) });
      }
      world.failure = "unreachable";
      expect(await run()).toMatchObject({ kind: "found", value: { ...imageA, ...facts } });
      expect(world.expired).toHaveLength(1);
      world.failure = null;
      expect(await run()).toMatchObject({ kind: "found", value: imageA });
      expect(await run()).toMatchObject({ kind: "found", value: imageA });
      expect(world.asked).toEqual([asking, asking, asking]);
    },
  );

  test("an image with a different digest than requested is not cached", async () => {
    const world = new World();
    world.named.set(digestA, imageB);
    await put(world.run(), `image ${digestA}`);
    expect(world.entries.size).toBe(0);
  });
});

test("any bytes in the files give a new request or the right answer, and never throw", async () => {
  const directory = temporaryTree([]);
  const unique = (): string => "1";
  const store = openFileStore(directory, unique, () => start);
  const tagsKey = JSON.stringify(["v1", address.registry, address.repository, "tags", "", ""]);
  const name = createHash("sha256").update(tagsKey).digest("hex");
  const good = await put(new World().run({ cache: store }), "tags");
  const nested = fc.jsonValue().map((value) => ({ at: start, value }));
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), nested), async (content) => {
      // As the bytes of the file, and as a valid entry with any value.
      if (content instanceof Uint8Array) writeFileSync(join(directory, `${name}.json`), content);
      else store.write(tagsKey, content);
      expect(await put(new World().run({ cache: store }), "tags")).toEqual(good);
    }),
    { numRuns: 500 },
  );
});
