import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OnlineWorld } from "../support/online-world.ts";
import { startOnlineWorld } from "../support/online-world.ts";
import { pushImage } from "../support/push-image.ts";
import { realProgramsRequired } from "../support/real-programs.ts";
import type { RealRegistry } from "../support/real-registry.ts";
import { alice, realRegistryInstalled, startRealRegistry } from "../support/real-registry.ts";
import type { TokenServer } from "../support/token-server.ts";
import { startTokenServer } from "../support/token-server.ts";

// A mirror that requires credentials, and a stand-in for Microsoft's registry: which requests each of them gets.

const py312 = "azureml/minimal-py312-inference";
const copied = `mcr/${py312}`;

interface Report {
  readonly findings: readonly { readonly ruleId: string; readonly message: string }[];
  readonly notifications: readonly { readonly id: string; readonly message: string }[];
}

describe.skipIf(!realRegistryInstalled && !realProgramsRequired)("a mirror", () => {
  let world: OnlineWorld;
  let basic: RealRegistry | null = null;
  let bearer: RealRegistry | null = null;
  let tokens: TokenServer;

  beforeAll(async () => {
    world = await startOnlineWorld();
    basic = await startRealRegistry({ auth: { htpasswd: alice.htpasswd } });
    tokens = await startTokenServer({ credentials: alice, refreshToken: "refresh-me" });
    bearer = await startRealRegistry({ auth: { token: tokens } });
    const fresh = { created: "2026-11-01T00:00:00Z", user: "dockeruser" };
    const frozen = { created: "2026-01-01T00:00:00Z", user: "dockeruser" };
    await pushImage(world.registry.base, py312, { tags: ["latest", "20261101.v1"], ...fresh });
    const image = { tags: ["latest", "20260101.v1"], ...frozen };
    await pushImage(basic.base, copied, { ...image, authorization: alice.authorization });
    const authorization = `Bearer ${tokens.tokenFor(`repository:${copied}:pull,push`)}`;
    await pushImage(bearer.base, copied, { ...image, authorization });
  }, 60_000);
  beforeEach(() => {
    world.reset();
  });
  afterAll(async () => {
    await world.stop();
    for (const registry of [basic, bearer]) await registry?.stop();
    await tokens.stop();
  });

  const lint = async (
    mirror: RealRegistry | null,
    env: Readonly<Record<string, string>>,
    tag = "",
  ): Promise<Report & { readonly all: string }> => {
    const { host = "" } = mirror ?? {};
    const entry = `{ prefix: "${host}/mcr/azureml", for: mcr.microsoft.com/azureml }`;
    world.write(".inferlint.yaml", `images: { mirrors: [${entry}] }\n`);
    world.write("Dockerfile", `FROM ${host}/${copied}${tag}\n`);
    const args = ["lint", "--online", "--no-cache", "--format", "json"];
    const { stdout, stderr } = await world.run(args, env);
    return { ...(JSON.parse(stdout) as Report), all: `${stdout}${stderr}` };
  };
  const atHome = (path: string, text: string): string => {
    const file = join(world.home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const allowed = (mirror: RealRegistry | null) => ({
    INFERLINT_REGISTRY_HOST: mirror?.host ?? "",
    INFERLINT_REGISTRY_INSECURE: "true",
  });
  const frozen = [
    expect.stringMatching(/^'.*' was published on 2026-01-01; .* before Microsoft's own latest, /),
  ];
  const messages = ({ findings }: Report): readonly string[] =>
    findings.filter(({ ruleId }) => ruleId === "stale-tag").map(({ message }) => message);

  test("whose host is not allowed is not contacted; Microsoft's registry is", async () => {
    world.asked();
    const report = await lint(basic, {}, ":20261101.v1");
    expect(report.notifications).toEqual([]);
    expect(report.findings).toEqual([]);
    expect(world.asked()).toEqual([`GET /v2/${py312}/tags/list`]);
    // The mirror has a tag that Microsoft's registry does not have.
    const other = await lint(basic, {}, ":20260101.v1");
    expect(other.findings.map(({ ruleId }) => ruleId)).toContain("unknown-tag");
  });

  test("without credentials: denied, and the age comes from Microsoft's registry", async () => {
    const report = await lint(basic, allowed(basic), ":20260101.v1");
    expect(report.notifications).toMatchObject([{ id: "registry-denied" }]);
    expect(messages(report)).toEqual([
      expect.stringContaining("latest, which is from 2026-11-01)."),
    ]);
  });

  test.each<readonly [string, () => Readonly<Record<string, string>>]>([
    [
      "variables",
      () => ({
        INFERLINT_REGISTRY_USERNAME: alice.username,
        INFERLINT_REGISTRY_PASSWORD: alice.password,
      }),
    ],
    [
      "Docker's config.json",
      () => {
        const auth = Buffer.from(`${alice.username}:${alice.password}`).toString("base64");
        const auths = { [`http://${basic?.host ?? ""}/v2/`]: { auth } };
        atHome(".docker/config.json", JSON.stringify({ auths }));
        return {};
      },
    ],
    [
      "a credential helper",
      () => {
        atHome(".docker/config.json", JSON.stringify({ credsStore: "kept" }));
        const answer = JSON.stringify({ Username: alice.username, Secret: alice.password });
        const helper = atHome("bin/docker-credential-kept", `#!/bin/sh\necho '${answer}'\n`);
        chmodSync(helper, 0o755);
        return { PATH: `${dirname(helper)}:${process.env["PATH"] ?? ""}` };
      },
    ],
  ])("with credentials by %s: its outdated latest is stale", async (_, prepare) => {
    const report = await lint(basic, { ...allowed(basic), ...prepare() });
    expect(report.notifications).toEqual([]);
    expect(messages(report)).toEqual(frozen);
    expect(report.all).not.toContain(alice.password);
    expect(world.front.requests.filter(({ authorization }) => authorization !== null)).toEqual([]);
  });

  test("with credentials in the user's own configuration", async () => {
    const { host = "" } = basic ?? {};
    const { username, password } = alice;
    atHome(
      ".config/inferlint/config.yaml",
      `registries:\n  - { host: "${host}", insecure: true, username: ${username}, password: ${password} }\n`,
    );
    expect(messages(await lint(basic, {}))).toEqual(frozen);
  });

  test("with wrong credentials: denied", async () => {
    const report = await lint(basic, {
      ...allowed(basic),
      INFERLINT_REGISTRY_USERNAME: alice.username,
      INFERLINT_REGISTRY_PASSWORD: "hunter2",
    });
    expect(report.notifications).toMatchObject([{ id: "registry-denied" }]);
    expect(report.all).not.toContain("hunter2");
  });

  describe("behind a token server", () => {
    const credentials = {
      INFERLINT_REGISTRY_USERNAME: alice.username,
      INFERLINT_REGISTRY_PASSWORD: alice.password,
    };

    test("that is not allowed: it is not contacted", async () => {
      const before = tokens.requests.length;
      const report = await lint(bearer, { ...allowed(bearer), ...credentials });
      expect(report.notifications).toMatchObject([{ id: "registry-denied" }]);
      expect(tokens.requests.length).toBe(before);
    });

    test("that is allowed: one token for the repository", async () => {
      const before = tokens.requests.length;
      const env = { ...allowed(bearer), ...credentials, INFERLINT_REGISTRY_REALM: tokens.realm };
      const report = await lint(bearer, env);
      expect(report.notifications).toEqual([]);
      expect(messages(report)).toEqual(frozen);
      // A token takes one request for each repository, for any number of lookups.
      expect(tokens.requests.slice(before)).toMatchObject([
        { parameters: { scope: [`repository:${copied}:pull`] } },
      ]);
    });

    test("with an identity token of Docker", async () => {
      const auths = { [bearer?.host ?? ""]: { identitytoken: "refresh-me" } };
      atHome(".docker/config.json", JSON.stringify({ auths }));
      const env = { ...allowed(bearer), INFERLINT_REGISTRY_REALM: tokens.realm };
      const report = await lint(bearer, env);
      expect(report.notifications).toEqual([]);
      expect(messages(report)).toEqual(frozen);
      expect(report.all).not.toContain("refresh-me");
    });
  });

  test("of another registry is not contacted, even if the configuration names it", async () => {
    const { host = "" } = basic ?? {};
    const image = { tags: ["v1", "secret-project"], authorization: alice.authorization };
    await pushImage(basic?.base ?? "", "payroll/merger", image);
    world.write(
      ".inferlint.yaml",
      `images:\n  include: ["**"]\n  mirrors: [{ prefix: "${host}/payroll", for: mcr.microsoft.com/azureml }]\n`,
    );
    world.write("Dockerfile", `FROM ${host}/payroll/merger:nope\n`);
    const { stdout, stderr } = await world.run(["lint", "--online", "--no-cache"], {
      ...allowed(basic),
      INFERLINT_REGISTRY_USERNAME: alice.username,
      INFERLINT_REGISTRY_PASSWORD: alice.password,
    });
    expect(`${stdout}${stderr}`).not.toContain("secret-project");
    expect(stdout).toContain("mcr.microsoft.com has no such repository");
  });

  test("alone, without Microsoft's registry: the age is unverified", async () => {
    world.front.refuseConnections();
    const report = await lint(basic, {
      ...allowed(basic),
      INFERLINT_REGISTRY_USERNAME: alice.username,
      INFERLINT_REGISTRY_PASSWORD: alice.password,
    });
    expect(report.notifications).toMatchObject([{ id: "registry-unreachable" }]);
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(["unverified-tag"]);
  });

  test.each([
    [{ INFERLINT_REGISTRY_USERNAME: "x" }, /INFERLINT_REGISTRY_HOST/],
    [{ INFERLINT_REGISTRY_HOST: "https://x.test/" }, /INFERLINT_REGISTRY_HOST/],
  ])("%j is a usage error", async (env, message) => {
    world.write("Dockerfile", "FROM scratch\n");
    const { status, stderr } = await world.run(["lint", "--online"], env);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });
});
