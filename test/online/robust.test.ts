import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openFileStore } from "../../src/registry/cache/file-store.ts";
import type { OnlineWorld } from "../support/online-world.ts";
import { startOnlineWorld } from "../support/online-world.ts";
import { pushImage } from "../support/push-image.ts";
import { runCli } from "../support/run-cli.ts";
import { realProgramsRequired } from "../support/real-programs.ts";
import { realRegistryInstalled } from "../support/real-registry.ts";

// Failing registries, load, and killed processes.

const mcr = "mcr.microsoft.com";
const py312 = "azureml/minimal-py312-inference";

interface Report {
  readonly findings: readonly { readonly ruleId: string }[];
  readonly notifications: readonly {
    readonly level: string;
    readonly id: string;
    readonly message: string;
  }[];
}

describe.skipIf(!realRegistryInstalled && !realProgramsRequired)("a real registry", () => {
  let world: OnlineWorld;

  beforeAll(async () => {
    world = await startOnlineWorld();
    const push = (tag: string, created: string) =>
      pushImage(world.registry.base, py312, { tags: [tag], created, user: "dockeruser" });
    await push("20260501.v1", "2026-05-01T10:00:00Z");
    await push("20251020.v1", "2025-10-20T10:00:00Z");
    await push("latest", "2026-10-31T23:59:59Z");
  }, 60_000);
  beforeEach(() => {
    world.reset();
    world.write("Dockerfile", `FROM ${mcr}/${py312}:20251020.v1\n`);
  });
  afterAll(() => world.stop());

  const online = ["lint", "--online", "--format", "json"];
  const reportOf = (stdout: string): Report => JSON.parse(stdout) as Report;

  describe("that does not answer", () => {
    test("is reported once, and the catalogue is used", async () => {
      for (let i = 0; i < 20; i++)
        world.write(`app${i}/Dockerfile`, `FROM ${mcr}/${py312}:20251020.v1\nUSER root\n`);
      world.front.refuseConnections();
      const { status, stdout } = await world.run([...online, "--no-cache"]);
      expect(status).toBe(1);
      const { findings, notifications } = reportOf(stdout);
      expect(notifications).toEqual([
        {
          level: "warning",
          id: "registry-unreachable",
          message: expect.stringMatching(
            /^mcr\.microsoft\.com did not answer 3 lookups in 1 repository: .+\. As far as possible, the catalogue was used instead\.$/,
          ) as string,
        },
      ]);
      expect(findings.filter(({ ruleId }) => ruleId === "unverified-tag")).toHaveLength(21);
    });

    test("is not a failed execution in SARIF", async () => {
      world.front.refuseConnections();
      const { stdout } = await world.run(["lint", "--online", "--no-cache", "--format", "sarif"]);
      const { runs } = JSON.parse(stdout) as {
        runs: {
          invocations: { executionSuccessful: boolean; toolExecutionNotifications: object[] }[];
        }[];
      };
      expect(runs[0]?.invocations[0]?.executionSuccessful).toBe(true);
      expect(runs[0]?.invocations[0]?.toolExecutionNotifications).toMatchObject([
        { descriptor: { id: "registry-unreachable" }, level: "warning" },
      ]);
    });

    test("fails with --strict, and the previous report is not overwritten", async () => {
      writeFileSync(join(world.repository, "report.sarif"), "yesterday");
      world.front.refuseConnections();
      const strict = ["lint", "--online", "--strict", "--no-cache"];
      const { status, stdout, stderr } = await world.run([
        ...[...strict, "--format", "text", "--format", "sarif", "--output", "report.sarif"],
      ]);
      expect(status).toBe(2);
      expect(stderr).toMatch(
        /error: mcr\.microsoft\.com did not answer .* --strict requires an answer to every lookup\.\n/,
      );
      expect(stdout).toContain("unverified-tag");
      expect(world.read("report.sarif")).toBe("yesterday");
      world.front.behave();
      const again = await world.run([
        ...[...strict, "--format", "text", "--format", "sarif", "--output", "report.sarif"],
      ]);
      expect(again.status).toBe(1);
      expect(world.read("report.sarif")).toContain('"version": "2.1.0"');
    });

    test("fails with --strict where only a fix needs it, and no file is fixed", async () => {
      const old = "azureml/minimal-ubuntu20.04-py38-cpu-inference";
      const image = { tags: ["latest"], created: "2026-11-01T00:00:00Z", user: "dockeruser" };
      await pushImage(world.registry.base, old, image);
      world.write("Dockerfile", `FROM ${mcr}/${old}:latest\n`);
      // This file has a possible fix: a newer tag that exists.
      const own = "azureml/inference-base-2204";
      const tags = ["20240101.v1", "20261101.v1", "latest"];
      await pushImage(world.registry.base, own, { ...image, tags });
      world.write("a/Dockerfile", `FROM ${mcr}/${own}:20240101.v1\nUSER dockeruser\n`);
      writeFileSync(join(world.repository, "out.json"), "yesterday");
      world.front.misbehave(new RegExp(`/v2/${py312}/`), { kind: "answer", status: 403 });
      const fixing = ["lint", "--online", "--strict", "--no-cache", "--fix", "--unsafe-fixes"];
      const { status, stderr } = await world.run([
        ...[...fixing, "--format", "json", "--output", "out.json"],
      ]);
      expect(status).toBe(2);
      expect(stderr).toContain("error: mcr.microsoft.com did not answer");
      expect(stderr).toContain("a lookup could not be resolved, and --strict requires all of them");
      expect(world.read("Dockerfile")).toBe(`FROM ${mcr}/${old}:latest\n`);
      expect(world.read("a/Dockerfile")).toContain(":20240101.v1\n");
      expect(world.read("out.json")).toBe("yesterday");
    });

    test("does not list tags, but has the image: every lookup is resolved", async () => {
      world.front.misbehave(/tags\/list/, { kind: "answer", status: 403 });
      const { status, stdout } = await world.run([...online, "--strict", "--no-cache"]);
      expect(reportOf(stdout).notifications).toEqual([]);
      expect(status).toBe(1);
    });

    test("is waited for until --timeout", async () => {
      world.front.misbehave(/./, { kind: "delay", milliseconds: 60_000 });
      const start = performance.now();
      const { status, stdout } = await world.run([...online, "--no-cache", "--timeout", "1.5"]);
      expect(performance.now() - start).toBeLessThan(20_000);
      expect(status).toBe(0);
      expect(reportOf(stdout).notifications).toMatchObject([
        {
          id: "registry-unreachable",
          message: expect.stringContaining("raise it with --timeout") as string,
        },
      ]);
    });

    test("sends Retry-After: throttled", async () => {
      const headers = { "retry-after": "3600" };
      world.front.misbehave(/./, { kind: "answer", status: 429, headers });
      world.asked();
      const { stdout } = await world.run([...online, "--no-cache"]);
      expect(reportOf(stdout).notifications).toMatchObject([{ id: "registry-throttled" }]);
      expect(world.asked().length).toBeLessThanOrEqual(2);
    });

    test("gets a retry after a temporary failure", async () => {
      world.front.misbehave(/manifests/, { kind: "answer", status: 503, times: 2 });
      const { status, stdout } = await world.run([...online, "--no-cache"]);
      expect(reportOf(stdout).notifications).toEqual([]);
      expect(status).toBe(1);
    });

    test("requires credentials that the user does not have: denied", async () => {
      const headers = { "www-authenticate": 'Basic realm="x"' };
      world.front.misbehave(/./, { kind: "answer", status: 401, headers });
      const { stdout } = await world.run([...online, "--no-cache"]);
      expect(reportOf(stdout).notifications).toMatchObject([
        { id: "registry-denied", message: expect.stringContaining("docker login") as string },
      ]);
    });

    test("is replaced by expired responses, with their age", async () => {
      expect((await world.run(online)).status).toBe(1);
      const directory = join(world.home, ".cache/inferlint");
      const old = Date.now() - 30 * 3_600_000;
      const store = openFileStore(directory, () => "aged", Date.now);
      for (const name of readdirSync(directory)) {
        const { key } = JSON.parse(readFileSync(join(directory, name), "utf8")) as { key: string };
        store.write(key, { at: old, value: store.read(key)?.value });
      }
      expect(store.writeProblem()).toBeNull();
      world.front.refuseConnections();
      const { status, stdout } = await world.run(online);
      expect(status).toBe(1);
      const { findings, notifications } = reportOf(stdout);
      expect(findings.map(({ ruleId }) => ruleId)).toContain("stale-tag");
      const answered = new Date(old).toISOString().slice(0, 19);
      expect(notifications).toMatchObject([
        {
          id: "registry-expired",
          message: expect.stringContaining(`the oldest from ${answered}Z`) as string,
        },
      ]);
      const { status: strict } = await world.run([...online, "--strict"]);
      expect(strict).toBe(2);
    });
  });

  describe("under load", () => {
    test("100 repositories with 10 integer tags each: within the request budget, on 6 connections", async () => {
      world.write("Dockerfile", "FROM scratch\n");
      const names = Array.from({ length: 100 }, (_, i) => `azureml/curated/load${i}-inference`);
      for (const [index, name] of names.entries()) {
        const tags = [...Array.from({ length: 10 }, (_, tag) => String(tag + 1)), "latest"];
        await pushImage(world.registry.base, name, {
          ...{ tags, created: "2026-11-01T00:00:00Z", identity: `load${index}`, user: "app" },
        });
        for (const tag of tags.slice(0, 10))
          world.write(`r${index}/t${tag}/Dockerfile`, `FROM ${mcr}/${name}:${tag}\n`);
      }
      const before = world.front.connections.made;
      world.asked();
      const { status, stdout, stderr } = await world.run([...online, "--no-cache"]);
      expect(stderr).toBe("");
      expect(reportOf(stdout).notifications).toEqual([]);
      expect([...new Set(reportOf(stdout).findings.map(({ ruleId }) => ruleId))].sort()).toEqual([
        ...["unlisted-image", "unverified-image"],
      ]);
      expect(status).toBe(0);
      expect(world.asked().length).toBeLessThanOrEqual(2_200);
      expect(world.front.connections.made - before).toBeLessThanOrEqual(6);
      expect(world.front.connections.maxAtOnce).toBeLessThanOrEqual(6);
    }, 120_000);

    test("four processes at once on one cache, and one killed: no entry is lost", async () => {
      for (let i = 0; i < 40; i++)
        world.write(
          `app${i}/Dockerfile`,
          `FROM ${mcr}/azureml/curated/load${i}-inference:1\nFROM ${mcr}/azureml/curated/load${i}-inference:2\n`,
        );
      world.write("Dockerfile", "FROM scratch\n");
      // One process alone, killed after some of its responses.
      const killed = world.start(online);
      const directory = join(world.home, ".cache/inferlint");
      const written = (): number => (existsSync(directory) ? readdirSync(directory).length : 0);
      while (written() < 10) await wait(1);
      killed.kill();
      expect((await killed.ended).status).toBeNull();
      const kept = readdirSync(directory).length;
      expect(kept).toBeGreaterThan(0);
      const running = Array.from({ length: 4 }, () => world.start(online));
      const ended = await Promise.all(running.map((one) => one.ended));
      const [first] = ended;
      for (const { status, stdout } of ended) {
        expect(status).toBe(0);
        expect(reportOf(stdout)).toEqual(reportOf(first?.stdout ?? ""));
      }
      world.asked();
      const { status } = await world.run(online);
      expect(status).toBe(0);
      expect(world.asked()).toEqual([]);
      expect(readdirSync(directory).length).toBeGreaterThan(kept);
    }, 60_000);
  });

  describe("loaded modules", () => {
    const preload = `
      process.on("exit", () => {
        const files = Object.keys(require.cache).map((file) => require("node:path").basename(file));
        process.stderr.write("LOADED " + files.sort().join(" ") + "\\n");
      });
    `;
    const loadedBy = async (args: readonly string[]): Promise<string> => {
      const file = join(world.home, "preload.cjs");
      writeFileSync(file, preload);
      const { stderr } = await world.run(args, { NODE_OPTIONS: `--require ${file}` });
      return /^LOADED (.*)$/m.exec(stderr)?.[1] ?? "";
    };

    test("online with a warm cache: no HTTP client", async () => {
      expect(await loadedBy(["lint", "--online"])).toContain("online.cjs");
      const warm = await loadedBy(["lint", "--online"]);
      expect(warm).toContain("registry-session.cjs");
      expect(warm).not.toContain("online.cjs");
    });

    test("online without a lookup: no HTTP client", async () => {
      world.write("Dockerfile", "FROM python:3.12\n");
      expect(await loadedBy(["lint", "--online"])).not.toContain("online.cjs");
    });
  });

  describe("the cache", () => {
    test("is in the directory that cache path prints, and can be cleared", async () => {
      const { stdout } = await world.runAsItIs(["cache", "path"]);
      expect(stdout).toBe(`${join(world.home, ".cache/inferlint")}\n`);
      await world.run(online);
      expect(readdirSync(stdout.trim()).length).toBeGreaterThan(2);
      const cleared = await world.runAsItIs(["cache", "clear"]);
      expect(cleared.status).toBe(0);
      expect(cleared.stderr).toMatch(/^inferlint: removed \d+ entries from /);
      expect(existsSync(stdout.trim())).toBe(false);
    });

    test("is rejected inside the repository", async () => {
      const { status, stderr } = await world.run([...online, "--cache-dir", "cache"]);
      expect(status).toBe(2);
      expect(stderr).toContain(
        "is inside the repository, where commits could forge cached responses",
      );
      expect(existsSync(join(world.repository, "cache"))).toBe(false);
    });

    test("in a directory that cannot be created is reported once", async () => {
      const { status, stdout } = await world.run([
        ...online,
        "--cache-dir",
        "/proc/inferlint/cache",
      ]);
      expect(status).toBe(1);
      expect(reportOf(stdout).notifications).toMatchObject([{ id: "cache-unusable" }]);
    });

    test("is rejected inside every repository that is checked", async () => {
      const away = { cwd: world.home, env: { HOME: world.home, ...world.front.environment() } };
      const cache = join(world.repository, "cache");
      const args = ["lint", "--online", "--cache-dir", cache, world.repository];
      const { status, stderr } = await runCli(args, away);
      expect(status).toBe(2);
      expect(stderr).toContain(
        "is inside the repository, where commits could forge cached responses",
      );
    });

    test("that cannot be written is reported once", async () => {
      writeFileSync(join(world.home, "file"), "");
      const cache = ["--cache-dir", join(world.home, "file/cache")];
      const { status, stdout } = await world.run([...online, ...cache]);
      expect(status).toBe(1);
      expect(reportOf(stdout).notifications).toMatchObject([{ id: "cache-unusable" }]);
    });
  });

  describe("certificates and proxies", () => {
    const pem = (): string => world.front.environment().NODE_EXTRA_CA_CERTS;

    test("an untrusted certificate is rejected, with the option that helps", async () => {
      const { stdout } = await world.run([...online, "--no-cache"], { NODE_EXTRA_CA_CERTS: "" });
      expect(reportOf(stdout).notifications).toMatchObject([
        { id: "registry-unreachable", message: expect.stringContaining("--ca-file") as string },
      ]);
    });

    test("--ca-file makes it trusted", async () => {
      const args = [...online, "--no-cache", "--ca-file", pem()];
      const { stdout } = await world.run(args, { NODE_EXTRA_CA_CERTS: "" });
      expect(reportOf(stdout).notifications).toEqual([]);
    });

    test("--ca-file without a certificate is a usage error", async () => {
      world.write("empty.pem", "nothing\n");
      const { status, stderr } = await world.run([...online, "--ca-file", "empty.pem"]);
      expect(status).toBe(2);
      expect(stderr).toBe(
        "inferlint: --ca-file empty.pem contains no valid certificates in PEM form\n",
      );
    });

    test("an invalid proxy is a usage error that does not show its password", async () => {
      const { status, stderr } = await world.run(online, {
        HTTPS_PROXY: "socks5://me:hunter2@x:1",
      });
      expect(status).toBe(2);
      expect(stderr).toMatch(/^inferlint: HTTPS_PROXY is not the URL of an HTTP proxy: /);
      expect(stderr).not.toContain("hunter2");
    });

    test("the password of a proxy that does not answer is not shown", async () => {
      const { stdout, stderr } = await world.run([...online, "--no-cache"], {
        HTTPS_PROXY: "http://me:hunter2@127.0.0.1:9",
      });
      expect(reportOf(stdout).notifications).toMatchObject([{ id: "registry-unreachable" }]);
      expect(`${stdout}${stderr}`).not.toContain("hunter2");
    });
  });

  test.each([
    [["--timeout", "5"], /--timeout belongs to --online/],
    [["--no-cache"], /--no-cache belongs to --online/],
    [["--strict"], /--strict is only valid with --online, --facts/],
    [["--online", "--strict", "--offline"], /--strict is only valid with --online, --facts/],
    [["--online", "--timeout", "0"], /--timeout takes seconds, up to 3600, not 0/],
    [["--online", "--timeout", "1h"], /--timeout takes seconds/],
    [["--online", "--no-cache", "--cache-dir", "x"], /exclude each other/],
    [
      ["--online", "--ca-file", "none.pem"],
      /--ca-file none\.pem cannot be read: there is no such file/,
    ],
  ])("%j is a usage error", async (args, message) => {
    const { status, stderr } = await world.run(["lint", ...args]);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });

  test("--offline after --online sends no request", async () => {
    world.asked();
    await world.run(["lint", "--online", "--timeout", "3", "--offline"]);
    expect(world.asked()).toEqual([]);
  });

  test("an invalid user configuration stops the run", async () => {
    mkdirSync(join(world.home, ".config/inferlint"), { recursive: true });
    writeFileSync(join(world.home, ".config/inferlint/config.yaml"), "registry: []\n");
    const { status, stderr } = await world.run(online);
    expect(status).toBe(2);
    expect(stderr).toMatch(/config\.yaml:1:1: unknown key registry/);
  });
});
