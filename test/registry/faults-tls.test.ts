import { connect } from "node:net";
import { createServer } from "node:tls";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { RegistryAccess } from "../../src/domain/image/registry-access.ts";
import type { Answer } from "../../src/domain/image/registry-source.ts";
import type { Authority, Certificate } from "../support/certificates.ts";
import { createAuthority } from "../support/certificates.ts";
import { startConnectProxy } from "../support/connect-proxy.ts";
import type { Behaviour, MisbehavingRegistry } from "../support/misbehaving-registry.ts";
import {
  accessTo,
  imageOf,
  namesOf,
  serve,
  startMisbehaving,
} from "../support/misbehaving-registry.ts";
import type { Opened } from "../support/registry-client.ts";
import { anonymous, lookupIn, openRegistries } from "../support/registry-client.ts";

/*
 * Row 38: TLS failures over real connections. https is never replaced by plain http.
 */

let authority: Authority;
let own: Certificate;
let expired: Certificate;
beforeAll(async () => {
  authority = await createAuthority();
  own = await authority.issue("127.0.0.1", "registry.example");
  expired = await authority.issueExpired("127.0.0.1");
});

const toStop: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});
async function start(
  behave: Behaviour,
  certificate: Certificate | null,
): Promise<MisbehavingRegistry> {
  const registry = await startMisbehaving(behave, certificate);
  toStop.push(registry.stop);
  return registry;
}

function open(
  accesses: readonly RegistryAccess[],
  options: Parameters<typeof openRegistries>[1] = {},
): Opened {
  const opened = openRegistries(accesses, { certificates: [authority.certificate], ...options });
  toStop.push(opened.http.close);
  return opened;
}

function outcome(answer: Answer<unknown> | null): string {
  if (answer === null) return "nothing";
  return answer.kind === "found" || answer.kind === "absent" ? answer.kind : answer.why;
}

const repository = "azureml/a";
const good: Behaviour = () => ({ body: '{"tags":["a"]}' });
const untrusted =
  "it has a certificate that is not trusted; trust its certificate authority with --ca-file or NODE_EXTRA_CA_CERTS";

test("a certificate of a configured authority is trusted", async () => {
  const registry = await start(good, own);
  const { client } = open([registry.access]);
  expect(outcome(await client.tags({ registry: registry.host, repository }))).toBe("found");
  expect(registry.requests).toHaveLength(1);
});

test("an authority is not trusted by its name alone", async () => {
  const other = await createAuthority();
  const registry = await start(good, await other.issue("127.0.0.1"));
  const { client } = open([registry.access]);
  expect(outcome(await client.tags({ registry: registry.host, repository }))).toBe(untrusted);
  expect(registry.requests).toEqual([]);
});

test("NODE_TLS_REJECT_UNAUTHORIZED does not disable the check", async () => {
  const before = process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
  process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
  try {
    const registry = await start(good, own);
    const { client } = open([registry.access], { certificates: [] });
    expect(outcome(await client.tags({ registry: registry.host, repository }))).toBe(untrusted);
  } finally {
    if (before === undefined) delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    else process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = before;
  }
});

describe("no connection, with a single attempt", () => {
  test.each<[string, () => Certificate, readonly string[] | "defaults", string]>([
    ["untrusted", () => own, "defaults", untrusted],
    ["expired", () => expired, [], "it has a certificate that has expired"],
  ])("%s", async (_, certificate, certificates, why) => {
    const registry = await start(good, certificate());
    const { client, sent } = open(
      [registry.access],
      certificates === "defaults" ? { certificates: [] } : {},
    );
    const address = { registry: registry.host, repository };
    const first = await client.tags(address);
    expect(first).toEqual({ kind: "unreachable", why });
    expect(await client.image(address, "latest")).toEqual(first);
    expect([sent(), registry.requests]).toEqual([1, []]);
  });

  test("a certificate for another host", async () => {
    const registry = await start(good, own);
    const host = `other.example:${registry.port}`;
    const lookup = lookupIn({ "other.example": ["127.0.0.1"] });
    const { client, sent } = open([accessTo(host, false)], { pace: { lookup } });
    expect(outcome(await client.tags({ registry: host, repository }))).toBe(
      "it has a certificate for other names",
    );
    expect([sent(), registry.connections(), registry.requests]).toEqual([1, 1, []]);
  });

  test("https to a port of plain http: no request is sent unencrypted", async () => {
    const registry = await start(good, null);
    const { client, sent } = open([accessTo(registry.host, false)]);
    expect(outcome(await client.tags({ registry: registry.host, repository }))).toBe(
      "it does not use https on this port (plain http is only for hosts marked insecure)",
    );
    expect([sent(), registry.requests]).toEqual([1, []]);
  });

  test("plain http to a port of TLS", async () => {
    const registry = await start(good, own);
    const { client } = open([accessTo(registry.host, true)]);
    expect(outcome(await client.tags({ registry: registry.host, repository }))).toMatch(
      /^it (?:does not answer in HTTP; it may require https|closed the connection)$/,
    );
    expect(registry.requests).toEqual([]);
  });
});

