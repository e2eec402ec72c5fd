import type { ServerResponse } from "node:http";
import { afterEach, expect, test } from "vitest";
import type { Exchanged, HttpRequest } from "../../src/registry/http/exchange.ts";
import type { Behaviour, MisbehavingRegistry } from "../support/misbehaving-registry.ts";
import { startMisbehaving } from "../support/misbehaving-registry.ts";
import type { Opened } from "../support/registry-client.ts";
import { openRegistries } from "../support/registry-client.ts";

const toStop: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0)) await stop();
});

async function start(behave: Behaviour): Promise<MisbehavingRegistry> {
  const registry = await startMisbehaving(behave);
  toStop.push(registry.stop);
  return registry;
}

function open(...parameters: Parameters<typeof openRegistries>): Opened {
  const opened = openRegistries(...parameters);
  toStop.push(opened.http.close);
  return opened;
}

function get(
  registry: MisbehavingRegistry,
  path = "/",
  changes: Partial<HttpRequest> = {},
): HttpRequest {
  const url = new URL(path, registry.origin);
  return { method: "GET", url, headers: {}, maxBytes: 1_000, ...changes };
}

/** The result, and the time it took in milliseconds. */
async function timed(exchanged: Promise<Exchanged>): Promise<[Exchanged, number]> {
  const begun = performance.now();
  const got = await exchanged;
  return [got, performance.now() - begun];
}

test("a response has its headers and its body", async () => {
  const registry = await start(() => ({
    status: 203,
    headers: { "x-one": "1", "set-cookie": ["a", "b"] },
    body: Buffer.from([0, 255]),
  }));
  const { http, sent } = open([registry.access]);
  const got = await http.send(get(registry, "/a?b=c", { headers: { accept: "x/y" } }));
  if (got.kind !== "response") throw new Error(got.why);
  expect([got.status, got.header("x-one"), got.header("set-cookie"), got.header("none")]).toEqual([
    203,
    ["1"],
    ["a", "b"],
    [],
  ]);
  expect([...got.body]).toEqual([0, 255]);
  expect(registry.asked()).toEqual(["GET /a?b=c"]);
  expect(registry.requests[0]?.headers).toMatchObject({ accept: "x/y" });
  expect(sent()).toBe(1);
});

test("a form is sent to a token server in a POST", async () => {
  const registry = await start((_, response) => {
    response.end("ok");
    return "handled";
  });
  const { http } = open([registry.access]);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const got = await http.sendToRealm(
    get(registry, "/token", { method: "POST", headers, body: "a=b" }),
  );
  expect(got).toMatchObject({ status: 200 });
  expect(registry.requests[0]).toMatchObject({
    method: "POST",
    headers: { ...headers, "content-length": "3" },
  });
});

test("a token server's redirect is not followed", async () => {
  const registry = await start(() => ({ status: 302, headers: { location: "/other" } }));
  const { http } = open([registry.access]);
  expect(await http.sendToRealm(get(registry, "/token"))).toMatchObject({ status: 302 });
  expect(registry.asked()).toEqual(["GET /token"]);
});

test("2,300 requests take 6 connections to each host", async () => {
  const max = [0, 0];
  const behaveAs = (host: 0 | 1): Behaviour => {
    let underWay = 0;
    return (_, response) => {
      max[host] = Math.max(max[host] ?? 0, ++underWay);
      setTimeout(() => {
        underWay--;
        response.end("{}");
      }, 1);
      return "handled";
    };
  };
  const [one, two] = [await start(behaveAs(0)), await start(behaveAs(1))];
  const { http, sent } = open([one.access, two.access], { timeout: 30_000 });
  const warnings: string[] = [];
  const warn = (warning: Error): unknown => warnings.push(warning.name);
  process.on("warning", warn);
  const all = Array.from({ length: 2_300 }, (_, index) =>
    http.send(get(index % 23 === 0 ? two : one, `/${index}`)),
  );
  const answers = await Promise.all(all);
  process.off("warning", warn);
  expect(answers.filter((got) => got.kind === "response" && got.status === 200)).toHaveLength(2300);
  expect(sent()).toBe(2300);
  expect(one.connections()).toBeLessThanOrEqual(6);
  expect(two.connections()).toBeLessThanOrEqual(6);
  expect(max).toEqual([6, 6]);
  expect(warnings).toEqual([]);
});

