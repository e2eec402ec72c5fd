import { expect, test } from "vitest";
import type { RegistryAccess } from "../../src/domain/image/registry-access.ts";
import { readAllowedHosts } from "../../src/registry/http/allowed-hosts.ts";
import type { HttpRequest, HttpResponse } from "../../src/registry/http/exchange.ts";
import { followRedirects } from "../../src/registry/http/redirects.ts";
import { accessTo } from "../support/misbehaving-registry.ts";

const accesses: readonly RegistryAccess[] = [
  accessTo("reg.example", false),
  accessTo("other.example:8443", false),
  accessTo("10.1.2.3", false),
  { ...accessTo("localhost:5000", true), realm: "http://127.0.0.1:5054/token" },
];
const { rejectTarget, rejectRealm, isRegistry, isNamed } = readAllowedHosts(accesses);

const start = "https://reg.example/v2/r/blobs/x";
const secrets = { accept: "a/b", authorization: "Bearer secret", cookie: "c", "x-api-key": "k" };

type Answers = Readonly<Record<string, number | string>>;

/** @param answers URL → a status, or the target of a redirect */
async function follow(answers: Answers, method: HttpRequest["method"] = "GET", code = 307) {
  const sent: HttpRequest[] = [];
  const send = followRedirects((request) => {
    sent.push(request);
    const answer = answers[request.url.href] ?? 404;
    const header = (name: string): readonly string[] =>
      name === "location" && typeof answer === "string" && answer !== "" ? [answer] : [];
    const status = typeof answer === "number" ? answer : code;
    const response: HttpResponse = { kind: "response", status, header, body: Buffer.alloc(0) };
    return Promise.resolve(response);
  }, rejectTarget);
  const got = await send({ method, url: new URL(start), headers: secrets, maxBytes: 9 });
  return { got, asked: sent.map(({ url }) => url.href), sent };
}

test.each<[string, Answers, number | string]>([
  ["that does not happen", { [start]: 200 }, 200],
  [
    "to another host",
    { [start]: "https://cdn.example/b?sig=1", "https://cdn.example/b?sig=1": 200 },
    200,
  ],
  ["within the host", { [start]: "/b", "https://reg.example/b": 200 }, 200],
  ["relative", { [start]: "y", "https://reg.example/v2/r/blobs/y": 200 }, 200],
  [
    "to another registry",
    { [start]: "https://other.example:8443/b", "https://other.example:8443/b": 200 },
    200,
  ],
  [
    "to a private registry that is allowed",
    { [start]: "https://10.1.2.3/b", "https://10.1.2.3/b": 200 },
    200,
  ],
  [
    "to plain http that is allowed",
    { [start]: "http://localhost:5000/b", "http://localhost:5000/b": 200 },
    200,
  ],
  [
    "three",
    {
      [start]: "/1",
      "https://reg.example/1": "/2",
      "https://reg.example/2": "/3",
      "https://reg.example/3": 200,
    },
    200,
  ],
  ["404 within the host", { [start]: "/b" }, 404],
  ["of status 304, which is none", { [start]: 304 }, 304],
  [
    "four",
    {
      [start]: "/1",
      "https://reg.example/1": "/2",
      "https://reg.example/2": "/3",
      "https://reg.example/3": "/4",
    },
    "it redirects more than 3 times",
  ],
  ["to itself", { [start]: start }, "it redirects in a loop"],
  ["to itself with a fragment", { [start]: `${start}#a` }, "it redirects in a loop"],
  [
    "back and forth",
    { [start]: "https://cdn.example/", "https://cdn.example/": start },
    "it redirects in a loop",
  ],
  ["nowhere", { [start]: "" }, "it redirects without a valid address"],
  ["to nonsense", { [start]: "https://" }, "it redirects without a valid address"],
  [
    "too long",
    { [start]: `https://cdn.example/${"a".repeat(9000)}` },
    "it redirects without a valid address",
  ],
  [
    "to plain http",
    { [start]: "http://cdn.example/b" },
    "it redirects to a host that uses plain http",
  ],
  [
    "down to plain http of the host itself",
    { [start]: "http://reg.example/b" },
    "it redirects to a host that uses plain http",
  ],
  [
    "to plain http at another port",
    { [start]: "http://localhost:5001/b" },
    "it redirects to a host that uses plain http",
  ],
  [
    "to a realm over plain http",
    { [start]: "http://127.0.0.1:5054/" },
    "it redirects to a host that uses plain http",
  ],
  [
    "to a file",
    { [start]: "file:///etc/passwd" },
    "it redirects to a host that uses a protocol other than https",
  ],
  [
    "to data",
    { [start]: "data:text/plain,x" },
    "it redirects to a host that uses a protocol other than https",
  ],
  [
    "with credentials",
    { [start]: "https://u:p@cdn.example/b" },
    "it redirects to a host that has credentials in its URL",
  ],
  [
    "to the metadata of a cloud",
    { [start]: "https://169.254.169.254/x" },
    "it redirects to a host that is at an address that is not public",
  ],
  [
    "to the same in IPv6",
    { [start]: "https://[::ffff:169.254.169.254]/x" },
    "it redirects to a host that is at an address that is not public",
  ],
  [
    "to localhost",
    { [start]: "https://localhost/x" },
    "it redirects to a host that is at an address that is not public",
  ],
  [
    "to an integer",
    { [start]: "https://2130706433/x" },
    "it redirects to a host that is at an address that is not public",
  ],
  ["404 elsewhere", { [start]: "https://cdn.example/b" }, "the host it redirects to answered 404"],
  [
    "401 elsewhere",
    { [start]: "https://cdn.example/b", "https://cdn.example/b": 401 },
    "the host it redirects to answered 401",
  ],
  [
    "404 after it came back",
    { [start]: "https://cdn.example/b", "https://cdn.example/b": "https://reg.example/c" },
    "the host it redirects to answered 404",
  ],
])("a redirect %s", async (_, answers, expected) => {
  const { got, sent } = await follow(answers);
  expect(got).toMatchObject(
    typeof expected === "number" ? { status: expected } : { kind: "unreachable", why: expected },
  );
  for (const { url, headers } of sent)
    if (url.origin !== "https://reg.example") expect(headers).toEqual({ accept: "a/b" });
});