test("through a proxy the registry's certificate is checked, and the proxy does not see credentials", async () => {
  const registry = await start(good, own);
  const proxy = await startConnectProxy(() => registry.port);
  toStop.push(proxy.stop);
  const proxies = { https: proxy.url, http: null, no: null };
  const { client } = open([accessTo("registry.example", false), accessTo("other.example", false)], {
    proxies,
    authorizer: { ...anonymous, known: () => "Bearer secret" },
  });
  expect(outcome(await client.tags({ registry: "registry.example", repository }))).toBe("found");
  expect(registry.requests[0]?.headers.authorization).toBe("Bearer secret");
  expect(outcome(await client.tags({ registry: "other.example", repository }))).toBe(
    "it has a certificate for other names",
  );
  expect(proxy.asked).toEqual([
    { target: "registry.example:443", isAllowed: true, authorization: null },
    { target: "other.example:443", isAllowed: true, authorization: null },
  ]);
  expect(registry.requests).toHaveLength(1);
});

test("a proxy can use TLS", async () => {
  const registry = await start(good, own);
  const inner = await startConnectProxy(() => registry.port);
  const outer = createServer({ cert: own.certificate, key: own.key }, (socket) => {
    const through = connect(Number(new URL(inner.url).port), "127.0.0.1");
    socket.pipe(through).pipe(socket);
    socket.on("error", () => through.destroy());
    through.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => outer.listen(0, "127.0.0.1", resolve));
  const address = outer.address();
  const port = typeof address === "object" && address ? address.port : 0;
  toStop.push(
    inner.stop,
    () =>
      new Promise((resolve) =>
        outer.close(() => {
          resolve();
        }),
      ),
  );
  const openThrough = (certificates: readonly string[], host: string): Opened =>
    open([accessTo("registry.example", false)], {
      certificates,
      proxies: { https: `https://${host}:${port}`, http: null, no: null },
      pace: { lookup: lookupIn({ "proxy.example": ["127.0.0.1"] }) },
    });
  const ask = async (opened: Opened): Promise<string> => {
    const answer = outcome(await opened.client.tags({ registry: "registry.example", repository }));
    await opened.http.close();
    return answer;
  };
  expect(await ask(openThrough([authority.certificate], "127.0.0.1"))).toBe("found");
  expect(await ask(openThrough([], "127.0.0.1"))).toBe(untrusted.replace("it", "the proxy"));
  expect(await ask(openThrough([authority.certificate], "proxy.example"))).toBe(
    "the proxy has a certificate for other names",
  );
});

test("a redirect from https to plain http is rejected, also to the registry's own host", async () => {
  const image = imageOf({});
  const names = serve(repository, namesOf("latest", image.manifest, [image]));
  const plain = await start(good, null);
  const registry = await start(
    (request, ...rest) =>
      request.path.includes("/blobs/")
        ? { status: 307, headers: { location: `http://${plain.host}/b?signature=hidden` } }
        : names(request, ...rest),
    own,
  );
  const { client } = open([registry.access]);
  const answer = outcome(await client.image({ registry: registry.host, repository }, "latest"));
  expect(answer).toBe("it redirects to a host that uses plain http");
  expect(plain.connections()).toBe(0);
});
