import { createHash } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import type { Answer, RepositoryAddress } from "../../src/domain/image/registry-source.ts";
import type { Authorizer } from "../../src/registry/auth/authorizer.ts";
import type {
  Behaviour,
  ImageParts,
  MisbehavingRegistry,
  Reply,
  Stored,
} from "../support/misbehaving-registry.ts";
import {
  imageOf,
  namesOf,
  replyOf,
  serve,
  startMisbehaving,
  stored,
  types,
} from "../support/misbehaving-registry.ts";
import type { Opened } from "../support/registry-client.ts";
import { openRegistries } from "../support/registry-client.ts";

const now = Date.UTC(2026, 6, 27, 12, 30, 1);
const repository = "azureml/minimal-py312-inference";

const toStop: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0)) await stop();
});

interface Asked extends Opened {
  readonly registry: MisbehavingRegistry;
  readonly address: RepositoryAddress;
}

async function ask(
  behave: Behaviour,
  options: Parameters<typeof openRegistries>[1] = {},
): Promise<Asked> {
  const registry = await startMisbehaving(behave);
  const opened = openRegistries([registry.access], { now: () => now, ...options });
  toStop.push(opened.http.close, registry.stop);
  return { ...opened, registry, address: { registry: registry.host, repository } };
}

function valueOf<T>(answer: Answer<T> | null): T | string {
  if (answer?.kind === "found") return answer.value;
  return answer?.kind === "absent" ? "absent" : (answer?.why ?? "null");
}

const page = (tags: unknown, link?: string | readonly string[]): Reply => ({
  headers: { "content-type": "application/json", ...(link === undefined ? {} : { link }) },
  body: JSON.stringify({ name: repository, tags }),
});

// Names.

test.each([
  ["digest", "a/b"],
  ["image", "sha256:abc"],
  ["image", ""],
] as const)("no request is sent for %s of %j", async (question, reference) => {
  const { client, address, registry } = await ask(() => null);
  const why = "no tag or digest can have that form";
  expect(await client[question](address, reference)).toEqual({ kind: "unreachable", why });
  const wrong = { ...address, repository: "../other" };
  expect(valueOf(await client.tags(wrong))).toBe("no repository can have that name");
  expect(registry.requests).toEqual([]);
});

test("a registry that was not allowed is not covered, and no request is sent to it", async () => {
  const { client, address, sent } = await ask(() => null);
  const other = await startMisbehaving(() => page(["a"]));
  toStop.push(other.stop);
  const elsewhere = { ...address, registry: other.host };
  expect(client.covers(address.registry)).toBe(true);
  expect(client.covers(other.host)).toBe(false);
  for (const answer of [
    await client.tags(elsewhere),
    await client.digest(elsewhere, "latest"),
    await client.image(elsewhere, "latest"),
  ])
    expect(answer).toEqual({ kind: "denied", why: "it is not a registry that you allowed" });
  expect(other.requests).toEqual([]);
  expect(sent()).toBe(0);
});

// Tag lists.

test("a tag list takes one request, and is sorted, with its source", async () => {
  const { client, address, registry } = await ask(() => page(["b", "a", "B"]));
  expect(await client.tags(address)).toEqual({
    kind: "found",
    value: ["B", "a", "b"],
    source: { name: registry.host, asOf: "2026-07-27", answeredAt: "2026-07-27T12:30:01Z" },
  });
  expect(registry.asked()).toEqual([`GET /v2/${repository}/tags/list?n=1000`]);
  const headers = registry.requests[0]?.headers;
  expect(headers).toMatchObject({
    host: registry.host,
    accept: "application/json",
    "accept-encoding": "identity",
    "user-agent": "inferlint",
  });
  expect(headers?.authorization).toBeUndefined();
});

test("404 means that the repository does not exist", async () => {
  const { client, address, registry } = await ask(() => null);
  const source = { name: registry.host, asOf: "2026-07-27", answeredAt: "2026-07-27T12:30:01Z" };
  expect(await client.tags(address)).toEqual({ kind: "absent", source });
});

const list = `/v2/${repository}/tags/list`;
const circle = "the pages of its tag list link to each other in a loop";
const elsewhere = "the link to the next page of its tag list leads to another URL";
const noList = "its response is not a list of tags";

