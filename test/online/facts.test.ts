import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { JsonReportV1 } from "../../src/report/json/schema.ts";
import type { ImageReportV1, ImagesReportV1 } from "../../src/report/image/schema.ts";
import type { OnlineWorld } from "../support/online-world.ts";
import { startOnlineWorld } from "../support/online-world.ts";
import type { JsonReportV1 as Report } from "../../src/report/json/schema.ts";
import type { ImageToPush } from "../support/push-image.ts";
import { pushImage } from "../support/push-image.ts";
import { realProgramsRequired } from "../support/real-programs.ts";
import { realRegistryInstalled } from "../support/real-registry.ts";

// facts update with a real registry, then the same files without a network.

const mcr = "mcr.microsoft.com";
const py312 = "azureml/minimal-py312-inference";
const py311 = "azureml/curated/minimal-py311-inference";
const unheardOf = "azureml/unheard-of-inference";

describe.skipIf(!realRegistryInstalled && !realProgramsRequired)("facts", () => {
  let world: OnlineWorld;
  let digest = "";
  const secret = "5bd1f9-the-value-of-a-variable";

  beforeAll(async () => {
    world = await startOnlineWorld();
    const env = ["PATH=/bin", "AML_APP_ROOT=/var/azureml-app", `TOKEN=${secret}`];
    const push = (
      repository: string,
      tag: string,
      created: string | null,
      user = "dockeruser",
      more: Pick<ImageToPush, "env" | "labels"> = {},
    ) => pushImage(world.registry.base, repository, { tags: [tag], created, user, env, ...more });
    await push(py312, "20260101.v1", "2026-01-01T10:00:00Z");
    await push(py312, "20260501.v1", "2026-05-01T10:00:00Z");
    await push(py312, "latest", "2026-10-31T23:59:59Z");
    await push(py311, "7", "2026-04-30T10:00:00Z", "root");
    await push(py311, "58", null);
    ({ digest } = await push(py311, "latest", "2026-11-01T10:00:00Z"));
    await push(unheardOf, "20261101.v1", "2026-11-01T10:00:00Z", "0");
    await push(unheardOf, "20261102.v1", "2026-11-02T10:00:00Z", "dockeruser", {
      env: ["CUDA_VERSION=11.8.0", "AZUREML_CONDA_ENVIRONMENT_PATH=/azureml-envs/own"],
      labels: {
        "org.opencontainers.image.ref.name": "ubuntu",
        "org.opencontainers.image.version": "20.04",
      },
    });
    await push(unheardOf, "latest", "1970-01-01T00:00:00Z");
  }, 60_000);
  beforeEach(() => {
    world.reset();
    const files: Readonly<Record<string, string>> = {
      fresh: `FROM ${mcr}/${py312}:20260501.v1`,
      stale: `FROM ${mcr}/${py312}:20260101.v1`,
      latest: `FROM ${mcr}/${py312}`,
      integer: `FROM ${mcr}/${py311}:7`,
      undated: `FROM ${mcr}/${py311}:58`,
      digest: `FROM ${mcr}/${py311}@${digest}`,
      both: `FROM ${mcr}/${py312}:20250101.v1@${digest}`,
      typo: `FROM ${mcr}/${py312}:20260102.v1`,
      unknown: `FROM ${mcr}/azureml/minimal-py310-inference:latest`,
      root: `FROM ${mcr}/${unheardOf}:20261101.v1`,
      twinless: `FROM ${mcr}/${unheardOf}:20260510.v1`,
      labelled: `FROM ${mcr}/${unheardOf}:20261102.v1`,
      copy: `FROM python:3.12\nCOPY --from=${mcr}/${py311}:7 /a /a`,
      arg: `ARG TAG=20260101.v1\nFROM ${mcr}/${py312}:$TAG`,
      set: `FROM ${mcr}/${py312}:20260501.v1\nUSER $AML_APP_ROOT`,
      unset: `FROM ${mcr}/${py312} AS base\nFROM base\nUSER $APP_USER`,
    };
    for (const [name, text] of Object.entries(files))
      world.write(`${name}/Dockerfile`, `${text}\n`);
  });
  afterAll(() => world.stop());

  const update = ["facts", "update", "--output", "facts.json"];
  const lint = ["lint", "--format", "json", "--rule", "floating-tag=note"];

  test("give offline the same report as the registry, byte for byte except for the source", async () => {
    const updated = await world.run(update);
    expect(updated.stderr).toBe("inferlint: wrote facts about 4 repositories to facts.json\n");
    expect(updated.status).toBe(0);
    const online = await world.run([...lint, "--online", "--no-cache"]);
    expect(online.status).toBe(1);
    const cutOff = await world.runCutOff([...lint, "--facts", "facts.json"]);
    expect(cutOff.stderr).toBe("");
    expect(withoutSource(cutOff.stdout)).toBe(withoutSource(online.stdout));
    const rules = [...online.stdout.matchAll(/"ruleId": "([^"]*)"/g)].map(([, id]) => id);
    for (const rule of [
      "stale-tag",
      "unknown-tag",
      "unverified-image",
      "unverified-tag",
      "root-user",
      "eol-os",
    ])
      expect(rules).toContain(rule);
    expect(cutOff.stdout).toContain(`"source": "${mcr}, by --facts"`);
  });

  test("have the names of the variables that an image sets, and no values", async () => {
    await world.run(update);
    await world.run(["lint", "--online"]);
    const facts = world.read("facts.json");
    expect(facts).toMatch(
      /^ {10}"20260501\.v1": \{ .*"user": "dockeruser", "env": \["AML_APP_ROOT", "PATH", "TOKEN"\] \},$/m,
    );
    expect(facts).not.toContain(secret);
    const cache = join(world.home, ".cache/inferlint");
    const entries = readdirSync(cache).map((name) => readFileSync(join(cache, name), "utf8"));
    expect(entries.join()).toContain('"env":["AML_APP_ROOT","PATH","TOKEN"]');
    expect(entries.join()).not.toContain(secret);
  });

  test("have the operating system, CUDA and conda that its config states", async () => {
    await world.run(update);
    expect(world.read("facts.json")).toMatch(
      /^ {10}"20261102\.v1": \{ .*, "os": "ubuntu20\.04", "cuda": "11\.8\.0", "condaPath": "\/azureml-envs\/own" \}/m,
    );
    const only = [...lint, "--only", "eol-os", "labelled"];
    const online = await world.run([...only, "--online"]);
    world.asked();
    const cached = await world.run([...only, "--online"]);
    expect(world.asked()).toEqual([]);
    const cutOff = await world.runCutOff([...only, "--facts", "facts.json", "--strict"]);
    const { findings, summary } = JSON.parse(online.stdout) as Report;
    expect(findings).toMatchObject([
      {
        ruleId: "eol-os",
        short: expect.stringContaining("Ubuntu 20.04") as string,
        confidence: "high",
      },
    ]);
    expect(summary.coverage.os).toEqual({ known: 1, unknown: 0 });
    expect(cached.stdout).toBe(online.stdout);
    expect(withoutSource(cutOff.stdout)).toBe(withoutSource(online.stdout));
    const offline = JSON.parse((await world.run(only)).stdout) as Report;
    expect(offline.findings).toEqual([]);
    expect(offline.summary.coverage.os).toEqual({ known: 0, unknown: 1 });
    // A file of an older version has none of them.
    const older = world.read("facts.json").replace(/, "(?:os|cuda|condaPath)": "[^"]*"/g, "");
    world.write("facts.json", older);
    const { stdout, stderr } = await world.runCutOff([...only, "--facts", "facts.json"]);
    expect([stderr, (JSON.parse(stdout) as Report).findings]).toEqual(["", []]);
    const shown = await world.runCutOff(["lint", "--facts", "facts.json", "labelled"]);
    expect(shown.stdout).toContain("operating system unknown for 1 image");
  });

  test.each(["set", "unset"])(
    "decide offline what a USER means that depends on the image's variables: %s",
    async (name) => {
      await world.run(update);
      const online = await world.run([...lint, "--online", "--no-cache", "--strict", name]);
      const cutOff = await world.runCutOff([...lint, "--facts", "facts.json", "--strict", name]);
      expect(cutOff.stderr).toBe("");
      expect([withoutSource(cutOff.stdout), cutOff.status]).toEqual([
        withoutSource(online.stdout),
        online.status,
      ]);
    },
  );

  test("of an older version leave the variables open, and nothing else", async () => {
    await world.run(update);
    world.write("facts.json", world.read("facts.json").replace(/, "env": \[[^\]]*\]/g, ""));
    const strict = ["lint", "--facts", "facts.json", "--strict"];
    expect((await world.runCutOff([...strict, "fresh", "digest", "both", "root"])).stderr).toBe("");
    const { status, stderr } = await world.runCutOff([...strict, "set"]);
    expect(status).toBe(2);
    expect(stderr).toContain(
      "error: The facts file has no answer for 1 lookup in 1 repository of mcr.microsoft.com; run inferlint facts update.",
    );
    const { stdout } = await world.runCutOff(["lint", "--facts", "facts.json", "set"]);
    expect(stdout).toContain("root-user");
  });

  test("are the same bytes for the same answers, except for the times", async () => {
    await world.run(update);
    const first = world.read("facts.json");
    await world.run(update);
    const untimed = (text: string): string => text.replace(/"answeredAt": "[^"]*"/g, "");
    expect(untimed(world.read("facts.json"))).toBe(untimed(first));
    expect(first).toMatch(/^ {10}"20260101\.v1",\n {10}"20260501\.v1",\n {10}"latest"$/m);
  });

  test("are looked up again in spite of the cache", async () => {
    await world.run(["lint", "--online"]);
    world.asked();
    await world.run(update);
    expect(world.asked()).toContain(`GET /v2/${py312}/tags/list`);
  });

  test("are conclusive about a tag that the job did not look up", async () => {
    await world.run(update);
    world.write("new/Dockerfile", `FROM ${mcr}/${py312}:20260102.v3\n`);
    world.write("old/Dockerfile", `FROM ${mcr}/${py312}:20260430.v1\n`);
    const args = ["lint", "--facts", "facts.json", "--format", "json", "new", "old"];
    const { stdout } = await world.runCutOff(args);
    const { findings } = JSON.parse(stdout) as { findings: { ruleId: string; path: string }[] };
    expect(findings.map(({ ruleId, path }) => `${path} ${ruleId}`)).toEqual([
      "new/Dockerfile stale-tag",
      "new/Dockerfile unknown-tag",
      "old/Dockerfile unknown-tag",
    ]);
  });

  test("can be set with INFERLINT_FACTS, and not in a repository's configuration", async () => {
    await world.run(update);
    const { stdout } = await world.run(["lint", "stale"], { INFERLINT_FACTS: "facts.json" });
    expect(stdout).toContain("tag from 2026-01-01, oldest supported 2026-04-30\n");
    world.write(".inferlint.yaml", "facts: facts.json\n");
    const { status, stderr } = await world.run(["lint", "stale"]);
    expect(status).toBe(2);
    expect(stderr).toContain(".inferlint.yaml:1:1: facts cannot be set here");
  });

  test("are not changed if a registry does not answer", async () => {
    await world.run(update);
    const before = world.read("facts.json");
    world.front.misbehave(/manifests\/latest/, { kind: "answer", status: 500 });
    const { status, stderr } = await world.run(update);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /warning: mcr\.microsoft\.com did not answer \d lookups? in \d repositor/,
    );
    expect(stderr).toMatch(/error: facts\.json was not written: some lookups failed\n$/);
    expect(world.read("facts.json")).toBe(before);
  });

  test("are not written from an older facts file, which need not exist", async () => {
    const env = { INFERLINT_FACTS: "facts.json" };
    expect((await world.run(update, env)).status).toBe(0);
    const before = world.read("facts.json");
    world.front.refuseConnections();
    const { status, stderr } = await world.run(update, env);
    expect(status).toBe(2);
    expect(stderr).not.toContain("was used instead");
    expect(world.read("facts.json")).toBe(before);
  });

  test("of other platforms are left out, which is not a failure", async () => {
    world.write("arm/Dockerfile", `FROM --platform=linux/arm64 ${mcr}/${py311}:7\n`);
    const { status, stderr } = await world.run([...update, "arm"]);
    expect([status, stderr]).toEqual([
      0,
      "inferlint: wrote facts about 1 repository to facts.json\n",
    ]);
    const strict = ["lint", "--facts", "facts.json", "--strict", "arm"];
    expect((await world.runCutOff(strict)).stderr).toContain(
      "1 lookup in 1 repository of mcr.microsoft.com was skipped: --platform selects another platform",
    );
  });

  test("are not replaced by a file without images", async () => {
    await world.run(update);
    const before = world.read("facts.json");
    world.write("elsewhere/Dockerfile", "FROM python:3.12\n");
    const { status, stderr } = await world.run([...update, "elsewhere"]);
    expect(status).toBe(2);
    expect(stderr).toContain("no file here names an azureml inference image");
    expect(world.read("facts.json")).toBe(before);
    const first = await world.run(["facts", "update", "-o", "new.json", "elsewhere"]);
    expect(first.stderr).toBe("inferlint: wrote facts about 0 repositories to new.json\n");
    expect(first.status).toBe(0);
  });

  test("with a fault are rejected with its position", async () => {
    world.write("facts.json", '{\n  "schema": "inferlint.facts/1",\n  "repositories": []\n}\n');
    const { status, stderr } = await world.runCutOff(["lint", "--facts", "facts.json"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^inferlint: error: facts\.json:3:19: /);
    const missing = await world.runCutOff(["lint", "--facts", "none.json"]);
    expect(missing.status).toBe(2);
    expect(missing.stderr).toBe(
      "inferlint: --facts none.json cannot be read: there is no such file\n",
    );
  });

  test("of more than a week ago give a warning", async () => {
    await world.run(update);
    const later = (days: number): string =>
      new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const lintOn = (day: string) =>
      world.runCutOff(["--as-of", day, "lint", "--facts", "facts.json", "fresh"]);
    expect((await lintOn(later(7))).stderr).toBe("");
    const { stderr } = await lintOn(later(8));
    expect(stderr).toMatch(
      /^inferlint: warning: The newest answer in facts\.json is from [\d-]+, more than 7 days before /,
    );
  });

  test("--strict requires every answer to be in the facts file", async () => {
    world.write("only/Dockerfile", `FROM ${mcr}/${py312}:20260501.v1\n`);
    await world.run([...update, "only"]);
    const strict = ["lint", "--facts", "facts.json", "--strict"];
    expect((await world.runCutOff([...strict, "only"])).status).toBe(0);
    const { status, stderr } = await world.runCutOff([...strict, "integer"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /error: The facts file has no answer for \d lookups? in 1 repository of mcr\.microsoft\.com; run inferlint facts update\. --strict requires an answer to every lookup\.\n/,
    );
  });

  test("--strict does not require answers that no rule depends on", async () => {
    world.write("plain/Dockerfile", `FROM ${mcr}/${unheardOf}:20261101.v1\nUSER app\n`);
    expect((await world.run([...update, "plain"])).status).toBe(0);
    const args = ["--facts", "facts.json", "--strict", "--only", "unknown-tag,root-user", "plain"];
    const { status, stderr } = await world.runCutOff(["lint", ...args]);
    expect([status, stderr]).toEqual([0, ""]);
  });

  test("--strict fails for facts of more than a week ago", async () => {
    await world.run([...update, "typo"]);
    const later = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
    const args = ["--as-of", later, "lint", "--facts", "facts.json", "--strict", "typo"];
    const { status, stderr } = await world.runCutOff([...args, "--only", "unknown-tag"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /error: The recorded answers of mcr\.microsoft\.com to 1 lookup in 1 repository are older than 7 days, the oldest from /,
    );
  });

  test("image --verbose prints each fact with its source and day", async () => {
    const name = `${mcr}/${py311}:7`;
    const show = ["image", "--verbose", name];
    const online = await world.run([...show, "--online", "--no-cache"]);
    expect(online.stdout).toMatch(
      /^mcr\.microsoft\.com\/azureml\/curated\/minimal-py311-inference:7\n/,
    );
    expect(online.stdout).toMatch(/^ {2}operating system +ubuntu22\.04 \(Azure\/azureml-assets/m);
    expect(online.stdout).toMatch(
      /^ {2}default user +root \(mcr\.microsoft\.com, 20\d\d-\d\d-\d\dT[\d:]+Z\)$/m,
    );
    expect(online.stdout).toMatch(
      /^ {2}variables +AML_APP_ROOT, PATH, TOKEN \(mcr\.microsoft\.com, 20[-\dT:]+Z\)$/m,
    );
    expect(online.stdout).not.toContain(secret);
    expect(online.stdout).toMatch(/^ {2}date +2026-04-30 \(mcr\.microsoft\.com, /m);
    expect(online.stdout).toMatch(/^ {2}date of latest +2026-11-01 \(mcr\.microsoft\.com, /m);
    const offline = await world.runCutOff(show);
    expect(offline.stdout).toMatch(
      /^ {2}variables +AZUREML_CONDA_DEFAULT_ENVIRONMENT, .*PATH, and possibly others \(Azure\/azureml-assets@\w+:latest\/environment\/minimal-py311-inference\/context\/Dockerfile, 20/m,
    );
    expect(offline.stdout).toMatch(/^ {2}existence +unknown: no registry was asked/m);
    const json = await world.run(["image", name, "--online", "--format", "json"]);
    const { schema, images } = JSON.parse(json.stdout) as ImageReportV1;
    expect([schema, images[0]?.reference]).toEqual(["inferlint.image/1", name]);
    const { facts = [], findings = [] } = images[0] ?? {};
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(["root-user", "stale-tag"]);
    expect(facts.find(({ fact }) => fact === "date of latest")?.value).toBe("2026-11-01");
  });

  test("image has the findings of lint, with a registry, too", async () => {
    const names = "fresh stale latest integer undated digest both typo unknown root twinless";
    const folders = names.split(" ");
    const references = folders.map((name) =>
      world
        .read(`${name}/Dockerfile`)
        .replace(/^FROM /, "")
        .trim(),
    );
    const online = ["--online", "--no-cache", "--format", "json"];
    const linted = await world.run(["lint", ...online, ...folders]);
    const { findings } = JSON.parse(linted.stdout) as JsonReportV1;
    const named = await world.run(["image", ...online, ...references]);
    const { images } = JSON.parse(named.stdout) as ImageReportV1;
    expect([named.status, named.stderr]).toEqual([linted.status, linted.stderr]);
    for (const [index, folder] of folders.entries()) {
      const own = findings.filter(({ path }) => path === `${folder}/Dockerfile`);
      const texts = (all: (typeof images)[number]["findings"]): readonly string[] =>
        all.map(({ ruleId, level, short }) => `${ruleId} ${level} ${short}`);
      expect(texts(images[index]?.findings ?? []), folder).toEqual(texts(own));
    }
  });

  test("images shows what the registry answers about the images in support", async () => {
    const online = await world.run(["images", "--online", "--no-cache"]);
    expect(online.status).toBe(0);
    const text = online.stdout.replace(/\n {2}/g, " ");
    expect(text).toMatch(/^mcr\S+\/minimal-py312-inference listed .*; user dockeruser$/m);
    expect(text).toMatch(
      /^mcr\S+\/mlflow-py312-inference .*; mcr\.microsoft\.com does not have it$/m,
    );
    await world.run([...update, "latest", "integer"]);
    const facts = await world.runCutOff(["images", "--facts", "facts.json", "--format", "json"]);
    const { images } = JSON.parse(facts.stdout) as ImagesReportV1;
    const own = images.find(({ repository }) => repository === py312);
    expect(own?.facts.find(({ fact }) => fact === "default user")?.source).toBe(
      `${mcr}, by --facts`,
    );
  });

  test.each([
    [["facts"], /facts takes update/],
    [["facts", "uptade"], /did you mean update\?/],
    [["facts", "update"], /needs --output FILE/],
    [["facts", "update", "-o", "f", "--offline"], /--offline is not valid with facts update/],
    [["facts", "update", "-o", "f", "--facts", "g"], /--facts is not valid with facts update/],
    [["facts", "update", "-o", "f", "--strict"], /--strict is not valid with facts update/],
    [["facts", "update", "-o", "f", "-o", "g"], /writes one file, not f and g/],
    [["facts", "update", "-o", "-"], /needs --output FILE/],
    [["facts", "update", "-o", "f", "--fix"], /--fix is not valid with facts update/],
    [["facts", "show"], /use inferlint image --verbose IMAGE/],
  ])("%j is a usage error", async (args, message) => {
    const { status, stderr } = await world.runCutOff(args);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(existsSync(join(world.repository, "f"))).toBe(false);
  });
});

/** A report without the names of sources and the times of answers. */
function withoutSource(text: string): string {
  return text
    .replace(/("source": ".*), by --facts"/g, '$1"')
    .replace(/"facts": (?:null|\{[^}]*\})/, '"facts"')
    .replace(/"(answeredAt|asOf)": "20\d\d-\d\d-\d\d(T[^"]*)?"/g, '"$1"');
}
