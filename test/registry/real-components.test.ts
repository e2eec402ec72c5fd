import { writeFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Agent, ProxyAgent, request } from "undici";
import type { Dispatcher } from "undici";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createAuthority } from "../support/certificates.ts";
import type { Authority } from "../support/certificates.ts";
import { startMicrosoftFront } from "../support/microsoft-front.ts";
import type { MicrosoftFront } from "../support/microsoft-front.ts";
import { pushImage } from "../support/push-image.ts";
import type { ImageToPush, PushedImage } from "../support/push-image.ts";
import { realProgramsRequired } from "../support/real-programs.ts";
import {
  alice,
  isInstalled,
  realRegistryInstalled,
  startRealRegistry,
} from "../support/real-registry.ts";
import type { RealRegistry } from "../support/real-registry.ts";
import { runCli, runProgram, startCli } from "../support/run-cli.ts";
import { startTokenServer } from "../support/token-server.ts";
import type { TokenServer } from "../support/token-server.ts";
import type { Ended } from "../support/working-copy.ts";
import { projectRoot, temporaryDirectory } from "../support/working-copy.ts";

// Tests of the test support itself: a real registry, read by another client.

const areInstalled = realRegistryInstalled && isInstalled("skopeo");
const repository = "azureml/minimal-py312-inference";
const location = temporaryDirectory();
const direct = new Agent();
afterAll(async () => {
  await direct.close();
  rmSync(location, { recursive: true });
});

/** The output of skopeo about an image or a repository. */
async function skopeo(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly ended: Ended; readonly found: Readonly<Record<string, unknown>> }> {
  const ended = await runProgram("skopeo", args, { cwd: location, env });
  const found = ended.status === 0 ? ended.stdout : "{}";
  return { ended, found: JSON.parse(found) as Record<string, unknown> };
}

async function get(
  url: string,
  dispatcher: Dispatcher,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly link: string | null; readonly body: string }> {
  const answer = await request(url, { dispatcher, headers });
  const { link = null } = answer.headers;
  return { status: answer.statusCode, link: link as string | null, body: await answer.body.text() };
}

describe.skipIf(!areInstalled && !realProgramsRequired)("the real registry", () => {
  let registry: RealRegistry;
  const push = (image: ImageToPush): Promise<PushedImage> =>
    pushImage(registry.base, repository, image);
  const inspect = (reference: string, ...options: readonly string[]): ReturnType<typeof skopeo> =>
    skopeo([
      "inspect",
      "--tls-verify=false",
      ...options,
      `docker://${registry.host}/${repository}${reference}`,
    ]);

  beforeAll(async () => {
    registry = await startRealRegistry();
  });
  afterAll(async () => {
    await registry.stop();
  });

  test("an image has the digest, day and tags that it was pushed with", async () => {
    const { digest } = await push({ tags: ["20260601.v1", "7"], created: "2026-06-01T08:00:00Z" });
    const { found } = await inspect(":20260601.v1");
    expect(found).toMatchObject({ Digest: digest, Created: "2026-06-01T08:00:00Z" });
    expect(found["RepoTags"]).toEqual(expect.arrayContaining(["20260601.v1", "7"]));
    expect((await inspect(`@${digest}`)).found["Digest"]).toBe(digest);
  });

  test.each(["oci", "docker"] as const)("an index of two platforms as %s", async (format) => {
    const { digest, configDigest, platforms } = await push({
      tags: [`multi-${format}`],
      platforms: ["linux/arm64/v8", "linux/amd64"],
      format,
    });
    const { found } = await inspect(`:multi-${format}`);
    expect(found).toMatchObject({ Digest: digest, Architecture: "amd64" });
    const { found: index } = await inspect(`:multi-${format}`, "--raw");
    expect(index).toMatchObject({
      manifests: [
        {
          digest: platforms[0]?.digest,
          platform: { os: "linux", architecture: "arm64", variant: "v8" },
        },
        { digest: platforms[1]?.digest, platform: { os: "linux", architecture: "amd64" } },
      ],
    });
    expect(platforms[0]?.configDigest).toBe(configDigest);
    expect(platforms[1]?.configDigest).not.toBe(configDigest);
  });

  test("a config has the user and the day, if one was given", async () => {
    await push({ tags: ["dayless"], created: null, user: "dockeruser" });
    const { found } = await inspect(":dayless", "--config");
    expect(found).toMatchObject({ config: { User: "dockeruser" } });
    expect(found).not.toHaveProperty("created");
    await push({ tags: ["userless"] });
    const { found: other } = await inspect(":userless", "--config");
    expect(other).toHaveProperty("created", "2026-01-01T00:00:00Z");
    expect(other["config"]).not.toHaveProperty("User");
  });

  test("two images differ unless they have the same identity", async () => {
    const image = { created: "2026-05-01T00:00:00Z" };
    expect(await push(image)).not.toEqual(await push(image));
    const same = { ...image, identity: "same" };
    const untagged = await push(same);
    expect(await push({ ...same, tags: ["same"] })).toEqual(untagged);
    expect((await inspect(":same")).found["Digest"]).toBe(untagged.digest);
  });

  test("a missing image is absent", async () => {
    const { ended } = await inspect(":missing");
    expect(ended.status).toBe(1);
    expect(ended.stderr).toContain("manifest unknown");
  });

  test("a stopped registry does not answer", async () => {
    const other = await startRealRegistry();
    expect((await get(`${other.base}/v2/`, direct)).status).toBe(200);
    await other.stop();
    await expect(get(`${other.base}/v2/`, direct)).rejects.toThrow("ECONNREFUSED");
  });

  test("a registry that cannot start reports why", async () => {
    const tls = { certificate: "no certificate", key: "no key" };
    await expect(startRealRegistry({ tls })).rejects.toThrow(/ended with 1.*tls: failed to find/s);
  });
});