test("a host that hangs does not delay requests to others", async () => {
  const [one, two] = [await start(() => "handled"), await start(() => ({ body: "{}" }))];
  const { http } = open([one.access, two.access], { timeout: 30_000 });
  const stuck = Array.from({ length: 20 }, (_, index) => http.send(get(one, `/${index}`)));
  expect(await http.send(get(two, "/"))).toMatchObject({ kind: "response", status: 200 });
  await http.close();
  await Promise.all(stuck);
});

const drip = (response: ServerResponse): "handled" => {
  response.writeHead(200);
  const timer = setInterval(() => response.write("x"), 20);
  response.once("close", () => {
    clearInterval(timer);
  });
  return "handled";
};

const hostile: readonly (readonly [string, Behaviour])[] = [
  ["headers that never come", () => "handled"],
  ["a body that drips", (_, response) => drip(response)],
  ["a body that stops", (_, response) => (response.write("x"), "handled")],
  ["a server that is never content", () => ({ status: 503, headers: { "retry-after": "0" } })],
];

test("after the time limit every request fails at once", async () => {
  const spent = {
    kind: "unreachable",
    why: "the time limit for registries (1.5 s) was reached; raise it with --timeout",
  };
  const backOff = Array.from({ length: 500 }, () => [5, 10] as const);
  const check = async ([name, behave]: (typeof hostile)[number]): Promise<void> => {
    const registry = await start(behave);
    const pace = { attempt: 10_000, backOff };
    const { http, sent } = open([registry.access], { timeout: 1_500, pace });
    const all = Array.from({ length: 20 }, (_, index) =>
      timed(http.send(get(registry, `/${index}`))),
    );
    for (const [got, time] of await Promise.all(all)) {
      expect(got, name).toEqual(spent);
      expect(time, name).toBeGreaterThan(1_350);
      expect(time, name).toBeLessThan(20_000);
    }
    const before = sent();
    const [after, time] = await timed(http.send(get(registry)));
    expect([after, sent()]).toEqual([spent, before]);
    expect(time, name).toBeLessThan(20_000);
  };
  await Promise.all(hostile.map(check));
});

test("the time limit counts from the first request", async () => {
  const registry = await start(() => ({ body: "{}" }));
  const { http } = open([registry.access], { timeout: 600 });
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await http.send(get(registry))).toMatchObject({ status: 200 });
});

test.each<[string, Behaviour]>([
  ["headers", () => "handled"],
  ["a body", (_, response) => drip(response)],
])("an attempt has a time limit for %s, and there are three attempts", async (_, behave) => {
  const registry = await start(behave);
  const { http } = open([registry.access], { pace: { attempt: 100 } });
  const [got, time] = await timed(http.send(get(registry)));
  expect(got).toEqual({ kind: "unreachable", why: "it took longer than 0.1 s to answer" });
  expect(registry.requests).toHaveLength(3);
  expect(time).toBeGreaterThan(290);
  expect(time).toBeLessThan(20_000);
});

test("closing ends running requests", async () => {
  const registry = await start(() => "handled");
  const { http } = open([registry.access]);
  const waiting = timed(http.send(get(registry)));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await http.close();
  const [got, time] = await waiting;
  expect(got).toMatchObject({ kind: "unreachable" });
  expect(time).toBeLessThan(20_000);
});

test("no request is sent to a host that was not allowed", async () => {
  const [allowed, other] = [await start(() => ({})), await start(() => ({}))];
  const { http, sent } = open([allowed.access]);
  const denied = { kind: "denied", why: "it is not a registry that you allowed" };
  expect(await http.send(get(other))).toEqual(denied);
  const secure = new URL(`https://${allowed.host}/`);
  expect(await http.send(get(allowed, "/", { url: secure }))).toEqual(denied);
  expect(await http.sendToRealm(get(other))).toEqual({
    kind: "denied",
    why: "its token server uses plain http",
  });
  expect([sent(), other.requests, other.connections()]).toEqual([0, [], 0]);
});

test.each([
  [999, 200, "response"],
  [1_000, 200, "response"],
  [1_001, 200, "unreachable"],
  [1_000_000, 404, "response"],
] as const)("of %s bytes with status %s comes: %s", async (length, status, kind) => {
  const registry = await start(() => ({ status, body: Buffer.alloc(length) }));
  const { http } = open([registry.access]);
  const got = await http.send(get(registry));
  expect(got.kind).toBe(kind);
  if (got.kind === "response") expect(got.body.length).toBeLessThanOrEqual(1_000);
  else expect(got).toMatchObject({ why: "it answered with more than 1000 bytes" });
  expect(registry.requests).toHaveLength(1);
});
