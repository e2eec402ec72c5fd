import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RegistryAccess } from "../../src/domain/image/registry-access.ts";
import type { LookupFailure } from "../../src/domain/image/registry-source.ts";
import type { Authorizer } from "../../src/registry/auth/authorizer.ts";
import type { Credentials } from "../../src/registry/auth/credentials.ts";
import { createAuthorizer } from "../../src/registry/auth/basic-and-bearer.ts";
import type { Exchanged, HttpResponse, Send } from "../../src/registry/http/exchange.ts";

// A token server over node:http that records its requests. Requests to any host are sent there, so that https and other
// host names can be tested on loopback.

interface Got {
  /** The requested URL, with its query. */
  readonly url: string;
  readonly method: string;
  readonly authorization: string | null;
  readonly contentType: string | null;
  readonly body: string;
}

interface Said {
  readonly status?: number;
  readonly body?: unknown;
}

const got: Got[] = [];
let say: (index: number) => Said;
let port: number;

const server = createServer((incoming, outgoing) => {
  void text(incoming).then((body) => {
    const { "x-asked": url, authorization, "content-type": contentType } = incoming.headers;
    got.push({
      url: String(url),
      method: incoming.method ?? "",
      authorization: authorization ?? null,
      contentType: contentType ?? null,
      body,
    });
    const { status = 200, body: answer } = say(got.length - 1);
    outgoing.writeHead(status, { location: "https://evil.example/token" });
    outgoing.end(typeof answer === "string" ? answer : JSON.stringify(answer ?? {}));
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ({ port } = server.address() as AddressInfo);
});

afterAll(() => {
  server.close();
});

beforeEach(() => {
  got.length = 0;
  say = (index) => ({ body: { token: `T${index + 1}`, expires_in: 300 } });
  now = 1_000_000;
});

const send: Send = ({ method, url, headers, body, maxBytes }) =>
  new Promise<Exchanged>((resolve) => {
    const outgoing = request(
      { port, host: "127.0.0.1", method, headers: { ...headers, "x-asked": url.href } },
      (incoming) => {
        void buffer(incoming).then((bytes) => {
          const response = responseOf(incoming.statusCode ?? 0, [], bytes);
          const tooMuch = { kind: "unreachable", why: "it sent too much" } as const;
          resolve(bytes.length > maxBytes ? tooMuch : response);
        });
      },
    );
    outgoing.end(body);
  });

function responseOf(status: number, fields: readonly string[], body: Buffer): HttpResponse {
  const header = (name: string): readonly string[] => (name === "www-authenticate" ? fields : []);
  return { kind: "response", status, header, body };
}

function rejection(...fields: readonly string[]): HttpResponse {
  return responseOf(401, fields, Buffer.alloc(0));
}

let now: number;

const contoso: RegistryAccess = {
  host: "contoso.azurecr.io",
  insecure: false,
  realm: null,
  username: null,
  password: null,
  token: null,
};
const withPassword: RegistryAccess = { ...contoso, username: "alice", password: "s3cret:ü" };
const basicOfAlice = `Basic ${Buffer.from("alice:s3cret:ü").toString("base64")}`;
const local: RegistryAccess = { ...contoso, host: "127.0.0.1:5000", insecure: true };

const repository = "azureml/minimal-py312-inference";
const ownRealm = "https://contoso.azurecr.io/oauth2/token";

function bearer(realm = ownRealm, scope = `repository:${repository}:pull`): string {
  return `Bearer realm="${realm}",service="contoso.azurecr.io",scope="${scope}"`;
}

function authorizerOf(
  access: RegistryAccess,
  elsewhere: Credentials | null | LookupFailure = null,
): Authorizer & { readonly hosts: readonly string[] } {
  const hosts: string[] = [];
  const credentialsFor = (host: string): Promise<Credentials | null | LookupFailure> => {
    hosts.push(host);
    return Promise.resolve(elsewhere);
  };
  return { ...createAuthorizer({ accesses: [access], credentialsFor, now: () => now }), hosts };
}

const rejected = "it rejected the credentials for contoso.azurecr.io";
const wanted =
  "it requires credentials: use docker login contoso.azurecr.io, or set INFERLINT_REGISTRY_USERNAME and _PASSWORD";

/** Also checks that no message contains credentials. */
function denied(why: string): LookupFailure {
  expect(why).not.toMatch(/s3cret|alice|T[0-9]|hidden/);
  return { kind: "denied", why };
}

describe("anonymous", () => {
  test("nothing is sent before a 401", () => {
    const authorizer = authorizerOf({ ...withPassword, token: "static" });
    expect(authorizer.known(withPassword, repository)).toBeNull();
    expect(authorizer.hosts).toEqual([]);
  });

  test("an anonymous token", async () => {
    const authorizer = authorizerOf(contoso);
    expect(await authorizer.answer(contoso, repository, rejection(bearer()), null, send)).toEqual({
      kind: "header",
      value: "Bearer T1",
    });
    expect(got).toEqual([
      {
        url: `${ownRealm}?service=contoso.azurecr.io&scope=repository%3Aazureml%2Fminimal-py312-inference%3Apull`,
        method: "GET",
        authorization: null,
        contentType: null,
        body: "",
      },
    ]);
    expect(authorizer.known(contoso, repository)).toBe("Bearer T1");
  });

  test("an anonymous token that is not sufficient: credentials are required", async () => {
    const authorizer = authorizerOf(contoso);
    await authorizer.answer(contoso, repository, rejection(bearer()), null, send);
    const again = await authorizer.answer(
      contoso,
      repository,
      rejection(bearer()),
      "Bearer T1",
      send,
    );
    expect(again).toEqual(denied(wanted));
    expect(got).toHaveLength(1);
  });

  test("a registry that the user did not allow gets no credentials", async () => {
    const authorizer = authorizerOf(local, { kind: "password", username: "a", password: "b" });
    const foreign = { ...withPassword, token: "static", realm: "https://auth.example/" };
    const basic = rejection(`Basic realm="x"`);
    expect(await authorizer.answer(foreign, repository, basic, null, send)).toEqual(denied(wanted));
    expect(await authorizer.answer(foreign, repository, rejection(bearer()), null, send)).toEqual({
      kind: "header",
      value: "Bearer T1",
    });
    expect(got.map(({ authorization }) => authorization)).toEqual([null]);
    expect(authorizer.hosts).toEqual([]);
  });
});

describe("sources of credentials", () => {
  const docker: Credentials = { kind: "password", username: "docker", password: "hidden" };
  const basicOfDocker = `Basic ${Buffer.from("docker:hidden").toString("base64")}`;
  test.each<readonly [string, RegistryAccess, Credentials | null, string | null]>([
    ["the user's settings", withPassword, null, basicOfAlice],
    ["the user's settings before Docker's", withPassword, docker, basicOfAlice],
    ["Docker's", contoso, docker, basicOfDocker],
  ])("%s, for a token and for basic", async (_, access, elsewhere, authorization) => {
    const authorizer = authorizerOf(access, elsewhere);
    await authorizer.answer(access, repository, rejection(bearer()), null, send);
    expect(got.map((one) => one.authorization)).toEqual([authorization]);
    const basic = authorizerOf(access, elsewhere);
    const challenge = rejection(`Basic realm="x"`);
    expect(await basic.answer(access, repository, challenge, null, send)).toEqual({
      kind: "header",
      value: authorization,
    });
    expect(basic.known(access, repository)).toBe(authorization);
    expect(basic.known(access, "azureml/other")).toBeNull();
  });

  test("Docker's configuration is read once for a host", async () => {
    const authorizer = authorizerOf(contoso, docker);
    for (const name of ["a", "b", "c"])
      await authorizer.answer(contoso, name, rejection(bearer()), null, send);
    expect(authorizer.hosts).toEqual(["contoso.azurecr.io"]);
  });

  test("Docker may have no credentials", async () => {
    const broken = denied("Docker's config.json is malformed");
    for (const challenge of [bearer(), "Basic realm=x"]) {
      const authorizer = authorizerOf(contoso, broken);
      expect(
        await authorizer.answer(contoso, repository, rejection(challenge), null, send),
      ).toEqual(broken);
    }
    expect(got).toEqual([]);
  });

  test("the user's own token is sent unchanged, and only after a 401", async () => {
    const access = { ...contoso, token: "hidden" };
    const authorizer = authorizerOf(access);
    const header = { kind: "header", value: "Bearer hidden" };
    expect(await authorizer.answer(access, repository, rejection(bearer()), null, send)).toEqual(
      header,
    );
    expect(authorizer.known(access, repository)).toBe(header.value);
    expect(
      await authorizer.answer(access, repository, rejection(bearer()), header.value, send),
    ).toEqual(denied(rejected));
    expect(authorizer.known(access, repository)).toBeNull();
    // A rejected header is not sent a second time.
    expect(await authorizer.answer(access, repository, rejection(bearer()), null, send)).toEqual(
      denied(rejected),
    );
    expect(got).toEqual([]);
  });

  test("an identity token is sent in a POST to the token server, and nowhere else", async () => {
    const authorizer = authorizerOf(contoso, { kind: "refresh token", token: "hidden&x=1" });
    await authorizer.answer(contoso, repository, rejection(bearer()), null, send);
    expect(got).toMatchObject([
      {
        url: ownRealm,
        method: "POST",
        authorization: null,
        contentType: "application/x-www-form-urlencoded",
      },
    ]);
    expect(Object.fromEntries(new URLSearchParams(got[0]?.body))).toEqual({
      grant_type: "refresh_token",
      service: "contoso.azurecr.io",
      scope: `repository:${repository}:pull`,
      client_id: "inferlint",
      refresh_token: "hidden&x=1",
    });
    expect(await authorizer.answer(contoso, "x", rejection("Basic realm=x"), null, send)).toEqual(
      denied("it requires a user name and a password, but Docker has an identity token for it"),
    );
  });
});

describe("the choice of challenge", () => {
  const other = `Bearer realm="https://auth.example/token"`;
  test.each<readonly [string, readonly string[], string]>([
    ["bearer before basic", [`Basic realm="x"`, bearer()], "Bearer T1"],
    ["both in one field", [`Basic realm="x", ${bearer()}`], "Bearer T1"],
    ["the first realm that is acceptable", [other, bearer()], "Bearer T1"],
    ["basic where no realm is", [other, `Basic realm="x"`], basicOfAlice],
    ["basic where others are not known here", ["Negotiate, NTLM", "BASIC"], basicOfAlice],
  ])("%s", async (_, fields, value) => {
    const authorizer = authorizerOf(withPassword);
    expect(
      await authorizer.answer(withPassword, repository, rejection(...fields), null, send),
    ).toEqual({ kind: "header", value });
    expect(got.every(({ url }) => url.startsWith(`${ownRealm}?`))).toBe(true);
  });

  test.each<readonly [string, readonly string[]]>([
    ["no header", []],
    ["one that is not known", ["Negotiate"]],
    ["garbage", [`Bearer realm="https://contoso.azurecr.io/oauth2/token`]],
    ["fifty that are not known", Array.from({ length: 50 }, () => "Digest realm=x")],
  ])("%s", async (_, fields) => {
    const authorizer = authorizerOf(withPassword);
    expect(
      await authorizer.answer(withPassword, repository, rejection(...fields), null, send),
    ).toEqual(denied("it requires an authentication scheme that inferlint does not support"));
    expect(got).toEqual([]);
  });

  test("basic without credentials", async () => {
    const authorizer = authorizerOf(contoso);
    expect(
      await authorizer.answer(contoso, repository, rejection("Basic realm=x"), null, send),
    ).toEqual(denied(wanted));
  });

  test("rejected basic credentials are not sent again for this repository", async () => {
    const authorizer = authorizerOf(withPassword);
    const challenge = rejection("Basic realm=x");
    const ask = (sent: string | null, name = repository): ReturnType<Authorizer["answer"]> =>
      authorizer.answer(withPassword, name, challenge, sent, send);
    expect(await ask(null)).toEqual({ kind: "header", value: basicOfAlice });
    expect(await ask(basicOfAlice)).toEqual(denied(rejected));
    expect(await ask(null)).toEqual(denied(rejected));
    expect(authorizer.known(withPassword, repository)).toBeNull();
    expect(await ask(null, "azureml/other")).toEqual({ kind: "header", value: basicOfAlice });
  });
});

describe("realms", () => {
  const elsewhere = (host: string, scheme = "https"): string =>
    `its token server is at ${host}, which is not allowed: allow it in your user configuration with registries: [{ host: contoso.azurecr.io, realm: ${scheme}://${host}/… }]`;
  const none = "it names no valid token server";
  const plain = (host: string): string =>
    `its token server at ${host} uses plain http and was not contacted`;

  test.each<readonly [string, string, string]>([
    ["another host", "https://auth.example/token?hidden=1", elsewhere("auth.example")],
    [
      "a longer name",
      "https://contoso.azurecr.io.evil.example/",
      elsewhere("contoso.azurecr.io.evil.example"),
    ],
    ["a shorter name", "https://azurecr.io/token", elsewhere("azurecr.io")],
    ["another port", "https://contoso.azurecr.io:8443/token", elsewhere("contoso.azurecr.io:8443")],
    ["the metadata service", "http://169.254.169.254/metadata/identity", plain("169.254.169.254")],
    [
      "the metadata service, https",
      "https://169.254.169.254/metadata",
      elsewhere("169.254.169.254"),
    ],
    ["the same as a number", "https://2852039166/", elsewhere("169.254.169.254")],
    ["the same in IPv6", "https://[::ffff:169.254.169.254]/", elsewhere("[::ffff:a9fe:a9fe]")],
    ["loopback", "https://[::1]/token", elsewhere("[::1]")],
    ["any address", "https://0.0.0.0/token", elsewhere("0.0.0.0")],
    ["its own host on plain http", "http://contoso.azurecr.io/token", plain("contoso.azurecr.io")],
    ["port 443 on plain http", "http://contoso.azurecr.io:443/t", plain("contoso.azurecr.io:443")],
    ["userinfo", "https://alice:hidden@contoso.azurecr.io/token", none],
    [
      "userinfo that looks like the registry",
      "https://contoso.azurecr.io@evil.example/token",
      none,
    ],
    ["empty userinfo", "https://@contoso.azurecr.io/token", none],
    ["a backslash", String.raw`https://contoso.azurecr.io\\@evil.example/token`, none],
    ["a backslash after the host", String.raw`https://evil.example\\.contoso.azurecr.io/`, none],
    ["a fragment", "https://contoso.azurecr.io/token#x", none],
    ["a host in fullwidth letters", "https://ｃontoso.azurecr.io/token", none],
    ["a host in Cyrillic letters", "https://c\u043entoso.azurecr.io/token", none],
    ["an escaped host", "https://contoso%2eazurecr.io/token", none],
    ["three slashes", "https:///contoso.azurecr.io/token", none],
    ["one slash", "https:/contoso.azurecr.io/token", none],
    ["no scheme", "//contoso.azurecr.io/token", none],
    ["a path", "/oauth2/token", none],
    ["a blank in front", " https://contoso.azurecr.io/token", none],
    ["a tab inside", "https://contoso.azu\trecr.io/token", none],
    ["another scheme", "file:///etc/passwd", none],
    ["an invalid port", "https://contoso.azurecr.io:99999/token", none],
    ["an empty realm", "", none],
    ["a realm that is too long", `https://contoso.azurecr.io/${"x".repeat(3000)}`, none],
  ])("%s: no request is sent, with or without credentials", async (_, realm, why) => {
    for (const access of [withPassword, contoso]) {
      const authorizer = authorizerOf(access);
      const answer = await authorizer.answer(
        access,
        repository,
        rejection(bearer(realm)),
        null,
        send,
      );
      expect(answer).toEqual(denied(why));
      expect(authorizer.known(access, repository)).toBeNull();
    }
    expect(got).toEqual([]);
  });

  test.each<readonly [string, RegistryAccess, string]>([
    ["its own host", withPassword, "https://contoso.azurecr.io/any/path"],
    ["in any case, with its port", withPassword, "https://CONTOSO.azurecr.io:443/token"],
    [
      "a port of its own",
      { ...withPassword, host: "contoso.com:8443" },
      "https://contoso.com:8443/t",
    ],
    ["plain http where that is allowed", local, "http://127.0.0.1:5000/token"],
    ["https at the same port", local, "https://127.0.0.1:5000/token"],
    ["IPv6", { ...local, host: "[::1]:5000" }, "http://[::1]:5000/token"],
    [
      "what the user named",
      { ...contoso, realm: "https://auth.example" },
      "https://auth.example/x",
    ],
    ["with a path", { ...contoso, realm: "https://auth.example/x" }, "https://auth.example/x"],
    ["its own host beside it", { ...contoso, realm: "https://auth.example" }, ownRealm],
    ["a private address", { ...contoso, realm: "https://10.0.0.1" }, "https://10.0.0.1/token"],
    ["plain http", { ...local, realm: "http://127.0.0.1:5001" }, "http://127.0.0.1:5001/token"],
    ["@ behind the host", contoso, "https://contoso.azurecr.io/a@b"],
  ])("allowed: %s", async (_, access, realm) => {
    const own = { ...access, username: "alice", password: "s3cret:ü" };
    const authorizer = authorizerOf(own);
    await authorizer.answer(own, repository, rejection(bearer(realm)), null, send);
    expect(got.map(({ authorization }) => authorization)).toEqual([basicOfAlice]);
    const { origin, pathname } = new URL(realm);
    expect(got[0]?.url.startsWith(`${origin}${pathname}?`)).toBe(true);
  });

  test.each<readonly [string, RegistryAccess, string, string]>([
    [
      "another path than the named one",
      { ...withPassword, realm: "https://auth.example/token" },
      "https://auth.example/other",
      "its token server at auth.example has a different path than the configured realm",
    ],
    [
      "another port than the named one",
      { ...withPassword, realm: "https://auth.example/" },
      "https://auth.example:8443/",
      elsewhere("auth.example:8443"),
    ],
    [
      "plain http, named, for a registry that is not insecure",
      { ...withPassword, realm: "http://auth.example/" },
      "http://auth.example/",
      plain("auth.example"),
    ],
    [
      "plain http elsewhere, for one that is",
      { ...withPassword, insecure: true },
      "http://auth.example/",
      elsewhere("auth.example", "http"),
    ],
  ])("rejected: %s", async (_, access, realm, why) => {
    const authorizer = authorizerOf(access);
    expect(
      await authorizer.answer(access, repository, rejection(bearer(realm)), null, send),
    ).toEqual(denied(why));
    expect(got).toEqual([]);
  });

  test("the realm keeps its query, and the parameters are appended", async () => {
    const authorizer = authorizerOf(contoso);
    const challenge = rejection(`Bearer realm="${ownRealm}?a=b%20c&d",service="x y&scope=z"`);
    await authorizer.answer(contoso, "r", challenge, null, send);
    expect(got[0]?.url).toBe(
      `${ownRealm}?a=b%20c&d&service=x+y%26scope%3Dz&scope=repository%3Ar%3Apull`,
    );
  });

  test("without a service in the challenge, none is sent", async () => {
    const authorizer = authorizerOf(contoso);
    await authorizer.answer(contoso, "r", rejection(`Bearer realm="${ownRealm}"`), null, send);
    expect(got[0]?.url).toBe(`${ownRealm}?scope=repository%3Ar%3Apull`);
  });
});

describe("the scope of a token", () => {
  test.each<readonly [string, string, string]>([
    ["the scope of the challenge", "repository:a/b:pull", "pull"],
    ["an empty scope", "", "pull"],
    ["more than reading", "repository:a/b:pull,push,delete", "pull"],
    ["everything", "repository:a/b:*", "pull"],
    ["another repository", "repository:a/secret:pull", "pull"],
    ["another repository with a name as long", "repository:a/c:metadata_read", "pull"],
    ["another repository that begins so", "repository:a/bc:metadata_read", "pull"],
    ["the catalogue of the registry", "registry:catalog:*", "pull"],
    ["Azure's, for lists of tags", "repository:a/b:metadata_read", "metadata_read,pull"],
    ["several", "registry:catalog:* repository:a/b:metadata_read,pull", "metadata_read,pull"],
  ])("%s: read access to this repository only", async (_, scope, actions) => {
    const authorizer = authorizerOf(contoso);
    await authorizer.answer(contoso, "a/b", rejection(bearer(ownRealm, scope)), null, send);
    const { searchParams } = new URL(got[0]?.url ?? "");
    expect(searchParams.getAll("scope")).toEqual([`repository:a/b:${actions}`]);
  });

  test("more permissions are requested once, where a token is not sufficient", async () => {
    const authorizer = authorizerOf(withPassword);
    const tags = rejection(bearer(ownRealm, `repository:${repository}:metadata_read`));
    const ask = (response: HttpResponse, sent: string | null): ReturnType<Authorizer["answer"]> =>
      authorizer.answer(withPassword, repository, response, sent, send);
    expect(await ask(rejection(bearer()), null)).toEqual({ kind: "header", value: "Bearer T1" });
    expect(await ask(tags, "Bearer T1")).toEqual({ kind: "header", value: "Bearer T2" });
    expect(await ask(tags, "Bearer T2")).toEqual(denied(rejected));
    expect(await ask(rejection(bearer()), "Bearer T2")).toEqual(denied(rejected));
    expect(got).toHaveLength(2);
  });
});

describe("tokens", () => {
  test("of one repository are not sent for another", async () => {
    const authorizer = authorizerOf(contoso);
    for (const name of ["a", "b"])
      await authorizer.answer(contoso, name, rejection(bearer()), null, send);
    expect(["a", "b", "c"].map((name) => authorizer.known(contoso, name))).toEqual([
      "Bearer T1",
      "Bearer T2",
      null,
    ]);
  });

  test("of one registry are not sent to another", async () => {
    const authorizer = createAuthorizer({
      accesses: [contoso, local],
      credentialsFor: () => Promise.resolve(null),
      now: () => now,
    });
    await authorizer.answer(contoso, repository, rejection(bearer()), null, send);
    expect(authorizer.known(local, repository)).toBeNull();
  });

  test("are requested once for concurrent lookups", async () => {
    const authorizer = authorizerOf(withPassword);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        authorizer.answer(withPassword, repository, rejection(bearer()), null, send),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ kind: "header", value: "Bearer T1" })]),
    );
    expect(got).toHaveLength(1);
    // A later lookup, with a 401 from before, gets the same token.
    await authorizer.answer(withPassword, repository, rejection(bearer()), null, send);
    expect(got).toHaveLength(1);
  });

  test.each<readonly [string, unknown, number]>([
    ["for their lifetime", 300, 290],
    ["for a minute without a lifetime", undefined, 50],
    ["for a minute with an invalid lifetime", "300", 50],
    ["a minute where nothing is left", 0, 50],
    ["a minute below zero", -5, 50],
    ["half of a short time", 4, 2],
    ["an hour at most", 1e12, 3590],
  ])("are used %s", async (_, expires_in, seconds) => {
    say = (index) => ({ body: { token: `T${index + 1}`, expires_in } });
    const authorizer = authorizerOf(contoso);
    const start = now;
    await authorizer.answer(contoso, repository, rejection(bearer()), null, send);
    now = start + 1000 * seconds - 1;
    expect(authorizer.known(contoso, repository)).toBe("Bearer T1");
    now = start + 1000 * seconds;
    expect(authorizer.known(contoso, repository)).toBeNull();
    // One that expired meanwhile is replaced.
    expect(
      await authorizer.answer(contoso, repository, rejection(bearer()), "Bearer T1", send),
    ).toEqual({ kind: "header", value: "Bearer T2" });
  });

  test.each([
    ["another service each time", (n: number) => `Bearer realm="${ownRealm}",service="s${n}"`],
    ["another realm each time", (n: number) => `Bearer realm="${ownRealm}?${n}"`],
    ["the same again and again", () => bearer()],
    ["basic in between", (n: number) => (n % 2 === 0 ? bearer() : "Basic realm=x")],
  ])(
    "a registry that rejects every token does not cause an endless loop: %s",
    async (_, challenge) => {
      const authorizer = authorizerOf(withPassword);
      let sent: string | null = null;
      for (let round = 0; round < 5; round += 1) {
        const response = rejection(challenge(round));
        const answer = await authorizer.answer(withPassword, repository, response, sent, send);
        if (answer.kind !== "header") {
          expect(answer).toEqual(denied(rejected));
          expect(got.length).toBeLessThanOrEqual(1);
          return;
        }
        sent = answer.value;
      }
      expect.unreachable("it went on and on");
    },
  );
});