describe.skipIf(!areInstalled && !realProgramsRequired)("authentication", () => {
  test("alice with her password", async () => {
    const registry = await startRealRegistry({ auth: { htpasswd: alice.htpasswd } });
    const { username, password, authorization } = alice;
    const { digest } = await pushImage(registry.base, repository, {
      tags: ["latest"],
      authorization,
    });
    const inspect = (...credentials: readonly string[]): ReturnType<typeof skopeo> =>
      skopeo([
        "inspect",
        "--tls-verify=false",
        ...credentials,
        `docker://${registry.host}/${repository}`,
      ]);
    expect((await inspect("--creds", `${username}:${password}`)).found["Digest"]).toBe(digest);
    for (const credentials of [["--creds", "alice:guess"], []]) {
      const { ended } = await inspect(...credentials);
      expect(ended.stderr).toMatch(/authentication required|unauthorized/i);
    }
    await registry.stop();
  });

  describe("with a token", () => {
    let tokens: TokenServer;
    let registry: RealRegistry;
    const credentials = { username: "bob", password: "t0ken" };
    const scope = `repository:${repository}:pull`;

    beforeAll(async () => {
      tokens = await startTokenServer({ credentials, refreshToken: "a-refresh-token" });
      registry = await startRealRegistry({ auth: { token: tokens } });
    });
    afterAll(async () => {
      await registry.stop();
      await tokens.stop();
    });

    const ask = (token: string, name = repository): Promise<number> =>
      get(`${registry.base}/v2/${name}/tags/list`, direct, {
        authorization: `Bearer ${token}`,
      }).then(({ status }) => status);

    test("skopeo gets one with its credentials", async () => {
      const { digest } = await pushImage(registry.base, repository, {
        tags: ["latest"],
        authorization: `Bearer ${tokens.tokenFor(`${scope},push`)}`,
      });
      const { found } = await skopeo([
        "inspect",
        "--tls-verify=false",
        ...["--creds", `${credentials.username}:${credentials.password}`],
        `docker://${registry.host}/${repository}`,
      ]);
      expect(found["Digest"]).toBe(digest);
      expect(tokens.requests.at(-1)).toMatchObject({
        method: "GET",
        parameters: { scope: [scope], service: [tokens.service] },
        authorization: `Basic ${Buffer.from("bob:t0ken").toString("base64")}`,
      });
    });

    test("the registry names the token server, and accepts each token for one repository", async () => {
      const { statusCode, headers, body } = await request(`${registry.base}/v2/`, {
        dispatcher: direct,
      });
      await body.dump();
      expect(statusCode).toBe(401);
      expect(headers["www-authenticate"]).toBe(
        `Bearer realm="${tokens.realm}",service="${tokens.service}"`,
      );
      expect(await ask(tokens.tokenFor(scope))).toBe(200);
      expect(await ask(tokens.tokenFor(scope), "azureml/another")).toBe(401);
      expect(await ask("forged")).toBe(401);
    });

    test.each([
      ["grant_type=refresh_token&refresh_token=a-refresh-token", 200],
      ["grant_type=refresh_token&refresh_token=a-guess", 401],
      ["grant_type=password&username=bob&password=t0ken", 200],
      ["grant_type=password&username=bob&password=a-guess", 401],
    ])("a POST of %s gets %d", async (grant, status) => {
      const { statusCode, body } = await request(tokens.realm, {
        method: "POST",
        dispatcher: direct,
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: `${grant}&service=${tokens.service}&scope=${scope}`,
      });
      const answer = (await body.json()) as { access_token?: string; expires_in?: number };
      expect(statusCode).toBe(status);
      expect(await ask(answer.access_token ?? "none")).toBe(status);
      expect(answer.expires_in).toBe(status === 200 ? 300 : undefined);
    });

    test("a token without a lifetime, over TLS", async () => {
      const authority = await createAuthority();
      const server = await startTokenServer({
        lifetime: null,
        tls: await authority.issue("127.0.0.1"),
      });
      const trusting = new Agent({ connect: { ca: authority.certificate } });
      expect(server.realm).toMatch(/^https:/);
      const { status, body } = await get(`${server.realm}?scope=${scope}`, trusting);
      expect(status).toBe(200);
      expect(Object.keys(JSON.parse(body) as object)).toEqual(["token"]);
      await trusting.close();
      await server.stop();
    });
  });
});

