import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import type { RegistryAccess } from "../../src/domain/image/registry-access.ts";
import type { Answer, RepositoryAddress } from "../../src/domain/image/registry-source.ts";
import type { Authorizer } from "../../src/registry/auth/authorizer.ts";
import type { HttpOptions, Pace } from "../../src/registry/http/http.ts";
import { startBlackHole } from "../support/black-hole.ts";
import { startConnectProxy } from "../support/connect-proxy.ts";
import type { Behaviour, MisbehavingRegistry, Reply } from "../support/misbehaving-registry.ts";
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
 * Faults between inferlint and a registry: the requests that are sent, and the message.
 */

const toStop: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of toStop.splice(0).reverse()) await stop();
});

async function start(behave: Behaviour): Promise<MisbehavingRegistry> {
  const registry = await startMisbehaving(behave);
  toStop.push(registry.stop);
  return registry;
}

interface OpenOptions extends Partial<HttpOptions> {
  readonly authorizer?: Authorizer;
  readonly pace?: Partial<Pace>;
}

function open(accesses: readonly RegistryAccess[], options: OpenOptions = {}): Opened {
  const opened = openRegistries(accesses, options);
  toStop.push(opened.http.close);
  return opened;
}

/** A TCP server. */
async function startSocket(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  toStop.push(
    () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  );
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function at(registry: string, repository = "azureml/a"): RepositoryAddress {
  return { registry, repository };
}

async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `127.0.0.1:${port}`;
}

function outcome(answer: Answer<unknown> | null): string {
  if (answer === null) return "nothing";
  return answer.kind === "found" || answer.kind === "absent"
    ? answer.kind
    : `${answer.kind}: ${answer.why}`;
}

const good: Reply = { body: '{"tags":["a"]}' };

describe("29: no connection", () => {
  test("refused: three attempts, and no further request to the host", async () => {
    const host = await closedPort();
    const { client, sent } = open([accessTo(host, true)]);
    const first = await client.tags(at(host));
    expect(outcome(first)).toBe("unreachable: it refuses connections");
    expect(sent()).toBe(3);
    expect(await client.digest(at(host, "azureml/b"), "latest")).toEqual(first);
    expect(sent()).toBe(3);
  });

  test("no DNS", async () => {
    const { client, sent } = open([accessTo("gone.example", false)]);
    expect(outcome(await client.tags(at("gone.example")))).toBe(
      "unreachable: it has no address in DNS",
    );
    expect(sent()).toBe(3);
  });

  test("every connection is reset", async () => {
    const registry = await start((_, response) => (response.socket?.resetAndDestroy(), "handled"));
    const { client } = open([registry.access]);
    const broken = "unreachable: it closed the connection";
    expect(outcome(await client.tags(at(registry.host)))).toBe(broken);
    expect(registry.requests).toHaveLength(3);
    expect(outcome(await client.image(at(registry.host), "latest"))).toBe(broken);
    expect(registry.requests).toHaveLength(6);
  });

  test("one connection is reset", async () => {
    const registry = await start((_, response, before) =>
      before === 0 ? (response.socket?.resetAndDestroy(), "handled") : good,
    );
    const { client } = open([registry.access]);
    expect(outcome(await client.tags(at(registry.host)))).toBe("found");
    expect(registry.requests).toHaveLength(2);
  });
});

