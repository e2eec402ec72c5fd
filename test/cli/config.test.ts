import { mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";

const azureml = "mcr.microsoft.com/azureml";
const ended = `${azureml}/minimal-ubuntu20.04-py38-cpu-inference`;
const current = `${azureml}/minimal-py312-inference`;

let box: Sandbox;
beforeEach(() => {
  box = sandbox();
});
afterEach(() => {
  box.remove();
});

interface Report {
  readonly summary: Readonly<Record<string, number>>;
  readonly findings: readonly {
    readonly ruleId: string;
    readonly level: string;
    readonly path: string;
    readonly suppressed?: { readonly kind: string; readonly justification: string };
  }[];
}

function report(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Report {
  return JSON.parse(box.run(["--format", "json", ...args], env).stdout) as Report;
}

const rulesIn = (args: readonly string[] = []): readonly string[] => [
  ...new Set(report(args).findings.map(({ ruleId }) => ruleId)),
];

describe("which configuration is used", () => {
  const off = (rule: string) => `rules: { ${rule}: off }\n`;
  const all = ["eol-os", "eol-python", "unsupported-image"];

  beforeEach(() => {
    box.write("Dockerfile", `FROM ${ended}\n`);
  });

  test.each([".inferlint.yaml", ".inferlint.yml", ".inferlint.json"])("%s", (name) => {
    box.write(name, name.endsWith("json") ? '{ "rules": { "eol-os": "off" } }' : off("eol-os"));
    expect(rulesIn()).toEqual(all.slice(1));
    expect(rulesIn(["--no-config"])).toEqual(all);
  });

  test("the nearest, up to the root of the repository", () => {
    box.write(".inferlint.yaml", off("eol-os"));
    box.write("sub/Dockerfile", `FROM ${ended}\n`);
    expect(report(["sub"]).findings.map(({ ruleId }) => ruleId)).toEqual(all.slice(1));
    box.write("repo/.git/HEAD", "");
    box.write("repo/Dockerfile", `FROM ${ended}\n`);
    const { stdout } = box.runIn("repo", ["--format", "json"]);
    expect((JSON.parse(stdout) as Report).findings).toHaveLength(3);
    const below = box.runIn("sub", ["--format", "json"]);
    expect((JSON.parse(below.stdout) as Report).findings).toHaveLength(2);
  });

  test("the one given by --config", () => {
    box.write("other.yaml", off("eol-python"));
    box.write(".inferlint.yaml", off("eol-os"));
    expect(rulesIn(["-c", "other.yaml"])).toEqual(["eol-os", "unsupported-image"]);
    expect(box.run(["--config", "nowhere.yaml"])).toEqual({
      status: 2,
      stdout: "",
      stderr: "inferlint: error: nowhere.yaml: there is no such file\n",
    });
    expect(box.run(["-c", "x", "--no-config"]).stderr).toContain("exclude each other");
  });

  test("two are an error", () => {
    box.write(".inferlint.yaml", off("eol-os"));
    box.write(".inferlint.json", "{}");
    expect(box.run([])).toMatchObject({
      status: 2,
      stderr:
        "inferlint: error: .inferlint.json: .inferlint.yaml is in the same directory, and only one configuration is read: delete one\n",
    });
  });

  test("a link is followed, a directory and a FIFO are not read", () => {
    box.write("shared/base.yaml", off("eol-os"));
    symlinkSync("shared/base.yaml", join(box.root, ".inferlint.yaml"));
    expect(rulesIn()).toEqual(all.slice(1));
    rmSync(join(box.root, ".inferlint.yaml"));
    mkdirSync(join(box.root, ".inferlint.yaml"));
    expect(box.run([])).toMatchObject({
      status: 2,
      stderr: "inferlint: error: .inferlint.yaml: it is not a regular file\n",
    });
  });

  test("an invalid one stops the run with all of its problems", () => {
    box.write(".inferlint.yaml", "rules:\n  eol-pyton: off\nfailon: never\n");
    const { status, stdout, stderr } = box.run(["--format", "json"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(
      /^inferlint: error: \.inferlint\.yaml:2:3: .*eol-pyton.*\(did you mean eol-python\?\)\ninferlint: error: \.inferlint\.yaml:3:1: .*failon.*\(did you mean failOn\?\)\n$/,
    );
    expect(box.run(["inspect"]).status).toBe(2);
    expect(box.run(["config"]).status).toBe(2);
  });
});

describe("settings", () => {
  test("levels, options, failOn; the command line beats the file", () => {
    box.write("Dockerfile", `FROM ${current}:20250101.v1\n`);
    box.write(
      ".inferlint.yaml",
      "supportWindow: { months: 15 }\nrules: { stale-tag: warning, floating-tag: error }\n",
    );
    expect(report().findings.map(({ ruleId }) => ruleId)).toEqual(["unverified-tag"]);
    box.write(".inferlint.yaml", "rules: { stale-tag: warning }\nfailOn: warning\n");
    expect(report().findings).toMatchObject([{ ruleId: "stale-tag", level: "warning" }]);
    expect(box.run([]).status).toBe(1);
    expect(box.run(["--fail-on", "error"]).status).toBe(0);
    expect(box.run(["--rule", "stale-tag=off"]).status).toBe(0);
    expect(report(["--rule", "stale-tag=error"]).findings).toMatchObject([{ level: "error" }]);
  });

  test("files, excluded and included; files given explicitly are checked anyway", () => {
    box.write("third_party/x/Dockerfile", `FROM ${ended}\n`);
    box.write("docker/serving.tmpl", `FROM ${ended}\n`);
    box.write(
      ".inferlint.yaml",
      "files: { include: [docker/serving.tmpl], exclude: [third_party] }\n",
    );
    expect([...new Set(report().findings.map(({ path }) => path))]).toEqual([
      "docker/serving.tmpl",
    ]);
    expect(report(["third_party/x/Dockerfile"]).findings).not.toEqual([]);
    expect(report(["--force-exclude", "third_party/x/Dockerfile"]).findings).toEqual([]);
  });

  test("images and mirrors", () => {
    box.write(
      "a/Dockerfile",
      "FROM contoso.azurecr.io/mcr/azureml/minimal-ubuntu20.04-py38-cpu-inference\n",
    );
    box.write("b/Dockerfile", "FROM mcr.microsoft.com/serving/py38:1\n");
    expect(rulesIn()).toEqual(["unofficial-registry"]);
    box.write(
      ".inferlint.yaml",
      'images:\n  include: ["azureml/**", "serving/*"]\n  mirrors: [{ prefix: contoso.azurecr.io/mcr/azureml, for: mcr.microsoft.com/azureml }]\n',
    );
    expect(rulesIn()).toEqual(["eol-os", "eol-python", "unsupported-image", "unverified-image"]);
  });

  test("overrides by file, with build arguments and targets of their own", () => {
    const text = `ARG BASE=scratch\nFROM $BASE AS a\nUSER root\nFROM a AS b\nUSER app\n`;
    for (const folder of ["legacy/x", "new"]) box.write(`${folder}/Dockerfile`, text);
    box.write(
      ".inferlint.yaml",
      `overrides:\n  - files: [legacy/**]\n    rules: { root-user: note }\n    build: { args: { BASE: ${current} }, targets: [a] }\n`,
    );
    expect(report().findings).toMatchObject([
      { path: "legacy/x/Dockerfile", ruleId: "root-user", level: "note" },
    ]);
    expect(report(["--build-arg", "BASE=scratch"]).findings).toEqual([]);
    expect(report(["--target", "b"]).findings).toEqual([]);
  });

  test("every target that a file has is checked", () => {
    box.write(
      "a/Dockerfile",
      `FROM ${current} AS serve\nUSER root\nFROM ${current} AS train\nUSER 0\nFROM scratch\n`,
    );
    box.write("b/Dockerfile", `FROM ${current} AS train\nUSER root\nFROM scratch\n`);
    box.write("c/Dockerfile", `FROM ${current}\nUSER root\n`);
    box.write(".inferlint.yaml", "build: { targets: [serve, train] }\n");
    const { stdout, stderr } = box.run(["--format", "json"]);
    const { findings } = JSON.parse(stdout) as Report;
    expect(findings.map(({ path, ruleId }) => `${path} ${ruleId}`)).toEqual([
      "a/Dockerfile root-user",
      "a/Dockerfile root-user",
      "b/Dockerfile root-user",
      "c/Dockerfile root-user",
    ]);
    expect(stderr).toBe(
      "inferlint: warning: c/Dockerfile: Stage serve not found; using the last stage.\n",
    );
  });

  test("exceptions, and what they do not cover", () => {
    box.write("a/Dockerfile", `FROM ${ended}\n`);
    box.write("b/Dockerfile", `FROM ${ended}\n`);
    const exception = (more: string) =>
      `exceptions:\n  - { rules: [eol-os], reason: approved, ${more} }\n`;
    box.write(".inferlint.yaml", exception("files: [a/**], images: ['azureml/minimal-*']"));
    const covered = report().findings.filter(({ suppressed }) => suppressed);
    expect(covered).toMatchObject([
      {
        path: "a/Dockerfile",
        ruleId: "eol-os",
        suppressed: { kind: "external", justification: "approved" },
      },
    ]);
    expect(report().summary).toMatchObject({ suppressed: 1 });
    for (const more of ["files: [c/**]", "images: ['azureml/curated/**']"]) {
      box.write(".inferlint.yaml", exception(more));
      expect(report().findings.at(0)).toMatchObject({
        path: ".inferlint.yaml",
        ruleId: "unused-suppression",
      });
      // A run on some of the files cannot know what is unused in the others.
      expect(report(["a"]).findings.map(({ ruleId }) => ruleId)).not.toContain(
        "unused-suppression",
      );
    }
    box.write(".inferlint.yaml", exception("until: 2026-11-22"));
    const { stdout } = box.run(["--only", "eol-os,unused-suppression"]);
    expect(stdout).toContain(".inferlint.yaml\n  2:5 ");
    expect(stdout).toMatch(/ warning unused-suppression .*eol-os.*2026-11-22/);
    expect(box.run(["--format", "sarif"]).stdout).toContain('"uri": ".inferlint.yaml"');
  });
});

describe("inferlint config", () => {
  test("shows each value with its place, also for a file, as a valid configuration", () => {
    box.write(
      ".inferlint.yaml",
      "supportWindow:\n  months: 12\nfailOn: warning\noverrides:\n  - { files: [legacy/**], supportWindow: { from: today }, rules: { eol-os: off } }\n",
    );
    const general = box.run(["config"]).stdout;
    expect(general).toContain(
      "supportWindow:\n  months: 12 # .inferlint.yaml:2:11\n  from: latest # default\n",
    );
    expect(general).toContain("failOn: warning # .inferlint.yaml:3:9\n");
    expect(parse(general)).toMatchObject({ rules: { "eol-os": { level: "error" } } });
    const legacy = box.run(["config", "legacy/Dockerfile", "--rule", "eol-python=note"]).stdout;
    expect(legacy).toContain("  from: today # .inferlint.yaml:5:50\n");
    expect(legacy).toContain("  eol-os:\n    level: off # .inferlint.yaml:5:76\n");
    expect(legacy).toContain("  eol-python:\n    level: note # command line\n");
    box.write("again/.inferlint.yaml", general);
    box.write("again/.git/HEAD", "");
    const again = box.runIn("again", ["config"]).stdout;
    expect(parse(again)).toEqual(parse(general));
    const { settings } = JSON.parse(box.run(["config", "--format", "json"]).stdout) as {
      settings: { key: string; value: unknown; source: string; path?: string }[];
    };
    expect(settings.find(({ key }) => key === "supportWindow.months")).toEqual({
      key: "supportWindow.months",
      value: 12,
      source: "configuration",
      path: ".inferlint.yaml",
      region: { startLine: 2, startColumn: 11, endLine: 2, endColumn: 13 },
    });
  });

  test("shows what only a policy sets, and what the policy rejects", () => {
    box.write(".inferlint.yaml", "supportWindow: { months: 12 }\n");
    box.write("org.yaml", "supportWindow: { months: 3 }\nallowLocal: [eol-os]\n");
    const { stdout, stderr } = box.run(["config", "--policy", "org.yaml"]);
    expect(stdout).toContain("  gitignore: false # default\n");
    expect(stdout).toContain("  months: 3 # org.yaml:1:26\n");
    expect(stdout).toContain("allowLocal:\n  - eol-os # org.yaml:2:13\n");
    expect(stderr).toBe(
      "inferlint: warning: .inferlint.yaml:1:26: supportWindow.months is looser than the policy allows; it stays at 3.\n",
    );
    box.write(
      "org.yaml",
      "files: { gitignore: true }\nmaxExceptionDays: 30\nexceptionRules: { reason: ['SEC-*'], maxOpen: 5 }\n",
    );
    const other = box.run(["config", "--policy", "org.yaml"]).stdout;
    expect(other).toContain("  gitignore: true # org.yaml:1:21\n");
    expect(other).toContain("allowLocal: [] # default\nmaxExceptionDays: 30 # org.yaml:2:19\n");
    // Its own output is a policy.
    box.write("org.yaml", other);
    expect(parse(box.run(["config", "--no-config", "--policy", "org.yaml"]).stdout)).toEqual(
      parse(box.run(["config", "--policy", "org.yaml"]).stdout),
    );
  });
});

describe("inferlint init", () => {
  test("writes a valid configuration, once", () => {
    expect(box.run(["init"])).toEqual({
      status: 0,
      stdout: "",
      stderr: "inferlint: wrote .inferlint.yaml; inferlint config shows the settings\n",
    });
    expect(readdirSync(box.root).sort()).toEqual([".git", ".inferlint.yaml"]);
    expect(box.run(["config"]).stdout).toContain("failOn: error # .inferlint.yaml:6:9\n");
    // All examples in it are valid.
    box.write(".inferlint.yaml", box.read(".inferlint.yaml").replaceAll(/^#: /gm, ""));
    expect(box.run(["config"])).toMatchObject({ status: 0, stderr: "" });
    expect(box.run(["init"])).toMatchObject({
      status: 2,
      stderr: "inferlint: .inferlint.yaml already exists: edit it, or delete it first\n",
    });
  });
});

describe("the baseline", () => {
  test("is created, read by default, and only gets smaller without --baseline-add", () => {
    box.write("a/Dockerfile", `FROM ${ended}\n`);
    expect(box.run(["--update-baseline"])).toMatchObject({
      status: 0,
      stderr: "inferlint: .inferlint-baseline.json: 3 added, 0 removed, 3 in total\n",
    });
    const before = box.read(".inferlint-baseline.json");
    expect(box.run([]).stdout).toMatch(/^No findings in 2 files \(.*\), 3 in the baseline/);
    expect(report()).toMatchObject({ summary: { baselined: 3, errors: 0 }, findings: [] });
    box.write("b/Dockerfile", `FROM ${current}:20250101.v1\n`);
    expect(box.run(["--update-baseline"])).toMatchObject({ status: 1 });
    expect(box.read(".inferlint-baseline.json")).toBe(before);
    expect(box.run(["--update-baseline", "--baseline-add"]).stderr).toContain(
      "1 added, 0 removed, 4 in total",
    );
    expect(box.run([]).status).toBe(0);
    box.write("a/Dockerfile", `FROM ${current}\n`);
    expect(box.run([]).stderr).toBe(
      "inferlint: note: .inferlint-baseline.json: 3 baseline entries are resolved; remove them with --update-baseline.\n",
    );
    expect(box.run(["--update-baseline"]).stderr).toContain("0 added, 3 removed, 1 in total");
    expect(box.run(["--update-baseline"]).stderr).toContain("0 added, 0 removed, 1 in total");
  });

  test("has the path that the command line or the configuration sets", () => {
    box.write("a/Dockerfile", `FROM ${ended}\n`);
    expect(box.run(["--baseline", "x.json"])).toMatchObject({
      status: 2,
      stderr:
        "inferlint: the baseline x.json cannot be read: there is no such file; --update-baseline creates it\n",
    });
    expect(box.run(["--baseline", "x.json", "--update-baseline"]).status).toBe(0);
    expect(box.run(["--baseline", "x.json"]).status).toBe(0);
    expect(box.run([]).status).toBe(1);
    box.write("conf/.inferlint.yaml", "baseline: accepted.json\n");
    expect(box.run(["-c", "conf/.inferlint.yaml", "--update-baseline"]).stderr).toContain(
      "conf/accepted.json: 3 added",
    );
    expect(box.run(["-c", "conf/.inferlint.yaml"]).status).toBe(0);
  });

  test("that cannot be used stops the run", () => {
    box.write("Dockerfile", `FROM ${ended}\n`);
    box.write(".inferlint-baseline.json", "{}");
    expect(box.run([])).toMatchObject({
      status: 2,
      stdout: "",
      stderr:
        'inferlint: the baseline .inferlint-baseline.json cannot be used: it is not a baseline of this version, which has "schema": "inferlint.baseline/1"\n',
    });
  });

  test("is neither read from a device nor written through a link", () => {
    box.write("Dockerfile", `FROM ${ended}\n`);
    symlinkSync("/dev/zero", join(box.root, ".inferlint-baseline.json"));
    expect(box.run([])).toMatchObject({
      status: 2,
      stderr:
        "inferlint: the baseline .inferlint-baseline.json cannot be read: it is not a regular file\n",
    });
    rmSync(join(box.root, ".inferlint-baseline.json"));
    box.write("precious", "{}");
    symlinkSync("elsewhere", join(box.root, ".inferlint-baseline.json"));
    expect(box.run(["--update-baseline"])).toMatchObject({
      status: 2,
      stderr:
        "inferlint: the baseline .inferlint-baseline.json is a symbolic link; name its target instead\n",
    });
    expect(readdirSync(box.root)).not.toContain("elsewhere");
  });

  test("distinguishes files with the same path in two repositories", () => {
    for (const folder of ["one", "two"]) {
      box.write(`${folder}/.git/HEAD`, "");
      box.write(`${folder}/Dockerfile`, `FROM ${ended}\n`);
    }
    box.write("two/Dockerfile", `FROM ${current}\n`);
    expect(box.run(["--update-baseline"]).stderr).toContain("3 added");
    box.write("two/Dockerfile", `FROM ${ended}\n`);
    expect(report().findings.map(({ path }) => path)).toEqual(Array(3).fill("two/Dockerfile"));
  });

  test("is not changed if something could not be checked", () => {
    box.write("Dockerfile", `FROM ${ended}\n`);
    box.run(["--update-baseline"]);
    box.write("Dockerfile", `FROM ${current}\n`);
    const before = box.read(".inferlint-baseline.json");
    expect(box.run(["--update-baseline", ".", "nowhere"])).toMatchObject({ status: 2 });
    expect(box.read(".inferlint-baseline.json")).toBe(before);
  });

  test("in SARIF: accepted findings are left out, or marked", () => {
    box.write("Dockerfile", `FROM ${ended}\n`);
    box.run(["--update-baseline"]);
    box.write("Dockerfile", `# inferlint: ignore[eol-os] -- why\nFROM ${ended}\nUSER root\n`);
    interface Log {
      readonly runs: readonly [
        {
          readonly results: readonly {
            readonly ruleId: string;
            readonly suppressions?: readonly object[];
            readonly baselineState?: string;
          }[];
        },
      ];
    }
    const log = (...args: string[]) =>
      (JSON.parse(box.run(["--format", "sarif", ...args]).stdout) as Log).runs[0].results;
    expect(log().map(({ ruleId }) => ruleId)).toEqual(["root-user"]);
    expect(log("--show-suppressed")).toMatchObject([
      {
        ruleId: "eol-os",
        baselineState: "new",
        suppressions: [
          {
            kind: "inSource",
            status: "accepted",
            justification: "why",
            location: {
              physicalLocation: {
                artifactLocation: { uri: "Dockerfile", uriBaseId: "%SRCROOT%" },
                region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 35 },
              },
            },
          },
        ],
      },
      { ruleId: "eol-python", baselineState: "unchanged", suppressions: [] },
      { ruleId: "unsupported-image", baselineState: "unchanged", suppressions: [] },
      { ruleId: "root-user", baselineState: "new", suppressions: [] },
    ]);
  });
});