test.each<[string, readonly Reply[], readonly string[] | string]>([
  ["null", [page(null)], []],
  ["empty", [page([])], []],
  ["duplicates and invalid tags", [page(["a", "a", "", ".b", "c/d", "x".repeat(129)])], ["a"]],
  ["two pages", [page(["b"], `<${list}?n=1000&last=b>; rel="next"`), page(["a"])], ["a", "b"]],
  ["a relative page", [page(["b"], `<?last=b>; rel=next`), page(["a"])], ["a", "b"]],
  ["an empty page in between", [page([], `<?last=b>; rel=next`), page(["a"])], ["a"]],
  ["a link to the previous page", [page(["a"], `<?last=b>; rel="prev"`)], ["a"]],
  ["the same page again", [page(["a"], `<${list}?n=1000>; rel="next"`)], circle],
  ["an earlier page", [page(["a"], "<?a>; rel=next"), page(["b"], `<?n=1000>; rel=next`)], circle],
  ["another host", [page(["a"], `<https://evil.example${list}?a>; rel="next"`)], elsewhere],
  ["another port", [page(["a"], `<http://127.0.0.1:1${list}?a>; rel="next"`)], elsewhere],
  ["another repository", [page(["a"], `</v2/azureml/other/tags/list?a>; rel="next"`)], elsewhere],
  ["another path", [page(["a"], `</v2/_catalog?a>; rel="next"`)], elsewhere],
  [
    "a relative path that leaves the repository",
    [page(["a"], `<../../x/tags/list>; rel="next"`)],
    elsewhere,
  ],
  [
    "a malformed link",
    [page(["a"], `${list}?a; rel="next"`)],
    "the link to the next page of its tag list is malformed",
  ],
  ["a missing page", [page(["a"], "<?a>; rel=next"), { status: 404 }], "it answered 404"],
  [
    "a page that is denied",
    [page(["a"], "<?a>; rel=next"), { status: 403 }],
    "it denied access (403)",
  ],
  ["no JSON", [{ body: "<html>" }], noList],
  ["an array", [{ body: '["a"]' }], noList],
  ["no tags", [{ body: '{"name":"a"}' }], noList],
  ["an object of tags", [page({ a: 1 })], noList],
  ["numbers", [page([1, 2])], noList],
  ["nothing", [{ status: 204 }], "it answered 204"],
  ["a teapot", [{ status: 418 }], "it answered 418"],
  ["400, as from TLS", [{ status: 400 }], "it answered 400; it may require https"],
])("a tag list with %s", async (_, pages, expected) => {
  const { client, address, registry } = await ask((__, ___, before) => pages[before] ?? null);
  expect(valueOf(await client.tags(address))).toEqual(expected);
  expect(registry.requests).toHaveLength(pages.length);
});

// Digests and images.

const defaultImage = imageOf({ created: "2026-06-01T08:00:00Z", config: { User: "dockeruser" } });

test("the digest of a tag takes one HEAD request", async () => {
  const { client, address, registry } = await ask(
    serve(repository, namesOf("latest", defaultImage.manifest, [defaultImage])),
  );
  expect(valueOf(await client.digest(address, "latest"))).toBe(defaultImage.manifest.digest);
  expect(valueOf(await client.digest(address, defaultImage.manifest.digest))).toBe(
    defaultImage.manifest.digest,
  );
  expect(valueOf(await client.digest(address, "missing"))).toBe("absent");
  expect(registry.asked()).toEqual([
    `HEAD /v2/${repository}/manifests/latest`,
    `HEAD /v2/${repository}/manifests/${defaultImage.manifest.digest}`,
    `HEAD /v2/${repository}/manifests/missing`,
  ]);
  for (const type of [types.index, types.list, types.manifest, types.docker])
    expect(registry.requests[0]?.headers.accept).toContain(type);
});