describe("30: no response", () => {
  test("a connection that is never established takes three timeouts", async () => {
    const unresolvedPart = await startBlackHole();
    toStop.push(unresolvedPart.stop);
    const pace = { attempt: 150 };
    const { client, sent } = open([accessTo(unresolvedPart.host, true)], { pace });
    const begun = performance.now();
    expect(outcome(await client.tags(at(unresolvedPart.host)))).toBe(
      "unreachable: it took longer than 0.15 s to answer",
    );
    expect(sent()).toBe(3);
    expect(performance.now() - begun).toBeLessThan(20_000);
  });

  test("the time limit of the run applies", async () => {
    const unresolvedPart = await startBlackHole();
    toStop.push(unresolvedPart.stop);
    const { client } = open([accessTo(unresolvedPart.host, true)], {
      timeout: 1_500,
      pace: { attempt: 9_000, connect: 9_000 },
    });
    const begun = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => client.tags(at(unresolvedPart.host, `a/${index}`))),
    );
    const time = performance.now() - begun;
    const why =
      "unreachable: the time limit for registries (1.5 s) was reached; raise it with --timeout";
    expect(new Set(answers.map(outcome))).toEqual(new Set([why]));
    expect(time).toBeGreaterThan(1_350);
    expect(time).toBeLessThan(20_000);
  });

  test("after undici's own timeout there is no further request to the host", async () => {
    const unresolvedPart = await startBlackHole();
    toStop.push(unresolvedPart.stop);
    const { client, sent } = open([accessTo(unresolvedPart.host, true)], {
      timeout: 9_000,
      pace: { attempt: 8_000, connect: 100, backOff: [] },
    });
    const first = await client.tags(at(unresolvedPart.host));
    expect(outcome(first)).toBe("unreachable: it did not accept a connection in time");
    expect(await client.tags(at(unresolvedPart.host, "b"))).toEqual(first);
    expect(sent()).toBe(1);
  });
});

describe("31: 429", () => {
  const requestsFewer = "throttled: it asks for fewer requests (429)";
  const inTheFuture = new Date(Date.now() + 3_600_000).toUTCString();
  const inThePast = new Date(Date.now() - 3_600_000).toUTCString();

  test.each([
    ["an hour", "3600", requestsFewer, 1],
    ["a time in an hour", inTheFuture, requestsFewer, 1],
    ["31 seconds, however much time there is", "31", requestsFewer, 1],
    ["zero", "0", "found", 2],
    ["a second, which is waited for", "1", "found", 2],
    ["a time in the past", inThePast, "found", 2],
    ["garbage", "in a while", "found", 2],
    ["nothing", undefined, "found", 2],
  ])("Retry-After says %s", async (_, value, expected, count) => {
    const registry = await start((__, ___, before) =>
      before > 0
        ? good
        : { status: 429, ...(value === undefined ? {} : { headers: { "retry-after": value } }) },
    );
    const { client } = open([registry.access], { timeout: 60_000 });
    expect(outcome(await client.tags(at(registry.host)))).toBe(expected);
    expect(registry.requests).toHaveLength(count);
    if (count > 1) return;
    expect(outcome(await client.tags(at(registry.host, "azureml/b")))).toBe(expected);
    expect(registry.requests).toHaveLength(1);
  });

  test("three times without Retry-After", async () => {
    const registry = await start(() => ({ status: 429 }));
    const { client } = open([registry.access]);
    expect(outcome(await client.tags(at(registry.host)))).toBe(requestsFewer);
    expect(outcome(await client.tags(at(registry.host)))).toBe(requestsFewer);
    expect(registry.requests).toHaveLength(3);
  });
});

