import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CatalogueData } from "../../src/catalogue/catalogue-data.ts";
import { openCatalogue } from "../../src/catalogue/index.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { startMicrosoftFront, type MicrosoftFront } from "../support/microsoft-front.ts";
import { pushImage, type ImageToPush } from "../support/push-image.ts";
import { realProgramsRequired } from "../support/real-programs.ts";
import {
  realRegistryInstalled,
  startRealRegistry,
  type RealRegistry,
} from "../support/real-registry.ts";
import { runProgram } from "../support/run-cli.ts";
import { frozenCli, projectRoot, type Ended } from "../support/working-copy.ts";
import { Workplace } from "./collect/made-sources.ts";
import { createProject, type Project } from "./project.ts";
import { smallInputs } from "./small-inputs.ts";
import type { Files } from "./scripts.ts";

// collect --online asks a real registry through the product, and build merges what it answers.

const py312 = "azureml/minimal-py312-inference";
const py311 = "azureml/curated/minimal-py311-inference";
const base = "azureml/inference-base-2204";
const ubuntu = (version: string): Pick<ImageToPush, "labels"> => ({
  labels: {
    "org.opencontainers.image.ref.name": "ubuntu",
    "org.opencontainers.image.version": version,
  },
});

describe.skipIf(!realRegistryInstalled && !realProgramsRequired)("a registry that answers", () => {
  let registry: RealRegistry;
  let front: MicrosoftFront;
  let place: Workplace;
  let project: Project;

  beforeAll(async () => {
    registry = await startRealRegistry();
    front = await startMicrosoftFront(registry.base);
    place = new Workplace();
    project = createProject();
    place.repository("azureml-examples").commit("2026-02-02", {
      Dockerfile: `FROM mcr.microsoft.com/${py312}:20260102.v1\n`,
    });
    project.write(smallInputs());
    const env = ["PATH=/bin", "AML_APP_ROOT=/var/azureml-app"];
    const push = (repository: string, tags: readonly string[], more: ImageToPush) =>
      pushImage(registry.base, repository, { tags, user: "dockeruser", env, ...more });
    await push(py312, ["20251020.v1"], { created: "2025-10-20T10:00:00Z" });
    for (const tag of ["20260203.v1", "20260210.v1", "20260217.v1"])
      await push(py312, [tag], { created: "2026-02-01T10:00:00Z" });
    const newest = { created: "2026-03-01T10:00:00Z", ...ubuntu("22.04") };
    await push(py312, ["20260302.v10", "latest"], newest);
    await push(py311, ["1", "2", "4", "latest"], newest);
    await push(base, ["20260101.v1", "latest"], newest);
  }, 60_000);
  afterAll(async () => {
    await front.stop();
    await registry.stop();
    place.remove();
    rmSync(project.directory, { recursive: true });
  });

  const inputs = (): string => join(project.directory, "inputs");
  const text = (path: string): string => readFileSync(join(project.directory, path), "utf8");
  const data = (): Pick<Files, "images" | "tags"> => ({
    images: JSON.parse(text("data/images.json")) as Files["images"],
    tags: JSON.parse(text("data/tags.json")) as Files["tags"],
  });

  /** What the product reads of minimal-py312-inference from the data. */
  function shownFacts(): Promise<unknown> {
    const [images, tags, digests, cycles] = ["images", "tags", "digests", "release-cycles"].map(
      (name) => JSON.parse(text(`data/${name}.json`)) as unknown,
    );
    const catalogue = openCatalogue({ images, tags, digests, cycles } as CatalogueData);
    const version = { tag: "latest", digest: null };
    return catalogue.repositoryFacts(py312, version, calendarDate("2030-01-01"));
  }

  function collect(): Promise<Ended> {
    const command = ["scripts/facts.mjs", "collect", "--online", "--from", place.sources];
    const local = ["--inputs", inputs(), "--cli", frozenCli, "--pypi", "http://127.0.0.1:9/simple"];
    return runProgram(process.execPath, [...command, ...local], {
      cwd: projectRoot,
      env: front.environment(),
    });
  }

  test("states the system of latest and the newest tags, with its day, and again the same bytes", async () => {
    expect(project.facts("build").status).toBe(0);
    const { status, stderr } = await collect();
    expect([status, stderr.includes("registry:")]).toEqual([0, false]);
    const { repositories } = JSON.parse(text("inputs/collected/registry.json")) as {
      repositories: Record<string, Record<string, { answeredAt: string }>>;
    };
    const day = repositories[py312]?.["mcr.microsoft.com"]?.answeredAt.slice(0, 10) ?? "";

    const { status: built, stdout } = project.facts("build");
    expect(built).toBe(0);
    const { images, tags } = data();
    expect(images["sources"]).toMatchObject({
      "mcr.microsoft.com": { name: "mcr.microsoft.com", asOf: day },
    });
    expect(images.repositories[py312]).toMatchObject({
      user: "dockeruser",
      latest: { os: "ubuntu22.04", env: ["AML_APP_ROOT", "PATH"], asOf: day },
    });
    expect(images.repositories[py311]).toMatchObject({
      newest: { version: 2, day: "2026-02-01", published: { version: 4, day: "2026-03-01" } },
    });
    expect(tags.repositories).toMatchObject({
      [py312]: { "mcr.microsoft.com": "20260210.v1 20260217.v1 20260302.v10" },
      [py311]: { "mcr.microsoft.com": "4=2026-03-01" },
    });
    expect(tags.repositories[base]).not.toHaveProperty(["mcr.microsoft.com"]);
    expect(stdout).toContain(`- \`${py312}\`: 4 more, the newest is 20260302.v10\n`);
    expect(stdout).toContain(`- \`${py311}\`: 1 more, the newest is 4\n`);
    expect(stdout).toContain(
      `\`${py312}\`: OS ubuntu22.04 (before: not known), variables AML_APP_ROOT PATH (before: not known)`,
    );
    expect(stdout).toContain(`- mcr.microsoft.com, ${day} (before: not read)\n`);
    expect(await shownFacts()).toMatchObject({
      os: { value: "ubuntu22.04", source: { name: "mcr.microsoft.com", asOf: day } },
      defaultUser: { value: "dockeruser", confidence: "high" },
    });
    expect(project.facts("build").stdout).toBe("no difference\n");
    expect(project.facts("--check")).toMatchObject({ status: 0, stderr: "" });
  }, 60_000);

  test("is checked: an answered fact that was edited by hand is found", () => {
    const before = text("data/images.json");
    const file = join(project.directory, "data/images.json");
    writeFileSync(
      file,
      before.replace('"latest":{"os":"ubuntu22.04"', '"latest":{"os":"ubuntu24.04"'),
    );
    const { status, stderr } = project.facts("--check");
    writeFileSync(file, before);
    expect(status).toBe(1);
    expect(stderr).toContain(`${py312}: latest is {"os":"ubuntu24.04"`);
  });

  test("contradicts a document: build stops, until decided.yaml has the lines that it prints", async () => {
    const before = text("data/images.json");
    await pushImage(registry.base, base, {
      ...{ tags: ["latest"], created: "2026-03-02T10:00:00Z", user: "root", ...ubuntu("24.04") },
    });
    await collect();
    const stopped = project.facts("build");
    expect([stopped.status, stopped.stdout, text("data/images.json")]).toEqual([1, "", before]);
    expect(stopped.stderr).toContain(
      `the OS of ${base}:latest is ubuntu22.04 in Azure/azureml-assets, ubuntu24.04 in mcr.microsoft.com`,
    );
    expect(stopped.stderr).toContain(
      `the default user of ${base}:latest is dockeruser in Azure/azureml-assets, root in mcr.microsoft.com`,
    );
    const lines = stopped.stderr.slice(stopped.stderr.indexOf("  - change: "));
    const decided = text("inputs/decided.yaml").replace("accept: []", `accept:\n${lines}`);
    writeFileSync(join(inputs(), "decided.yaml"), decided);
    expect(project.facts("build").status).toBe(0);
    expect(data().images.repositories[base]).toMatchObject({ os: "ubuntu22.04" });
    expect(project.facts("--check").status).toBe(0);
  }, 60_000);

  test("is down: what it answered before is kept, and named", async () => {
    const before = text("inputs/collected/registry.json");
    front.refuseConnections();
    const { status, stderr } = await collect();
    front.behave();
    expect(status).toBe(0);
    expect(stderr).toMatch(/^registry: .+: what is recorded is kept$/m);
    expect(text("inputs/collected/registry.json")).toBe(before);
  }, 60_000);
});
