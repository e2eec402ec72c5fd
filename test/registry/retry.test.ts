import { expect, test } from "vitest";
import { openBudget } from "../../src/registry/http/budget.ts";
import type { HttpResponse } from "../../src/registry/http/exchange.ts";
import type { Fault } from "../../src/registry/http/fault.ts";
import { readRetryAfter, withRetries } from "../../src/registry/http/retry.ts";
import { openSlots } from "../../src/registry/http/slots.ts";

const now = Date.UTC(2026, 6, 27, 12, 0, 0);

test.each([
  [["0"], 0],
  [["7"], 7_000],
  [[" 120 "], 120_000],
  [["3600"], 3_600_000],
  [["Mon, 27 Jul 2026 12:00:05 GMT"], 5_000],
  [["Mon, 27 Jul 2026 11:00:00 GMT"], 0],
  [[], null],
  [[""], null],
  [["-1"], null],
  [["1.5"], null],
  [["soon"], null],
  [["99999999999"], null],
  [["2026-07-27T12:00:05Z"], null],
  [["Mon, 99 Jul 2026 12:00:05 GMT"], null],
  [["5", "7"], null],
] as const)("Retry-After %j is %s ms", (values, expected) => {
  expect(readRetryAfter(values, now)).toBe(expected);
});

const reset: Fault = {
  kind: "fault",
  why: "it closed the connection",
  isTemporary: true,
  isOfHost: false,
};
const rejected: Fault = { ...reset, why: "it refuses connections", isOfHost: true };
const untrusted: Fault = { ...rejected, why: "it has a certificate …", isTemporary: false };

function response(status: number, retryAfter?: string): HttpResponse {
  const header = (name: string): readonly string[] =>
    name === "retry-after" && retryAfter !== undefined ? [retryAfter] : [];
  return { kind: "response", status, header, body: Buffer.alloc(0) };
}

function open(results: readonly (HttpResponse | Fault)[], timeout = 5_000) {
  const attempted: string[] = [];
  const budget = openBudget(timeout, Date.now);
  const send = withRetries({
    attempt: ({ url }) => {
      attempted.push(url.host);
      const result = results[attempted.length - 1];
      if (!result) throw new Error("asked too often");
      return Promise.resolve(result);
    },
    budget,
    slotsOf: openSlots(6),
    now: Date.now,
    backOff: [
      [1, 2],
      [2, 4],
    ],
  });
  const ask = (host = "a.example") =>
    send({ method: "GET", url: new URL(`https://${host}/`), headers: {}, maxBytes: 1 }, "it");
  return { attempted, budget, ask };
}

test.each([
  ["a good answer", [response(200)], { status: 200 }],
  ["404", [response(404)], { status: 404 }],
  ["501 is for good", [response(501)], { status: 501 }],
  ["500 once", [response(500), response(200)], { status: 200 }],
  ["502, then 503", [response(502), response(503), response(200)], { status: 200 }],
  ["504 and 408, then 500", [response(504), response(408), response(500)], { status: 500 }],
  ["429 with Retry-After 0", [response(429, "0"), response(200)], { status: 200 }],
  ["429 with garbage", [response(429, "soon"), response(200)], { status: 200 }],
  [
    "429 for good",
    [response(429), response(429), response(429)],
    { kind: "throttled", why: "it asks for fewer requests (429)" },
  ],
  ["a reset once", [reset, response(200)], { status: 200 }],
  ["resets", [reset, reset, reset], { kind: "unreachable", why: reset.why }],
  ["refused", [rejected, rejected, rejected], { kind: "unreachable", why: rejected.why }],
  ["untrusted, at once", [untrusted], { kind: "unreachable", why: untrusted.why }],
  [
    "429 for an hour",
    [response(429, "3600")],
    { kind: "throttled", why: "it asks for fewer requests (429)" },
  ],
  [
    "503 for an hour",
    [response(503, "3600")],
    { kind: "throttled", why: "it asks for fewer requests (503)" },
  ],
] as const)("%s", async (_, results, expected) => {
  const { ask, attempted, budget } = open(results);
  expect(await ask()).toMatchObject(expected);
  expect(attempted).toHaveLength(results.length);
  budget.end();
});

test.each([
  ["throttled", [response(429, "3600"), response(200)]],
  ["refused", [rejected, rejected, rejected, response(200)]],
  ["untrusted", [untrusted, response(200)]],
] as const)("a host that is %s gets no further request, others do", async (_, results) => {
  const { ask, attempted } = open(results);
  const first = await ask();
  expect(await ask()).toBe(first);
  expect(attempted).toHaveLength(results.length - 1);
  expect(await ask("b.example")).toMatchObject({ status: 200 });
});

test("after an incomplete response the host gets the next request", async () => {
  const { ask } = open([reset, reset, reset, response(200)]);
  expect(await ask()).toMatchObject({ kind: "unreachable" });
  expect(await ask()).toMatchObject({ status: 200 });
});

test("all requests to a host wait for its Retry-After", async () => {
  const { ask, attempted } = open([response(429, "1"), response(200), response(200)]);
  const begun = performance.now();
  const first = ask();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const second = ask();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(attempted).toHaveLength(1);
  expect(await Promise.all([first, second])).toMatchObject([{ status: 200 }, { status: 200 }]);
  expect(performance.now() - begun).toBeGreaterThan(950);
});

test("a Retry-After beyond the time left is not waited for", async () => {
  const { ask } = open([response(429, "3")], 2_000);
  expect(await ask()).toMatchObject({ kind: "throttled" });
});

test("the time limit ends a wait at once, and fails every later request", async () => {
  const { ask, attempted, budget } = open([response(429, "4")]);
  const begun = performance.now();
  const waiting = ask();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(attempted).toHaveLength(1);
  budget.end();
  const why = "the time limit for registries (5 s) was reached; raise it with --timeout";
  expect(await waiting).toEqual({ kind: "unreachable", why });
  expect(await ask()).toEqual({ kind: "unreachable", why });
  expect(await ask("b.example")).toEqual({ kind: "unreachable", why });
  expect(performance.now() - begun).toBeLessThan(20_000);
  expect(attempted).toHaveLength(1);
});