test.each<[string, Reply, Reply | null, string]>([
  [
    "no digest",
    { headers: { "content-type": types.manifest } },
    { headers: { "content-type": types.manifest }, body: defaultImage.manifest.body },
    defaultImage.manifest.digest,
  ],
  [
    "an invalid digest",
    { headers: { "docker-content-digest": "sha256:1" } },
    { headers: { "content-type": types.manifest }, body: defaultImage.manifest.body },
    defaultImage.manifest.digest,
  ],
  ["405", { status: 405 }, replyOf(defaultImage.manifest), defaultImage.manifest.digest],
  ["no digest, and no manifest", {}, { body: "<html>" }, "its response is not a manifest"],
  ["no digest, then a 404", {}, null, "absent"],
  [
    "a page of a portal",
    {
      headers: {
        "content-type": "text/html",
        "docker-content-digest": defaultImage.manifest.digest,
      },
    },
    { headers: { "content-type": "text/html" }, body: "{}" },
    "its manifest has a media type that is not used for images",
  ],
])("where HEAD gives %s, the manifest is fetched", async (_, head, get, expected) => {
  const { client, address } = await ask(({ method }) => (method === "HEAD" ? head : get));
  expect(valueOf(await client.digest(address, "latest"))).toBe(expected);
});

test("the digest that HEAD sends must be the requested one", async () => {
  const other = imageOf({ created: "2026-01-01T00:00:00Z" });
  const { client, address } = await ask(() => replyOf(other.manifest));
  const why = "its content does not match its digest";
  expect(valueOf(await client.digest(address, defaultImage.manifest.digest))).toBe(why);
});

test("an image takes two requests", async () => {
  const { client, address, registry } = await ask(
    serve(repository, namesOf("latest", defaultImage.manifest, [defaultImage])),
  );
  expect(await client.image(address, "latest")).toEqual({
    kind: "found",
    value: {
      digest: defaultImage.manifest.digest,
      created: "2026-06-01",
      user: "dockeruser",
      env: [],
      os: null,
      cuda: null,
      condaPath: null,
    },
    source: { name: registry.host, asOf: "2026-07-27", answeredAt: "2026-07-27T12:30:01Z" },
  });
  expect(registry.asked()).toEqual([
    `GET /v2/${repository}/manifests/latest`,
    `GET /v2/${repository}/blobs/${defaultImage.config.digest}`,
  ]);
  expect(valueOf(await client.image(address, "missing"))).toBe("absent");
});

test.each<[string, unknown, string | null]>([
  ["a day", "2026-06-01T08:00:00Z", "2026-06-01"],
  ["a fraction", "2026-06-01T08:00:00.123456789Z", "2026-06-01"],
  ["an hour before midnight, east", "2026-06-01T00:30:00+02:00", "2026-05-31"],
  ["an hour before midnight, west", "2026-06-01T23:30:00-02:00", "2026-06-02"],
  ["29 February", "2024-02-29T00:00:00Z", "2024-02-29"],
  ["the first release of Docker", "2013-03-20T00:00:00Z", "2013-03-20"],
  ["the day before", "2013-03-19T23:59:59Z", null],
  ["the epoch", "1970-01-01T00:00:00Z", null],
  ["what zip begins with", "1980-01-01T00:00:01Z", null],
  ["Go's zero", "0001-01-01T00:00:00Z", null],
  ["tomorrow, by another clock", "2026-07-28T01:00:00Z", "2026-07-28"],
  ["the future", "2026-07-29T00:00:00Z", null],
  ["the far future", "2999-01-01T00:00:00Z", null],
  ["no such day", "2023-02-29T00:00:00Z", null],
  ["no such hour", "2023-02-28T25:00:00Z", null],
  ["a day alone", "2026-06-01", null],
  ["words", "June", null],
  ["a number", 1780000000, null],
  ["null", null, null],
  ["nothing", undefined, null],
])("created: %s", async (_, created, expected) => {
  const image = imageOf({ created });
  const { client, address } = await ask(
    serve(repository, namesOf("latest", image.manifest, [image])),
  );
  expect(valueOf(await client.image(address, "latest"))).toMatchObject({ created: expected });
});

test.each<[unknown, string]>([
  [{ User: "dockeruser" }, "dockeruser"],
  [{ User: "1000:1000" }, "1000:1000"],
  [{ User: "" }, "root"],
  [{ User: null }, "root"],
  [{}, "root"],
  [null, "root"],
  [undefined, "root"],
])("user: config %j is %s", async (config, expected) => {
  const image = imageOf({ config });
  const { client, address } = await ask(
    serve(repository, namesOf("latest", image.manifest, [image])),
  );
  expect(valueOf(await client.image(address, "latest"))).toMatchObject({ user: expected });
});