describe("32: error responses", () => {
  test.each<[string, readonly Reply[], string]>([
    ["500, then good", [{ status: 500 }, good], "found"],
    ["502, 503, then good", [{ status: 502 }, { status: 503 }, good], "found"],
    [
      "503 all the time",
      [{ status: 503 }, { status: 503 }, { status: 503 }],
      "unreachable: it answered 503",
    ],
    [
      "504, 500, 502",
      [{ status: 504 }, { status: 500 }, { status: 502 }],
      "unreachable: it answered 502",
    ],
    ["501", [{ status: 501 }], "unreachable: it answered 501"],
  ])("%s", async (_, replies, expected) => {
    const registry = await start((__, ___, before) => replies[before] ?? null);
    const { client } = open([registry.access]);
    expect(outcome(await client.tags(at(registry.host)))).toBe(expected);
    expect(registry.requests).toHaveLength(replies.length);
  });

  const cut: Behaviour = (_, response) => {
    response.writeHead(200, { "content-length": 1_000 });
    response.write('{"tags":[');
    setTimeout(() => response.socket?.destroy(), 20);
    return "handled";
  };

  test("an incomplete body", async () => {
    const registry = await start(cut);
    const { client } = open([registry.access]);
    expect(outcome(await client.tags(at(registry.host)))).toBe(
      "unreachable: it closed the connection",
    );
    expect(registry.requests).toHaveLength(3);
  });

  test("one incomplete body", async () => {
    const registry = await start((...given) => (given[2] === 0 ? cut(...given) : good));
    const { client } = open([registry.access]);
    expect(outcome(await client.tags(at(registry.host)))).toBe("found");
  });

  test.each([
    ["too short", "5", "unreachable: its response is not a list of tags"],
    ["not a number", "many", "unreachable: it does not answer in HTTP; it may require https"],
  ])("a length that is %s", async (_, length, expected) => {
    const host = await startSocket((socket) => {
      socket.once("data", () => {
        socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${length}\r\n\r\n{"tags":[]}`);
      });
    });
    const { client } = open([accessTo(host, true)]);
    expect(outcome(await client.tags(at(host)))).toBe(expected);
  });

  test("incomplete chunks", async () => {
    const host = await startSocket((socket) => {
      socket.once("data", () => {
        socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nb\r\n{"tags":[]}\r\n');
      });
    });
    const { client, sent } = open([accessTo(host, true)]);
    expect(outcome(await client.tags(at(host)))).toBe("unreachable: it closed the connection");
    expect(sent()).toBe(3);
  });
});

describe("33: 401", () => {
  test("every time: the authorizer answers twice, and no credentials are sent", async () => {
    const answered: string[] = [];
    const challenges = Array.from(
      { length: 50 },
      (_, index) => `Bearer realm="https://evil${index}.example/"`,
    );
    const registry = await start(() => ({
      status: 401,
      headers: { "www-authenticate": challenges },
    }));
    const authorizer: Authorizer = {
      known: () => null,
      answer: (_, __, rejected) => {
        answered.push(...rejected.header("www-authenticate"));
        return Promise.resolve({ kind: "header", value: `Bearer t${answered.length}` });
      },
    };
    const { client } = open([registry.access], { authorizer });
    expect(outcome(await client.tags(at(registry.host)))).toBe(
      "denied: it rejected the authorization that it asked for (401)",
    );
    expect(answered).toHaveLength(100);
    expect(registry.requests.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      "Bearer t50",
      "Bearer t100",
    ]);
  });

  test.each([
    ["http of another host", "http://REALM/token", "uses plain http"],
    [
      "an address of a cloud",
      "https://169.254.169.254/token",
      "is at an address that is not public",
    ],
    ["the same in IPv6", "https://[fd00:ec2::254]/token", "is at an address that is not public"],
    ["userinfo", "https://user:secret@auth.example/token", "has credentials in its URL"],
    ["a file", "file:///etc/shadow", "uses a protocol other than https"],
    ["localhost", "https://localhost/token", "is at an address that is not public"],
  ])("a realm at %s gets no request, even if the authorizer allows it", async (_, realm, why) => {
    const other = await start(() => ({}));
    const registry = await start(() => ({ status: 401 }));
    const authorizer: Authorizer = {
      known: () => null,
      answer: async (__, ___, ____, _____, send) => {
        const url = new URL(realm.replace("REALM", other.host));
        const headers = { authorization: "Basic secret" };
        const got = await send({ method: "GET", url, headers, maxBytes: 1_000 });
        return got.kind === "response" ? { kind: "header", value: "x" } : got;
      },
    };
    const { client, sent } = open([registry.access], { authorizer });
    const answer = outcome(await client.tags(at(registry.host)));
    expect(answer).toBe(`denied: its token server ${why}`);
    expect(answer).not.toContain("secret");
    expect([other.requests, sent()]).toEqual([[], 1]);
  });

  test("a realm whose name resolves to a private address gets no request", async () => {
    const other = await start(() => ({}));
    const registry = await start(() => ({ status: 401 }));
    const authorizer: Authorizer = {
      known: () => null,
      answer: async (_, __, ___, ____, send) => {
        const url = new URL(`https://auth.example:${other.port}/`);
        const got = await send({ method: "GET", url, headers: {}, maxBytes: 1 });
        return got.kind === "response" ? { kind: "header", value: "x" } : got;
      },
    };
    const lookup = lookupIn({ "auth.example": ["127.0.0.1"] });
    const { client } = open([registry.access], { authorizer, pace: { lookup } });
    expect(outcome(await client.tags(at(registry.host)))).toBe(
      "unreachable: its token server is at an address that is not public",
    );
    expect(other.connections()).toBe(0);
  });
});

const image = imageOf({ created: "2026-06-01T00:00:00Z" });
const names = namesOf("latest", image.manifest, [image]);

/** A registry whose blobs are on another host. */
function redirecting(location: string | (() => string), status = 307): Behaviour {
  const plain = serve("azureml/a", names);
  return (request, ...rest) =>
    request.path.includes("/blobs/")
      ? { status, headers: { location: typeof location === "string" ? location : location() } }
      : plain(request, ...rest);
}

const token: Authorizer = { ...anonymous, known: () => "Bearer secret" };

describe("34: redirects", () => {
  test("to another host, which gets no secrets", async () => {
    const store = await start(() => ({ body: image.config.body }));
    const location = `${store.origin}/blob?signature=hidden`;
    const registry = await start(redirecting(location));
    const { client } = open([registry.access, store.access], { authorizer: token });
    expect(outcome(await client.image(at(registry.host), "latest"))).toBe("found");
    expect(registry.requests.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer secret",
      "Bearer secret",
    ]);
    expect(store.asked()).toEqual(["GET /blob?signature=hidden"]);
    expect(store.requests[0]?.headers.authorization).toBeUndefined();
    expect(JSON.stringify(store.requests)).not.toContain("secret");
  });

  test("and back again, without the secrets", async () => {
    let back = "";
    const store = await start(() => ({ status: 302, headers: { location: back } }));
    const registry = await start((request, ...rest) =>
      request.path === "/back"
        ? { body: image.config.body }
        : redirecting(`${store.origin}/b`)(request, ...rest),
    );
    back = `${registry.origin}/back`;
    const { client } = open([registry.access, store.access], { authorizer: token });
    expect(outcome(await client.image(at(registry.host), "latest"))).toBe("found");
    expect(registry.requests.at(-1)).toMatchObject({ path: "/back" });
    expect(registry.requests.at(-1)?.headers.authorization).toBeUndefined();
  });

  test("a host that requires credentials after a redirect gets none, and no further request", async () => {
    const challenge = { "www-authenticate": 'Bearer realm="https://evil.example/"' };
    const thief = await start(() => ({ status: 401, headers: challenge }));
    const registry = await start(redirecting(`${thief.origin}/b?signature=hidden`));
    const authorizer: Authorizer = {
      ...token,
      answer: () => Promise.reject(new Error("it must not be asked")),
    };
    const { client } = open([registry.access, thief.access], { authorizer });
    expect(outcome(await client.image(at(registry.host), "latest"))).toBe(
      "unreachable: the host it redirects to answered 401",
    );
    expect(thief.requests).toHaveLength(1);
    expect(thief.requests[0]?.headers.authorization).toBeUndefined();
  });

  test.each([
    ["down to plain http", "http://OTHER/b?signature=hidden", "to a host that uses plain http"],
    ["to a file", "file:///etc/passwd", "to a host that uses a protocol other than https"],
    [
      "into the private network",
      "https://127.0.0.1:1/b?signature=hidden",
      "to a host that is at an address that is not public",
    ],
    ["into it by IPv6", "https://[::1]/b", "to a host that is at an address that is not public"],
    [
      "with credentials",
      "https://user:secret@cdn.example/b",
      "to a host that has credentials in its URL",
    ],
  ])("%s: no request is sent there", async (_, location, why) => {
    const other = await start(() => ({ body: image.config.body }));
    const registry = await start(redirecting(location.replace("OTHER", other.host)));
    const { client, sent } = open([registry.access]);
    const answer = outcome(await client.image(at(registry.host), "latest"));
    expect(answer).toBe(`unreachable: it redirects ${why}`);
    expect(answer).not.toMatch(/hidden|secret|127\.0/);
    expect([other.connections(), sent()]).toEqual([0, 2]);
  });

  test("to a name that resolves to a private address: no connection", async () => {
    const other = await start(() => ({ body: image.config.body }));
    const registry = await start(redirecting(`https://cdn.example:${other.port}/b`));
    const lookup = lookupIn({ "cdn.example": ["8.8.8.8", "127.0.0.1"] });
    const { client } = open([registry.access], { pace: { lookup } });
    expect(outcome(await client.image(at(registry.host), "latest"))).toBe(
      "unreachable: the host it redirects to is at an address that is not public",
    );
    expect(other.connections()).toBe(0);
  });

  test("a chain of 20 ends after 3", async () => {
    const plain = serve("azureml/a", names);
    const registry = await start((request, response, before) =>
      /blobs|hop/.test(request.path)
        ? { status: 302, headers: { location: `/hop${before}` } }
        : plain(request, response, before),
    );
    const { client } = open([registry.access]);
    expect(outcome(await client.image(at(registry.host), "latest"))).toBe(
      "unreachable: it redirects more than 3 times",
    );
    expect(registry.requests).toHaveLength(5);
  });

  test("a loop ends at once", async () => {
    const registry = await start(redirecting(""));
    const { client } = open([registry.access]);
    expect(outcome(await client.image(at(registry.host), "latest"))).toBe(
      "unreachable: it redirects in a loop",
    );
    expect(registry.requests).toHaveLength(2);
  });
});

describe("35: responses that are too large", () => {
  test("an endless tag list is rejected at 8 MiB", async () => {
    const block = `"${"a".repeat(1023)}",`.repeat(256);
    let written = 0;
    const registry = await start((_, response) => {
      response.write('{"tags":[');
      const more = (): void => {
        while (!response.destroyed && response.write(block)) written += block.length;
      };
      response.on("drain", more);
      more();
      return "handled";
    });
    const { client } = open([registry.access]);
    expect(outcome(await client.tags(at(registry.host)))).toBe(
      "unreachable: it answered with more than 8 MiB",
    );
    expect(registry.requests).toHaveLength(1);
    expect(written).toBeLessThan(32 * 1024 * 1024);
  });

  test("all pages together have a limit of 16 MiB", async () => {
    const body = JSON.stringify({ tags: Array.from({ length: 6_000 }, () => "a".repeat(1_000)) });
    const registry = await start((_, __, before) => {
      return { headers: { link: `<?page=${before}>; rel="next"` }, body };
    });
    const { client } = open([registry.access]);
    expect(outcome(await client.tags(at(registry.host)))).toMatch(
      /^unreachable: it answered with more/,
    );
    expect(registry.requests).toHaveLength(3);
  });

  test("a manifest of more than 4 MiB", async () => {
    const registry = await start(() => ({ body: Buffer.alloc(4 * 1024 * 1024 + 1, " ") }));
    const { client } = open([registry.access]);
    expect(outcome(await client.image(at(registry.host), "latest"))).toBe(
      "unreachable: it answered with more than 4 MiB",
    );
  });

  test("a compression bomb is not decompressed", async () => {
    const headers = { "content-encoding": "gzip" };
    const body = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    const registry = await start(() => ({ headers, body }));
    const { client } = open([registry.access]);
    expect(outcome(await client.tags(at(registry.host)))).toBe(
      "unreachable: it sent a compressed response, which was not requested",
    );
    expect(registry.requests).toHaveLength(1);
    expect(registry.requests[0]?.headers["accept-encoding"]).toBe("identity");
  });

  test("the content coding identity is accepted", async () => {
    const registry = await start(() => ({ ...good, headers: { "content-encoding": "Identity" } }));
    const { client } = open([registry.access]);
    expect(outcome(await client.tags(at(registry.host)))).toBe("found");
  });

  test("headers of 20 KB", async () => {
    const registry = await start(() => ({ ...good, headers: { "x-long": "a".repeat(20_000) } }));
    const { client } = open([registry.access]);
    expect(outcome(await client.tags(at(registry.host)))).toBe(
      "unreachable: it answered with headers that are too large",
    );
    expect(registry.requests).toHaveLength(1);
  });

  test("endless headers", async () => {
    const host = await startSocket((socket) => {
      socket.once("data", () => {
        socket.write("HTTP/1.1 200 OK\r\n");
        const timer = setInterval(() => socket.write(`x: ${"a".repeat(1_000)}\r\n`), 1);
        socket.once("close", () => {
          clearInterval(timer);
        });
      });
    });
    const { client } = open([accessTo(host, true)]);
    expect(outcome(await client.tags(at(host)))).toBe(
      "unreachable: it answered with headers that are too large",
    );
  });
});

describe("36: pages", () => {
  test("a list of 100 pages is read, one of 10,000 fails", async () => {
    const pages =
      (count: number): Behaviour =>
      (_, __, before) => {
        const link = before + 1 < count ? { link: `<?page=${before}>; rel="next"` } : {};
        return { headers: link, body: `{"tags":["t${before}"]}` };
      };
    const long = await start(pages(100));
    const endless = await start(pages(10_000));
    const { client } = open([long.access, endless.access]);
    expect(await client.tags(at(long.host))).toMatchObject({ value: { length: 100 } });
    expect(outcome(await client.tags(at(endless.host)))).toBe(
      "unreachable: its tag list has more than 100 pages",
    );
    expect(endless.requests).toHaveLength(100);
  });

  test("a page on another host is not requested, with or without credentials", async () => {
    const other = await start(() => good);
    const registry = await start(() => {
      return {
        ...good,
        headers: { link: `<${other.origin}/v2/azureml/a/tags/list?a>; rel="next"` },
      };
    });
    const { client } = open([registry.access, other.access], { authorizer: token });
    expect(outcome(await client.tags(at(registry.host)))).toBe(
      "unreachable: the link to the next page of its tag list leads to another URL",
    );
    expect(other.connections()).toBe(0);
    expect(registry.requests).toHaveLength(1);
  });
});

describe("37: invalid images are in client.test.ts; here the requests for them", () => {
  test("no config is requested if the content of a manifest does not match its digest", async () => {
    const registry = await start(
      serve("azureml/a", {
        "manifests/latest": { ...image.manifest, digest: image.config.digest },
      }),
    );
    const { client } = open([registry.access]);
    expect(outcome(await client.image(at(registry.host), "latest"))).toBe(
      "unreachable: its content does not match its digest",
    );
    expect(registry.requests).toHaveLength(1);
  });
});

describe("40: proxies", () => {
  /** A proxy that connects to the requested port on loopback, for any host. */
  async function startProxy() {
    const proxy = await startConnectProxy((target) => Number(/:(\d+)$/.exec(target)?.[1] ?? 0));
    toStop.push(proxy.stop);
    return proxy;
  }

  test("a registry is reached through it, without resolving its name, with the proxy's credentials", async () => {
    const registry = await start(() => good);
    const proxy = await startProxy();
    const host = `registry.example:${registry.port}`;
    const http = proxy.url.replace("//", "//user:p%40ss@");
    const { client } = open([accessTo(host, true)], { proxies: { https: null, http, no: null } });
    expect(outcome(await client.tags(at(host)))).toBe("found");
    const authorization = `Basic ${Buffer.from("user:p@ss").toString("base64")}`;
    expect(proxy.asked).toEqual([{ target: host, isAllowed: true, authorization }]);
    expect(registry.requests[0]?.headers["proxy-authorization"]).toBeUndefined();
    expect(registry.requests[0]?.headers.host).toBe(host);
  });

  test("2,300 requests go through 6 tunnels", async () => {
    const registry = await start(() => good);
    const proxy = await startProxy();
    const proxies = { https: null, http: proxy.url, no: null };
    const { client } = open([registry.access], { proxies, timeout: 30_000 });
    const all = Array.from({ length: 2_300 }, (_, index) =>
      client.tags(at(registry.host, `azureml/r${index}`)),
    );
    expect(new Set((await Promise.all(all)).map(outcome))).toEqual(new Set(["found"]));
    expect(proxy.asked.length).toBeLessThanOrEqual(6);
  });

  test("NO_PROXY is respected", async () => {
    const registry = await start(() => good);
    const proxy = await startProxy();
    const proxies = { https: proxy.url, http: proxy.url, no: "localhost,127.0.0.1" };
    const { client } = open([registry.access], { proxies });
    expect(outcome(await client.tags(at(registry.host)))).toBe("found");
    expect(proxy.asked).toEqual([]);
  });

  test("an invalid proxy is an error that does not show it, and is not bypassed", async () => {
    const registry = await start(() => good);
    const proxies = { https: "socks5://user:secret@127.0.0.1:1", http: null, no: "*" };
    const { client, sent } = open([registry.access], { proxies });
    expect(outcome(await client.tags(at(registry.host)))).toBe(
      "unreachable: HTTPS_PROXY is not the URL of an HTTP proxy",
    );
    expect([sent(), registry.connections()]).toEqual([0, 0]);
  });

  test("a redirect to a private address is rejected there too", async () => {
    const registry = await start(redirecting("https://169.254.169.254/b"));
    const proxy = await startProxy();
    const proxies = { https: proxy.url, http: proxy.url, no: null };
    const { client } = open([registry.access], { proxies });
    expect(outcome(await client.image(at(registry.host), "latest"))).toBe(
      "unreachable: it redirects to a host that is at an address that is not public",
    );
    expect(new Set(proxy.asked.map(({ target }) => target))).toEqual(new Set([registry.host]));
  });

  test.each([
    ["407", "the proxy rejected the credentials, or requires some"],
    ["403", "the proxy answered 403"],
    ["502", "the proxy answered 502"],
  ])("a proxy that answers %s", async (status, why) => {
    let asked = 0;
    const proxy = await startSocket((socket) => {
      asked++;
      socket.once("data", () => {
        socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
      });
    });
    const proxies = { https: `http://user:secret@${proxy}`, http: null, no: null };
    const { client, sent } = open([accessTo("registry.example", false)], { proxies });
    const first = await client.tags(at("registry.example"));
    expect(outcome(first)).toBe(`unreachable: ${why}`);
    expect(await client.tags(at("registry.example", "b"))).toEqual(first);
    expect([sent(), asked]).toEqual([1, 1]);
  });

  test.each<[string, () => Promise<string>, string]>([
    ["refuses", closedPort, "the proxy refuses connections"],
    ["has no name", () => Promise.resolve("proxy.example:1"), "the proxy has no address in DNS"],
    [
      "breaks off",
      () => startSocket((socket) => socket.destroy()),
      "the proxy closed the connection",
    ],
    ["hangs up", () => startSocket((socket) => socket.end()), "the proxy closed the connection"],
    [
      "is not an HTTP proxy",
      () => startSocket((socket) => socket.end("hello\r\n")),
      "the proxy does not answer in HTTP",
    ],
  ])("a proxy that %s", async (_, startProxyAt, why) => {
    const host = await startProxyAt();
    const proxies = { https: `http://user:secret@${host}`, http: null, no: null };
    const { client, sent } = open([accessTo("registry.example", false)], { proxies });
    const answer = outcome(await client.tags(at("registry.example")));
    expect(answer).toBe(`unreachable: ${why}`);
    expect(answer).not.toMatch(/secret|user|127/);
    expect(sent()).toBeLessThanOrEqual(3);
  });

  test("a proxy that closes the connection gets one connection for each attempt", async () => {
    let connections = 0;
    const proxy = await startSocket((socket) => {
      connections++;
      socket.destroy();
    });
    const proxies = { https: `http://${proxy}`, http: null, no: null };
    const { client } = open([accessTo("registry.example", false)], { proxies });
    await client.tags(at("registry.example"));
    expect(connections).toBe(3);
  });

  test("a proxy that never answers takes the time of three attempts", async () => {
    const proxy = await startSocket(() => undefined);
    const proxies = { https: `http://${proxy}`, http: null, no: null };
    const { client } = open([accessTo("registry.example", false)], {
      proxies,
      pace: { attempt: 100 },
    });
    expect(outcome(await client.tags(at("registry.example")))).toBe(
      "unreachable: it took longer than 0.1 s to answer",
    );
  });
});