test("no request is sent to a rejected target", async () => {
  expect((await follow({ [start]: "http://cdn.example/b" })).asked).toEqual([start]);
});

test("secrets are sent to the same origin only, and not after a redirect back", async () => {
  const within = await follow({ [start]: "/b", "https://reg.example/b": 200 });
  expect(within.sent.map(({ headers }) => headers["authorization"])).toEqual([
    "Bearer secret",
    "Bearer secret",
  ]);
  const back = await follow({
    [start]: "https://cdn.example/b",
    "https://cdn.example/b": "https://reg.example/c",
    "https://reg.example/c": 200,
  });
  expect(back.sent.map(({ headers }) => headers)).toEqual([
    secrets,
    { accept: "a/b" },
    { accept: "a/b" },
  ]);
});

test.each([301, 302, 303, 307, 308])("%s is followed", async (code) => {
  const answers = { [start]: "/b", "https://reg.example/b": 200 };
  expect((await follow(answers, "HEAD", code)).got).toMatchObject({ status: 200 });
});

test("a POST is not redirected", async () => {
  const { got, asked } = await follow({ [start]: "/b" }, "POST");
  expect(got).toMatchObject({ status: 307 });
  expect(asked).toEqual([start]);
});

test.each([
  ["https://reg.example/token", null],
  ["https://auth.example/token", null],
  ["http://127.0.0.1:5054/token", null],
  ["https://127.0.0.1:5054/token", null],
  ["http://localhost:5000/token", null],
  ["http://auth.example/token", "uses plain http"],
  ["http://127.0.0.1:5055/token", "uses plain http"],
  ["https://127.0.0.1:5055/token", "is at an address that is not public"],
  ["https://u:p@auth.example/token", "has credentials in its URL"],
  ["ftp://auth.example/", "uses a protocol other than https"],
])("a token server at %s: %s", (url, expected) => {
  expect(rejectRealm(new URL(url))).toBe(expected);
});

test.each([
  ["https://reg.example/", true, true],
  ["https://reg.example:443/", true, true],
  ["http://reg.example/", false, false],
  ["https://reg.example:444/", false, false],
  ["http://localhost:5000/", true, true],
  ["https://localhost:5000/", false, true],
  ["http://127.0.0.1:5054/", false, true],
  ["https://evil.example/", false, false],
])("%s is a registry: %s, is named: %s", (address, registry, named) => {
  const url = new URL(address);
  expect([isRegistry(url), isNamed(url)]).toEqual([registry, named]);
});