test.each<[unknown, readonly string[]]>([
  [
    ["PATH=/opt/miniconda/bin:/usr/bin", "AML_APP_ROOT=/var/azureml-app"],
    ["AML_APP_ROOT", "PATH"],
  ],
  [
    ["A=b=c", "A=d", "EMPTY=", "a=1"],
    ["A", "EMPTY", "a"],
  ],
  // BuildKit splits at the first =, and sets a name without = to nothing.
  [["A", "=A", ""], ["A"]],
  [["A B=1", "\tA=1", "A\n=1", "\u0000=1"], []],
  [
    ["É=1", "__proto__=1", "0=1", "@=1"],
    ["0", "@", "__proto__", "É"],
  ],
  [["A=\u0000 secret"], ["A"]],
  [[`${"V".repeat(256)}=1`], ["V".repeat(256)]],
  [[], []],
  [null, []],
  [undefined, []],
])("variables: config %j sets %j", async (Env, expected) => {
  const image = imageOf({ config: { Env } });
  const { client, address } = await ask(
    serve(repository, namesOf("latest", image.manifest, [image])),
  );
  expect(valueOf(await client.image(address, "latest"))).toMatchObject({ env: expected });
});

const ubuntu = (version: unknown, name: unknown = "ubuntu") => ({
  "org.opencontainers.image.ref.name": name,
  "org.opencontainers.image.version": version,
});

// As an image that is built on Ubuntu, and one that is built on NVIDIA's, have them.
test.each<[unknown, string | null]>([
  [ubuntu("22.04"), "ubuntu22.04"],
  [{ ...ubuntu("20.04"), maintainer: "NVIDIA CORPORATION <cudatools@nvidia.com>" }, "ubuntu20.04"],
  [ubuntu("24.10"), "ubuntu24.10"],
  [ubuntu("22.04", "debian"), null],
  [ubuntu("22.04", "Ubuntu"), null],
  [{ "org.opencontainers.image.version": "22.04" }, null],
  [{ "org.opencontainers.image.ref.name": "ubuntu" }, null],
  // The version of the image itself, which has replaced Ubuntu's.
  [ubuntu("1.2.3"), null],
  [ubuntu("20260101.v1"), null],
  [ubuntu(22.04), null],
  [ubuntu(["22.04"]), null],
  [ubuntu("22.04\n"), null],
  [ubuntu("22.04\u001b[2J"), null],
  [ubuntu("2".repeat(100_000)), null],
  [["ubuntu"], null],
  ["ubuntu", null],
  [null, null],
  [undefined, null],
])("operating system: config labels %.60j state %s", async (Labels, os) => {
  const image = imageOf({ config: { Labels } });
  const { client, address } = await ask(
    serve(repository, namesOf("latest", image.manifest, [image])),
  );
  expect(valueOf(await client.image(address, "latest"))).toMatchObject({ user: "root", os });
});

const minimal = "/azureml-envs/minimal";
test.each<[readonly string[], string | null, string | null]>([
  [["CUDA_VERSION=12.4.1", `AZUREML_CONDA_ENVIRONMENT_PATH=${minimal}`], "12.4.1", minimal],
  [["CUDA_VERSION=10.0.130", "CONDA_PREFIX=/opt/miniconda"], "10.0.130", "/opt/miniconda"],
  [["CONDA_PREFIX=/opt/a", `AZUREML_CONDA_ENVIRONMENT_PATH=${minimal}`], null, minimal],
  [["CUDA_VERSION=11.8", "cuda_version=12"], "11.8", null],
  [["CUDA_VERSION=11.8", "CUDA_VERSION=11.8"], "11.8", null],
  // Two values: which one counts is not settled.
  [["CUDA_VERSION=11.8", "CUDA_VERSION=12.4"], null, null],
  [["CUDA_VERSION", "CONDA_PREFIX="], null, null],
  [["CUDA_VERSION=12", "CONDA_PREFIX=opt/a"], null, null],
  [["CUDA_VERSION=12.4.1-devel", "CONDA_PREFIX=/a b"], null, null],
  [["CUDA_VERSION=12.4\n", "CONDA_PREFIX=/a\u0000"], null, null],
  [["CUDA_VERSION=\u001b[2J", "CONDA_PREFIX=/\u009b2J"], null, null],
  [["CUDA_VERSION=$VERSION", "CONDA_PREFIX=/a:/b"], null, null],
  [[`CUDA_VERSION=1.${"2".repeat(9999)}`, `CONDA_PREFIX=/${"a".repeat(256)}`], null, null],
])("config %.80j states CUDA %s and conda in %s", async (Env, cuda, condaPath) => {
  const image = imageOf({ config: { Env } });
  const { client, address } = await ask(
    serve(repository, namesOf("latest", image.manifest, [image])),
  );
  expect(valueOf(await client.image(address, "latest"))).toMatchObject({ cuda, condaPath });
});