describe.skipIf(!areInstalled && !realProgramsRequired)("TLS", () => {
  let authority: Authority;
  beforeAll(async () => {
    authority = await createAuthority();
  });

  test("skopeo reads what it can verify", async () => {
    const registry = await startRealRegistry({ tls: await authority.issue("127.0.0.1") });
    const { digest } = await pushImage(registry.base, repository, {
      tags: ["latest"],
      ca: authority.certificate,
    });
    const trust = join(location, "trust");
    mkdirSync(trust);
    writeFileSync(join(trust, "ca.crt"), authority.certificate);
    const image = `docker://${registry.host}/${repository}`;
    expect((await skopeo(["inspect", "--cert-dir", trust, image])).found["Digest"]).toBe(digest);
    expect((await skopeo(["inspect", image])).ended.stderr).toContain(
      "x509: certificate signed by",
    );
    await registry.stop();
  });

  test.each([
    ["is over", "issueExpired", "127.0.0.1", "certificate has expired"],
    ["is for another host", "issue", "other.test", "does not match certificate's altnames"],
  ] as const)("no client accepts a certificate that %s", async (_, issue, name, complaint) => {
    const registry = await startRealRegistry({ tls: await authority[issue](name) });
    const agent = new Agent({ connect: { ca: authority.certificate } });
    await expect(get(`${registry.base}/v2/`, agent)).rejects.toThrow(complaint);
    await agent.close();
    await registry.stop();
  });
});