describe("responses of token servers", () => {
  const at = "its token server at contoso.azurecr.io";
  const secret = "hidden s3cret";
  test.each<readonly [string, Said, LookupFailure]>([
    ["401", { status: 401, body: secret }, denied(rejected)],
    ["403", { status: 403, body: secret }, denied(rejected)],
    ["400", { status: 400, body: secret }, denied(`${at} issued no token (HTTP 400)`)],
    ["404", { status: 404 }, denied(`${at} issued no token (HTTP 404)`)],
    ["204", { status: 204 }, denied(`${at} issued no token (HTTP 204)`)],
    ["301", { status: 301 }, denied(`${at} redirects, which is not followed with credentials`)],
    ["307", { status: 307 }, denied(`${at} redirects, which is not followed with credentials`)],
    ["429", { status: 429 }, { kind: "throttled", why: `${at} asks for fewer requests` }],
    ["503", { status: 503 }, { kind: "unreachable", why: `${at} failed (HTTP 503)` }],
  ])("%s", async (_, answer, expected) => {
    say = () => answer;
    const authorizer = authorizerOf(withPassword);
    const ask = (): ReturnType<Authorizer["answer"]> =>
      authorizer.answer(withPassword, repository, rejection(bearer()), null, send);
    expect(await ask()).toEqual(expected);
    expect(await ask()).toEqual(expected);
    // A denial is final; after a failure the server is asked again.
    expect(got).toHaveLength(expected.kind === "denied" ? 1 : 2);
    expect(authorizer.known(withPassword, repository)).toBeNull();
  });

  test.each<readonly [string, unknown]>([
    ["no JSON", secret],
    ["a list", []],
    ["null", "null"],
    ["nothing", {}],
    ["an empty token", { token: "" }],
    ["a token that is a number", { token: 5 }],
    ["a line end in the token", { token: "a\r\nX-Evil: 1" }],
    ["a blank in the token", { token: "a b" }],
    ["a token beyond ASCII", { token: "\u00fc" }],
    ["a token without end", { token: "x".repeat(20_000) }],
  ])("%s instead of a token", async (_, body) => {
    say = () => ({ body });
    const authorizer = authorizerOf(withPassword);
    expect(
      await authorizer.answer(withPassword, repository, rejection(bearer()), null, send),
    ).toEqual({ kind: "unreachable", why: `${at} sent a response without a token` });
  });

  test.each<readonly [string, unknown]>([
    ["access_token", { access_token: "A" }],
    ["an empty token beside it", { token: "", access_token: "A" }],
    ["both", { token: "A", access_token: "B" }],
    ["more beside it", { token: "A", refresh_token: "R", issued_at: "now", expires_in: 60 }],
  ])("%s", async (_, body) => {
    say = () => ({ body });
    const authorizer = authorizerOf(withPassword);
    expect(
      await authorizer.answer(withPassword, repository, rejection(bearer()), null, send),
    ).toEqual({ kind: "header", value: "Bearer A" });
  });

  test("a response above the size limit has no token", async () => {
    say = () => ({ body: JSON.stringify({ token: "A", x: "x".repeat(100_000) }) });
    const authorizer = authorizerOf(withPassword);
    expect(
      await authorizer.answer(withPassword, repository, rejection(bearer()), null, send),
    ).toEqual({ kind: "unreachable", why: `${at}: it sent too much` });
  });

  test("an expired refresh token", async () => {
    say = () => ({ status: 400, body: { error: "invalid_grant" } });
    const authorizer = authorizerOf(contoso, { kind: "refresh token", token: "hidden" });
    expect(await authorizer.answer(contoso, repository, rejection(bearer()), null, send)).toEqual(
      denied(rejected),
    );
  });

  test("no credentials where they are required", async () => {
    say = () => ({ status: 401 });
    const authorizer = authorizerOf(contoso);
    expect(await authorizer.answer(contoso, repository, rejection(bearer()), null, send)).toEqual(
      denied(wanted),
    );
  });
});