const variables = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `V${index}=1`);

test("a thousand variables are read", async () => {
  const image = imageOf({ config: { Env: variables(1000) } });
  const { client, address } = await ask(
    serve(repository, namesOf("latest", image.manifest, [image])),
  );
  const value = valueOf(await client.image(address, "latest"));
  expect((value as { env: readonly string[] }).env).toHaveLength(1000);
});

function entry(item: Stored, platform: unknown, changes: object = {}): object {
  return { ...item.descriptor, platform, ...changes };
}

function indexOf(entries: readonly unknown[], type: string = types.index): Stored {
  return stored(type, { schemaVersion: 2, mediaType: type, manifests: entries });
}

const arm = imageOf({ created: "2026-05-01T00:00:00Z", config: { User: "arm" } });
const armv6 = imageOf({ created: "2026-04-01T00:00:00Z", config: { User: "armv6" } });
const attestation = imageOf({ created: "2026-03-01T00:00:00Z", config: { User: "nobody" } });
const multi = [
  entry(attestation.manifest, { os: "unknown", architecture: "unknown" }),
  entry(arm.manifest, { os: "linux", architecture: "arm64", variant: "v8" }),
  entry(armv6.manifest, { os: "linux", architecture: "arm", variant: "v6" }),
  entry(defaultImage.manifest, { os: "linux", architecture: "amd64" }),
];

test.each([
  ["linux/amd64", types.index, "dockeruser"],
  ["linux/amd64", types.list, "dockeruser"],
  ["linux/arm64", types.index, "arm"],
  ["linux/arm64/v8", types.index, "arm"],
  ["linux/aarch64", types.index, "arm"],
  ["linux/arm/v6", types.index, "armv6"],
  ["linux/arm/v7", types.index, null],
  ["linux/arm", types.index, null],
  ["linux/s390x", types.index, null],
  ["windows/amd64", types.index, null],
  ["unknown/unknown", types.index, null],
])("of an index the image for %s (%s): %s", async (platform, type, user) => {
  const named = indexOf(multi, type);
  const images = [defaultImage, arm, armv6, attestation];
  const { client, address, registry } = await ask(
    serve(repository, namesOf("latest", named, images)),
    { platform },
  );
  const value = valueOf(await client.image(address, "latest"));
  if (user === null) {
    expect(value).toBe(`it has no image for ${platform}`);
    expect(registry.requests).toHaveLength(1);
  } else {
    expect(value).toMatchObject({ user, digest: named.digest });
    expect(registry.requests).toHaveLength(3);
  }
});

// containerd: arm without a variant is v7, and the aliases of an architecture are the same platform.
test.each([
  ["linux/arm", { os: "linux", architecture: "arm" }],
  ["linux/arm/v7", { os: "linux", architecture: "arm" }],
  ["linux/arm", { os: "linux", architecture: "arm", variant: "v7" }],
  ["linux/arm64", { os: "linux", architecture: "aarch64" }],
  ["linux/amd64", { os: "linux", architecture: "amd64", variant: "v1" }],
])("an index entry is found for %s: %j", async (platform, inIndex) => {
  const other = entry(defaultImage.manifest, { os: "linux", architecture: "arm", variant: "v6" });
  const named = indexOf([other, entry(arm.manifest, inIndex)]);
  const { client, address } = await ask(
    serve(repository, namesOf("latest", named, [defaultImage, arm])),
    {
      platform,
    },
  );
  expect(valueOf(await client.image(address, "latest"))).toMatchObject({ user: "arm" });
});

test("a digest of SHA-512 is verified too", async () => {
  const digest = `sha512:${createHash("sha512").update(defaultImage.manifest.body).digest("hex")}`;
  const item = { ...defaultImage.manifest, digest };
  const names = {
    ...namesOf("latest", item, []),
    [`blobs/${defaultImage.config.digest}`]: defaultImage.config,
  };
  const { client, address } = await ask(serve(repository, names));
  expect(valueOf(await client.image(address, digest))).toMatchObject({ digest });
  const lying = await ask(() => ({ headers: { "content-type": types.manifest }, body: "{}" }));
  expect(valueOf(await lying.client.image(lying.address, digest))).not.toHaveProperty("digest");
});

