import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OnlineWorld } from "../support/online-world.ts";
import { startOnlineWorld } from "../support/online-world.ts";
import { pushImage } from "../support/push-image.ts";
import { realProgramsRequired } from "../support/real-programs.ts";
import { realRegistryInstalled } from "../support/real-registry.ts";

// The bundle, as users run it, with Debian's docker-registry in place of mcr.microsoft.com.

const mcr = "mcr.microsoft.com";
const py312 = "azureml/minimal-py312-inference";
const py311 = "azureml/curated/minimal-py311-inference";
const plain = "azureml/inference-base-2204";
const nameless = "azureml/inference-base-cuda12.4-ubuntu22.04";

interface Finding {
  readonly ruleId: string;
  readonly message: string;
  readonly evidence: readonly Readonly<Record<string, string | null>>[];
}

interface Report {
  readonly findings: readonly Finding[];
  readonly notifications: readonly { readonly id: string; readonly message: string }[];
}

describe.skipIf(!realRegistryInstalled && !realProgramsRequired)("a real registry", () => {
  let world: OnlineWorld;
  const digests: Record<string, string> = {};

  beforeAll(async () => {
    world = await startOnlineWorld();
    const push = async (repository: string, tag: string, rest: object): Promise<void> => {
      const image = { tags: tag.startsWith("@") ? [] : [tag], user: "dockeruser", ...rest };
      const { digest } = await pushImage(world.registry.base, repository, image);
      digests[`${repository}:${tag}`] = digest;
    };
    await push(py312, "20260101.v1", { created: "2026-01-01T10:00:00Z" });
    await push(py312, "20260501.v1", { created: "2026-05-01T10:00:00Z" });
    await push(py312, "latest", { created: "2026-10-31T23:59:59Z" });
    await push(py312, "@old", { created: "2026-02-03T10:00:00Z" });
    await push(py311, "7", { created: "2026-04-30T10:00:00Z", user: "root" });
    await push(py311, "58", { created: "2026-10-01T10:00:00.123456789+02:00" });
    await push(py311, "multi", {
      created: "2026-01-31T10:00:00Z",
      platforms: ["linux/arm64", "linux/amd64", "unknown/unknown"],
    });
    await push(py311, "latest", {
      created: "2026-11-01T10:00:00Z",
      platforms: ["linux/amd64", "linux/arm64"],
    });
    await push(plain, "nocreated", { created: null });
    await push(plain, "epoch", { created: "1970-01-01T00:00:00Z" });
    await push(plain, "20261020.v1", { created: "1970-01-01T00:00:00Z", identity: "twin" });
    await push(plain, "latest", { created: "1970-01-01T00:00:00Z", identity: "twin" });
    await push(plain, "20260301.v1", { created: "2026-03-01T00:00:00Z" });
    await push(nameless, "20200101.v1", { created: "2020-01-01T00:00:00Z" });
  }, 60_000);
  beforeEach(() => {
    world.reset();
  });
  afterAll(() => world.stop());

  const checked = async (dockerfile: string, ...args: readonly string[]): Promise<Report> => {
    world.write("Dockerfile", dockerfile);
    const { status, stdout, stderr } = await world.run([
      ...["lint", "--online", "--no-cache", "--format", "json", ...args, "Dockerfile"],
    ]);
    expect(status, stderr).toBeLessThan(2);
    return JSON.parse(stdout) as Report;
  };
  const about = ["stale-tag", "unverified-tag", "unknown-tag", "root-user"];
  const messagesOf = ({ findings, notifications }: Report): readonly string[] => {
    expect(notifications).toEqual([]);
    return findings
      .filter(({ ruleId }) => about.includes(ruleId))
      .map(({ ruleId, message }) => `${ruleId} ${message}`);
  };

  test.each<readonly [string, string, readonly RegExp[]]>([
    ["a dated tag in the window", `FROM ${mcr}/${py312}:20260501.v1`, []],
    [
      "a dated tag outside of it",
      `FROM ${mcr}/${py312}:20260101.v1`,
      [
        /^stale-tag .* was published on 2026-01-01; Microsoft supports tags from 2026-04-30 on \(6 months before latest, which is from 2026-10-31\)\.$/,
      ],
    ],
    ["latest", `FROM ${mcr}/${py312}`, []],
    [
      "an integer that is stale, with its user",
      `FROM ${mcr}/${py311}:7`,
      [
        /^root-user .* starts as 'root'\./,
        /^stale-tag .*:7' was published on 2026-04-30; Microsoft supports tags from 2026-05-01 on /,
      ],
    ],
    ["an integer that is not", `FROM ${mcr}/${py311}:58`, []],
    [
      "an index",
      `FROM ${mcr}/${py311}:multi`,
      [/^stale-tag .*:multi' was published on 2026-01-31;/],
    ],
    [
      "a tag that is missing",
      `FROM ${mcr}/${py312}:20260102.v1`,
      [/^stale-tag /, /^unknown-tag .* the closest tags are '20260101\.v1', '20260501\.v1'\.$/],
    ],
    [
      "a repository that is missing",
      `FROM ${mcr}/azureml/minimal-py310-inference:latest`,
      [/^unknown-tag .* does not exist: mcr\.microsoft\.com has no such repository\.$/],
    ],
    [
      "epoch in latest: its dated twin counts",
      `FROM ${mcr}/${plain}:20260301.v1\nUSER dockeruser`,
      [/^stale-tag .* supports tags from 2026-04-20 on .*latest, which is from 2026-10-20\)\.$/],
    ],
    ["epoch in the tag", `FROM ${mcr}/${plain}:epoch\nUSER dockeruser`, []],
    ["no created", `FROM ${mcr}/${plain}:nocreated\nUSER dockeruser`, []],
    ["no latest", `FROM ${mcr}/${nameless}:20200101.v1\nUSER dockeruser`, []],
  ])("%s", async (_, dockerfile, expected) => {
    const found = messagesOf(await checked(`${dockerfile}\n`));
    expect(found).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(found[index]).toMatch(pattern);
  });

  test("digests, alone and after a tag", async () => {
    const [old = "", current = ""] = [digests[`${py312}:@old`], digests[`${py312}:latest`]];
    expect(messagesOf(await checked(`FROM ${mcr}/${py312}@${current}\n`))).toEqual([]);
    expect(messagesOf(await checked(`FROM ${mcr}/${py312}@${old}\n`))).toEqual([
      expect.stringMatching(/^stale-tag .* was published on 2026-02-03;/),
    ]);
    expect(messagesOf(await checked(`FROM ${mcr}/${py312}:20260501.v1@${old}\n`))).toEqual([
      expect.stringMatching(/^stale-tag .* was published on 2026-02-03;/),
    ]);
    const gone = `sha256:${"0".repeat(64)}`;
    expect(messagesOf(await checked(`FROM ${mcr}/${py312}@${gone}\n`))).toEqual([
      expect.stringMatching(/^unknown-tag .* has no image with this digest\./),
    ]);
  });

  test("the config is read where USER depends on a variable that only the image can set", async () => {
    const asked = async (user: string): Promise<readonly string[]> => {
      world.asked();
      await checked(`FROM ${mcr}/${py312}:20260501.v1\nUSER ${user}\n`, "--only", "root-user");
      return world.asked().map((request) => request.replace(/sha256:.*/, "DIGEST"));
    };
    expect(await asked("app")).toEqual([]);
    expect(await asked("$APP_USER")).toEqual([
      `GET /v2/${py312}/manifests/20260501.v1`,
      `GET /v2/${py312}/blobs/DIGEST`,
    ]);
  });

  test("evidence names the registry and the time of its answer", async () => {
    const { findings } = await checked(`FROM ${mcr}/${py312}:20260101.v1\n`);
    const evidence = findings.find(({ ruleId }) => ruleId === "stale-tag")?.evidence ?? [];
    const today = new Date().toISOString().slice(0, 10);
    expect(evidence.at(-1)).toEqual({
      fact: "date of latest",
      value: "2026-10-31",
      source: mcr,
      asOf: expect.stringMatching(today.slice(0, 8)) as string,
      answeredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
    });
  });

  test("each platform of an index is an image of its own", async () => {
    world.write("arm.yaml", "build: { platform: linux/s390x }\n");
    world.write("Dockerfile", `FROM ${mcr}/${py311}:multi\n`);
    const { stdout } = await world.run([
      ...["lint", "--online", "--no-cache", "--format", "json", "-c", "arm.yaml", "Dockerfile"],
    ]);
    const { notifications } = JSON.parse(stdout) as Report;
    expect(notifications.map(({ message }) => message)).toEqual([
      expect.stringContaining("it has no image for linux/s390x"),
    ]);
  });

  test("inspect shows day, day of latest, digest and user", async () => {
    world.write("Dockerfile", `FROM ${mcr}/${py311}:7\n`);
    const args = ["inspect", "--online", "--no-cache", "Dockerfile"];
    const { stdout } = await world.run([...args, "--format", "json"]);
    const { files } = JSON.parse(stdout) as { files: { images: object[] }[] };
    const digest = digests[`${py311}:7`];
    expect(files[0]?.images[0]).toMatchObject({
      tag: "7",
      digest,
      tagDate: "2026-04-30",
      latestDate: "2026-11-01",
      defaultUser: "root",
    });
    const { stdout: text } = await world.run(args);
    expect(text).toContain(
      `default user root, support: published, tag from 2026-04-30, latest from 2026-11-01, ${digest ?? ""}`,
    );
    expect(text).toContain("user: the image's default user (root)");
  });

  const config = expect.stringMatching(`^GET /v2/${py312}/blobs/sha256:`) as string;
  const tagAndLatest = [config, `GET /v2/${py312}/manifests/latest`, `GET /v2/${py312}/tags/list`];
  test.each([
    ["three requests", ["--rule", "eol-os=off", "--rule", "support-ending=off"], tagAndLatest],
    // No other source states its operating system.
    [
      "two more for each tag",
      [],
      [
        ...[config, config, config],
        ...["20260101.v1", "20260501.v1", "latest"].map(
          (tag) => `GET /v2/${py312}/manifests/${tag}`,
        ),
        `GET /v2/${py312}/tags/list`,
      ],
    ],
  ])(
    "500 files of one repository with dated tags: %s without a cache, none with one",
    async (_, rules, requests) => {
      for (let i = 0; i < 500; i++)
        world.write(
          `app${i}/Dockerfile`,
          `FROM ${mcr}/${py312}:2026${i % 2 === 0 ? "01" : "05"}01.v1\n`,
        );
      const lint = () => world.run(["lint", "--online", "--format", "json", ...rules]);
      world.asked();
      const cold = await lint();
      expect(cold.status, cold.stderr).toBe(1);
      expect([...world.asked()].sort()).toEqual(requests);
      const warm = await lint();
      expect(world.asked()).toEqual([]);
      expect(warm.stdout).toBe(cold.stdout);
      const { findings } = JSON.parse(warm.stdout) as Report;
      expect(findings.filter(({ ruleId }) => ruleId === "stale-tag")).toHaveLength(250);
    },
  );

  test("an index takes one more request", async () => {
    const requests = async (tag: string): Promise<number> => {
      world.write("Dockerfile", `FROM ${mcr}/${py311}:${tag}\nUSER dockeruser\n`);
      world.asked();
      // The age of an integer from today: its image alone.
      world.write("today.yaml", "supportWindow: { from: today }\n");
      const args = ["--online", "--no-cache", "--only", "stale-tag", "-c", "today.yaml"];
      const { stderr } = await world.run(["lint", ...args, "Dockerfile"]);
      expect(stderr).toBe("");
      return world.asked().length;
    };
    expect([await requests("58"), await requests("multi")]).toEqual([2, 3]);
  });

  test("without a network", async () => {
    world.write("Dockerfile", `FROM ${mcr}/${py311}:9999\n`);
    world.front.refuseConnections();
    const { stdout } = await world.run(["lint", "--online", "--no-cache", "Dockerfile"]);
    expect(stdout).toMatch(/ note +unverified-image age unknown\n/);
    expect(stdout).toContain("→ Use latest");
  });
});