describe.skipIf(!areInstalled && !realProgramsRequired)(
  "the stand-in for Microsoft's registry",
  () => {
    const tags = ["20260601.v1", "20260101.v1", "latest", "10", "9"];
    const sorted = [...tags].sort();
    let registry: RealRegistry;
    let front: MicrosoftFront;
    let agent: ProxyAgent;
    let digest = "";

    beforeAll(async () => {
      registry = await startRealRegistry();
      ({ digest } = await pushImage(registry.base, repository, { tags }));
      front = await startMicrosoftFront(registry.base, {
        names: ["other.test"],
        routes: { "plain.test:80": Number(registry.host.split(":")[1]), "closed.test:443": 1 },
      });
      agent = connectVia(front);
    });
    afterAll(async () => {
      await agent.close();
      await front.stop();
      await registry.stop();
    });
    afterEach(() => {
      front.behave();
    });

    function connectVia(
      { proxy, authority }: MicrosoftFront,
      options: { readonly token?: string; readonly connections?: number } = {},
    ): ProxyAgent {
      return new ProxyAgent({
        uri: proxy.url,
        requestTls: { ca: authority.certificate },
        proxyTunnel: true,
        ...options,
      });
    }
    const list = `https://mcr.microsoft.com/v2/${repository}/tags/list`;
    const tagsOf = (body: string): readonly string[] =>
      (JSON.parse(body) as { tags: string[] }).tags;

    /** A program that is configured by its environment alone. */
    const env = (): Readonly<Record<string, string>> => {
      const { HTTPS_PROXY, NODE_EXTRA_CA_CERTS } = front.environment();
      return { HTTPS_PROXY, SSL_CERT_FILE: NODE_EXTRA_CA_CERTS };
    };

    test("skopeo reaches it as mcr.microsoft.com", async () => {
      const image = `docker://mcr.microsoft.com/${repository}`;
      const { found } = await skopeo(["inspect", image], env());
      expect(found).toMatchObject({ Name: `mcr.microsoft.com/${repository}`, Digest: digest });
      expect(front.proxy.asked.at(-1)).toEqual({
        target: "mcr.microsoft.com:443",
        isAllowed: true,
        authorization: null,
      });
      expect(front.requests).toContainEqual({
        method: "GET",
        host: "mcr.microsoft.com",
        path: `/v2/${repository}/manifests/latest`,
        authorization: null,
      });
    });

    test("Node reaches it as mcr.microsoft.com", async () => {
      const script = `
      const { EnvHttpProxyAgent, request } = require("undici");
      request(${JSON.stringify(list)}, { dispatcher: new EnvHttpProxyAgent() })
        .then(({ body }) => body.text())
        .then((text) => console.log(text));
    `;
      const { stdout, stderr } = await runProgram(process.execPath, ["-e", script], {
        cwd: projectRoot,
        env: front.environment(),
      });
      expect(stderr).toBe("");
      expect([...tagsOf(stdout)].sort()).toEqual(sorted);
    });

    test("forwards a tag list and the request's headers", async () => {
      const before = front.requests.length;
      const { status, link, body } = await get(`${list}?n=2`, agent, { authorization: "Bearer x" });
      expect({ status, link }).toEqual({ status: 200, link: null });
      expect([...tagsOf(body)].sort()).toEqual(sorted);
      expect(front.requests.slice(before)).toEqual([
        {
          method: "GET",
          host: "mcr.microsoft.com",
          path: `/v2/${repository}/tags/list?n=2`,
          authorization: "Bearer x",
        },
      ]);
    });

    test("forwards a 404 and a HEAD", async () => {
      const manifests = `https://mcr.microsoft.com/v2/${repository}/manifests`;
      expect((await get(`${manifests}/missing`, agent)).status).toBe(404);
      const { statusCode, headers, body } = await request(`${manifests}/latest`, {
        method: "HEAD",
        dispatcher: agent,
        headers: { accept: "application/vnd.oci.image.manifest.v1+json" },
      });
      await body.dump();
      expect(statusCode).toBe(200);
      expect(headers["docker-content-digest"]).toBe(digest);
    });

    test("sends pages, of which the last one has no Link", async () => {
      front.pageTags(2);
      const pages = [];
      for (let url: string | null = `${list}?n=1000`; url !== null;) {
        const { body, link }: Awaited<ReturnType<typeof get>> = await get(url, agent);
        pages.push(tagsOf(body));
        const next: string | undefined = /^<(.+)>; rel="next"$/.exec(link ?? "")?.[1];
        url = next === undefined ? null : new URL(next, url).href;
      }
      expect(pages).toEqual([sorted.slice(0, 2), sorted.slice(2, 4), sorted.slice(4)]);
      const { found } = await skopeo(
        ["list-tags", `docker://mcr.microsoft.com/${repository}`],
        env(),
      );
      expect(found["Tags"]).toEqual(sorted);
    });

    test("sends a configured response as often as configured", async () => {
      front.misbehave(/tags\/list$/, {
        kind: "answer",
        status: 429,
        headers: { "retry-after": "7" },
        body: "slowly",
        times: 1,
      });
      const { statusCode, headers, body } = await request(list, { dispatcher: agent });
      expect([statusCode, headers["retry-after"], await body.text()]).toEqual([429, "7", "slowly"]);
      expect((await get(list, agent)).status).toBe(200);
    });

    test("delays and truncates responses", async () => {
      front.misbehave(/tags/, { kind: "delay", milliseconds: 60_000 });
      await expect(
        request(list, { dispatcher: agent, signal: AbortSignal.timeout(200) }),
      ).rejects.toThrow("aborted due to timeout");
      front.misbehave(/tags/, { kind: "delay", milliseconds: 1 });
      expect((await get(list, agent)).status).toBe(200);
      front.misbehave(/tags/, { kind: "cut", where: "before" });
      await expect(get(list, agent)).rejects.toThrow(/closed|ECONNRESET/);
      front.misbehave(/tags/, { kind: "cut", where: "body" });
      const cut = await request(list, { dispatcher: agent });
      expect(cut.statusCode).toBe(200);
      await expect(cut.body.text()).rejects.toThrow();
    });

    test("refuses connections until it behaves", async () => {
      const connected = connectVia(front);
      expect((await get(list, connected)).status).toBe(200);
      front.refuseConnections();
      await expect(get(list, connected)).rejects.toThrow();
      await expect(get(list, connectVia(front))).rejects.toThrow("502");
      await expect(get(`https://127.0.0.1:${front.port}/v2/`, direct)).rejects.toThrow();
      front.behave();
      expect((await get(list, connected)).status).toBe(200);
      await connected.close();
    });

    test("counts connections and the most at once", async () => {
      const other = await startMicrosoftFront(registry.base);
      const [one, many] = [connectVia(other, { connections: 1 }), connectVia(other)];
      await get(list, one);
      await get(list, one);
      expect(other.connections).toEqual({ made: 1, maxAtOnce: 1 });
      other.misbehave(/tags/, { kind: "delay", milliseconds: 300 });
      await Promise.all([get(list, many), get(list, many), get(list, many)]);
      expect(other.connections).toEqual({ made: 4, maxAtOnce: 4 });
      await Promise.all([one.close(), many.close()]);
      await other.stop();
    });

    describe("its proxy", () => {
      test("forwards to the configured names", async () => {
        expect((await get("https://other.test/v2/", agent)).status).toBe(200);
        expect((await get("http://plain.test/v2/", agent)).status).toBe(200);
      });

      test.each([
        ["an unknown name", "https://registry-1.example/v2/", "registry-1.example:443"],
        ["another port", "https://mcr.microsoft.com:444/v2/", "mcr.microsoft.com:444"],
        ["an address", "https://127.0.0.1:9/v2/", "127.0.0.1:9"],
      ])("rejects %s, and records it", async (_, url, target) => {
        await expect(get(url, agent)).rejects.toThrow("502");
        expect(front.proxy.asked.at(-1)).toEqual({ target, isAllowed: false, authorization: null });
      });

      test("rejects a port without a listener", async () => {
        await expect(get("https://closed.test/v2/", agent)).rejects.toThrow("502");
      });

      test("sends no request of its own", async () => {
        const { status } = await get(`${front.proxy.url}/v2/`, direct);
        expect(status).toBe(502);
        expect(front.proxy.asked.at(-1)).toMatchObject({ target: "/v2/", isAllowed: false });
      });

      test("records the hosts of requests", async () => {
        const known = connectVia(front, { token: "Basic cHJveHk6cGFzcw==" });
        await get(list, known);
        expect(front.proxy.asked.at(-1)?.authorization).toBe("Basic cHJveHk6cGFzcw==");
        await known.close();
      });
    });
  },
);

describe("the bundle beside servers of this process", () => {
  test("runs to completion", async () => {
    const { status, stdout, stderr } = await runCli(["--version"], { cwd: location });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^inferlint \d+\.\d+\.\d+\n/);
  });

  test("is killed", async () => {
    const started = startCli(["--version"], { cwd: location });
    started.kill();
    expect(await started.ended).toEqual({ status: null, stdout: "", stderr: "" });
  });

  test("has its own home directory and environment", async () => {
    const show = "console.log(JSON.stringify(process.env))";
    const read = async (env: Readonly<Record<string, string>>): Promise<unknown> => {
      const ended = await runProgram(process.execPath, ["-e", show], { cwd: location, env });
      return JSON.parse(ended.stdout) as unknown;
    };
    const given = (await read({ HOME: location, ADDED: "yes" })) as Record<string, string>;
    expect(given).toMatchObject({
      HOME: location,
      XDG_CACHE_HOME: join(location, ".cache"),
      ADDED: "yes",
    });
    const names = Object.keys(given).filter((name) => !name.startsWith("XDG_"));
    expect(names.sort()).toEqual(["ADDED", "HOME", "PATH"]);
    expect(await read({})).not.toMatchObject({ HOME: process.env["HOME"] });
  });
});