// Authorization.

const bearer = (value: string) => ({ kind: "header", value }) as const;

test.each<[string, string | null, readonly string[], string, readonly (string | undefined)[]]>([
  [
    "anonymous first, then with what the authorizer finds",
    null,
    ["good"],
    "found",
    [undefined, "good"],
  ],
  ["a known token serves at once", "good", [], "found", ["good"]],
  ["a known token that has expired is replaced", "old", ["good"], "found", ["old", "good"]],
  ["two answers at the most", null, ["bad", "good"], "found", [undefined, "bad", "good"]],
  ["never a third", null, ["bad", "worse"], "denied", [undefined, "bad", "worse"]],
  ["the same again is not sent again", null, ["bad", "bad"], "denied", [undefined, "bad"]],
])("401: %s", async (_, known, answers, kind, expected) => {
  const asked: (string | null)[] = [];
  const authorizer: Authorizer = {
    known: () => known,
    answer: (_access, of, rejected, sent) => {
      expect([of, rejected.status, rejected.header("www-authenticate")]).toEqual([
        repository,
        401,
        ["Bearer a", "Basic b"],
      ]);
      asked.push(sent);
      return Promise.resolve(bearer(answers[asked.length - 1] ?? "none left"));
    },
  };
  const { client, address, registry } = await ask(
    ({ headers }) =>
      headers.authorization === "good"
        ? page(["a"])
        : { status: 401, headers: { "www-authenticate": ["Bearer a", "Basic b"] } },
    { authorizer },
  );
  expect(await client.tags(address)).toMatchObject({ kind });
  expect(registry.requests.map(({ headers }) => headers.authorization)).toEqual(expected);
  expect(asked).toEqual(expected.slice(0, answers.length).map((value) => value ?? null));
});

test("403 is denied, without another request", async () => {
  const { client, address, registry } = await ask(() => ({ status: 403 }));
  const denied = { kind: "denied", why: "it denied access (403)" };
  expect(await client.tags(address)).toEqual(denied);
  expect(await client.digest(address, "latest")).toEqual(denied);
  expect(await client.image(address, "latest")).toEqual(denied);
  expect(registry.requests).toHaveLength(3);
});

// Images whose manifests, digests or configs are inconsistent.

interface Lie {
  readonly why: string;
  readonly names: Record<string, Stored | undefined>;
}

function lie(why: string, named: Stored, images: readonly ImageParts[], changed: object = {}): Lie {
  return { why, names: { ...namesOf("latest", named, images), ...changed } };
}

const notThose = "its content does not match its digest";
const noConfig = imageOf("no config");
const oddConfig = imageOf({ config: { User: 7 } });
const chart = imageOf(
  {},
  {
    config: {
      ...defaultImage.config.descriptor,
      mediaType: "application/vnd.cncf.helm.config.v1+json",
    },
  },
);
const large = imageOf({}, { config: { ...defaultImage.config.descriptor, size: 9 * 1024 * 1024 } });
const wrongSize = imageOf({}, { config: { ...defaultImage.config.descriptor, size: 3 } });
const amd64 = { os: "linux", architecture: "amd64" };
const inner = indexOf(multi);
const both = stored(types.manifest, {
  schemaVersion: 2,
  config: defaultImage.config.descriptor,
  layers: [],
  manifests: [],
});
const contrary = stored(types.index, JSON.parse(defaultImage.manifest.body.toString()) as unknown);
const old = stored("application/vnd.docker.distribution.manifest.v1+prettyjws", {
  schemaVersion: 1,
  history: [],
});
const artifact = stored("application/vnd.oci.artifact.manifest.v1+json", { blobs: [] });
const swapped = { ...arm.manifest, digest: defaultImage.manifest.digest };
const mute = stored("application/json", { schemaVersion: 2 });

const badVariables: readonly (readonly [string, unknown])[] = [
  ["variables in an object", { A: "1" }],
  ["variables in a text", "A=1"],
  ["a variable that is a number", ["A=1", 7]],
  ["a variable that is null", ["A=1", null]],
  ["more variables than any image has", variables(1001)],
  ["a longer variable than any image has", [`${"V".repeat(257)}=1`]],
];

test.each<[string, Lie]>([
  ["another manifest", lie(notThose, swapped, [arm])],
  [
    "another config",
    lie(notThose, defaultImage.manifest, [defaultImage], {
      [`blobs/${defaultImage.config.digest}`]: arm.config,
    }),
  ],
  [
    "no config at all",
    lie("the config that its manifest refers to does not exist", defaultImage.manifest, []),
  ],
  ["a malformed config", lie("its config is malformed", noConfig.manifest, [noConfig])],
  ["a user that is a number", lie("its config is malformed", oddConfig.manifest, [oddConfig])],
  ...badVariables.map(([name, Env]): [string, Lie] => {
    const image = imageOf({ config: { Env } });
    return [name, lie("its config is malformed", image.manifest, [image])];
  }),
  ["a chart", lie("it is not a container image", chart.manifest, [chart])],
  ["a config that is too large", lie("its config is larger than 8 MiB", large.manifest, [large])],
  [
    "a config of another size",
    lie("the size of its config differs from the one in its manifest", wrongSize.manifest, [
      defaultImage,
      wrongSize,
    ]),
  ],
  [
    "an index of indexes",
    lie("its index refers to another index", indexOf([entry(inner, amd64)]), [], {
      [`manifests/${inner.digest}`]: inner,
    }),
  ],
  [
    "a manifest of another size",
    lie(
      "the size of its manifest differs from the one in its index",
      indexOf([entry(defaultImage.manifest, amd64, { size: 1 })]),
      [defaultImage],
    ),
  ],
  [
    "another manifest in an index",
    lie(notThose, indexOf([entry(defaultImage.manifest, amd64)]), [], {
      [`manifests/${defaultImage.manifest.digest}`]: swapped,
    }),
  ],
  [
    "a manifest in an index that is missing",
    lie(
      "the manifest that its index lists for linux/amd64 does not exist",
      indexOf([entry(defaultImage.manifest, amd64)]),
      [],
    ),
  ],
  [
    "no digest in an index",
    lie(
      "its index has a malformed entry for linux/amd64",
      indexOf([{ platform: amd64, digest: "sha256:1" }]),
      [],
    ),
  ],
  ["an index of nonsense", lie("it has no image for linux/amd64", indexOf([null, 7, "x", {}]), [])],
  [
    "an index that lists nothing",
    lie("its index lists no manifests", stored(types.index, { manifests: {} }), []),
  ],
  ["both at once", lie("its manifest is both an index and an image", both, [])],
  [
    "another media type than the response",
    lie("the media type in its manifest differs from the one in its response", contrary, []),
  ],
  ["schema 1", lie("its manifest has schema 1, which cannot be checked", old, [])],
  ["an artifact", lie("its manifest has a media type that is not used for images", artifact, [])],
  ["nothing", lie("its manifest has a media type that is not used for images", mute, [])],
  ["no JSON", lie("its response is not a manifest", stored(types.manifest, "<html>"), [])],
  [
    "a very deep manifest",
    lie("its response is not a manifest", stored(types.manifest, "[".repeat(1_000_000)), []),
  ],
])("an image with %s is a failure", async (_, { why, names }) => {
  const { client, address } = await ask(serve(repository, names));
  expect(await client.image(address, "latest")).toEqual({ kind: "unreachable", why });
});

test("a manifest without a media type is recognized by its fields", async () => {
  const plain = imageOf({ config: { User: "plain" } }, { mediaType: undefined });
  const item = { ...plain.manifest, mediaType: "application/json" };
  const { client, address } = await ask(serve(repository, namesOf("latest", item, [plain])));
  expect(valueOf(await client.image(address, "latest"))).toMatchObject({ user: "plain" });
});

test("the urls of layers are not followed", async () => {
  const foreign = await startMisbehaving(() => ({ status: 401 }));
  toStop.push(foreign.stop);
  const image = imageOf(
    {},
    { layers: [{ ...defaultImage.config.descriptor, urls: [`${foreign.origin}/x`] }] },
  );
  const { client, address } = await ask(
    serve(repository, namesOf("latest", image.manifest, [image])),
  );
  expect(valueOf(await client.image(address, "latest"))).toMatchObject({ user: "root" });
  expect(foreign.requests).toEqual([]);
});
