import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { banned } from "../evasion/build-case.ts";
import { runCli } from "../support/run-cli.ts";
import { temporaryDirectory } from "../support/working-copy.ts";

/** Folders with clones, which need not be in a repository themselves. */

const faulty = `FROM ${banned}\nUSER root\n`;

let root: string;
beforeEach(() => {
  root = temporaryDirectory();
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

const run = (args: readonly string[], cwd = "") =>
  runCli([...args, "--as-of", "2026-11-23"], { cwd: join(root, cwd) });

interface Report {
  readonly findings: readonly {
    readonly path: string;
    readonly ruleId: string;
    readonly fingerprint: string;
  }[];
  readonly rules: readonly { readonly id: string; readonly level: string }[];
}

async function report(args: readonly string[], cwd = ""): Promise<Report> {
  const { stdout } = await run(["--format", "json", ...args], cwd);
  return JSON.parse(stdout) as Report;
}

const rootUserOf = ({ findings }: Report) =>
  findings.filter(({ ruleId }) => ruleId === "root-user");

describe("a folder of clones", () => {
  const clones = {
    "one/.git/HEAD": "",
    "one/Dockerfile": faulty,
    "two/.git/HEAD": "",
    "two/Dockerfile": faulty,
  };

  test("is the root of a run: one baseline for all that have none, with different entries", async () => {
    write(clones);
    const { stderr } = await run(["--update-baseline"]);
    expect(stderr).toBe("inferlint: .inferlint-baseline.json: 8 added, 0 removed, 8 in total\n");
    const text = readFileSync(join(root, ".inferlint-baseline.json"), "utf8");
    expect(text).toContain('"path": "one/Dockerfile"');
    expect(text).toContain('"path": "two/Dockerfile"');
    expect((await run([])).status).toBe(0);
    expect(existsSync(join(root, "one/.inferlint-baseline.json"))).toBe(false);
  });

  test("each with its own baseline, which the run in the clone wrote", async () => {
    write(clones);
    for (const clone of ["one", "two"])
      expect((await run(["--update-baseline"], clone)).status).toBe(0);
    expect(await run([])).toMatchObject({ status: 0, stderr: "" });
    expect((await run(["--update-baseline"])).stderr).toBe(
      [
        "inferlint: one/.inferlint-baseline.json: 0 added, 0 removed, 4 in total",
        "inferlint: two/.inferlint-baseline.json: 0 added, 0 removed, 4 in total\n",
      ].join("\n"),
    );
    expect(existsSync(join(root, ".inferlint-baseline.json"))).toBe(false);
    write({ "one/Dockerfile": "FROM scratch\n" });
    expect((await run([])).stderr).toBe(
      "inferlint: note: one/.inferlint-baseline.json: 4 baseline entries are resolved; remove them with --update-baseline.\n",
    );
    expect((await run(["--update-baseline"])).stderr).toContain(
      "one/.inferlint-baseline.json: 0 added, 4 removed, 0 in total\n",
    );
  });

  test("has a configuration that counts in clones without one; nothing above the folder counts", async () => {
    write({
      ...clones,
      ".inferlint.yaml": "rules: { root-user: off }\n",
      "two/.inferlint.yaml": "{}",
    });
    expect(rootUserOf(await report([])).map(({ path }) => path)).toEqual(["two/Dockerfile"]);
    expect(rootUserOf(await report([], "one")).map(({ path }) => path)).toEqual(["Dockerfile"]);
    write({ "below/three/Dockerfile": faulty });
    expect(rootUserOf(await report([], "below"))).toHaveLength(1);
    expect(rootUserOf(await report([".", "../one"], "below"))).toEqual([]);
  });

  test("two clones are checked from a third folder", async () => {
    write({ ...clones, "ci/x": "", "two/.inferlint.yaml": "rules: { root-user: warning }\n" });
    const found = rootUserOf(await report(["../one", "../two"], "ci"));
    expect(found.map(({ path }) => path)).toEqual(["../one/Dockerfile", "../two/Dockerfile"]);
    const { stdout } = await run(["--format", "sarif", "../one", "../two"], "ci");
    expect([...stdout.matchAll(/"uri": "(.*Dockerfile)"/g)].map(([, uri]) => uri)).toContain(
      "two/Dockerfile",
    );
    expect(stdout).not.toContain("../");
  });
});

describe("fingerprints in reports", () => {
  test("have the path from the root of the run, wherever it is started", async () => {
    write({
      ".git/HEAD": "",
      "inner/.git": "gitdir: ../.git/modules/inner\n",
      "inner/Dockerfile": faulty,
      "inner/.inferlint.yaml": "{}\n",
    });
    const [outside] = rootUserOf(await report([]));
    const [inside] = rootUserOf(await report([".", "../inner"], "inner"));
    const [across] = rootUserOf(await report([".", ".."], "inner"));
    expect(outside?.fingerprint).toBe(across?.fingerprint);
    expect(outside?.fingerprint).not.toBe(inside?.fingerprint);
  });
});

test("a path that cannot exist is said as any other that does not", async () => {
  const path = `${"a".repeat(300)}/Dockerfile`;
  const { status, stderr } = await run([path]);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^inferlint: error: a+\/Dockerfile: Cannot be read \(ENAMETOOLONG: /);
});

describe("rules of a report", () => {
  test("are those of all configurations that count", async () => {
    write({
      "a/Dockerfile": faulty,
      "b/Dockerfile": faulty,
      "a/.inferlint.yaml": "rules: { floating-tag: note, eol-os: warning }\n",
      "b/.inferlint.yaml": "rules: { eol-os: off }\n",
    });
    const levels = new Map((await report([])).rules.map(({ id, level }) => [id, level]));
    expect(levels.get("floating-tag")).toBe("note");
    expect(levels.get("eol-os")).toBe("warning");
    const ofB = (await report(["b"])).rules.map(({ id }) => id);
    expect(ofB).not.toContain("eol-os");
    expect(ofB).not.toContain("floating-tag");
  });
});

describe("build.platform", () => {
  test("chooses what is looked up for the files of its configuration", async () => {
    // The catalogue does not know its user.
    const unknown = "mcr.microsoft.com/azureml/new-py312-inference:latest";
    const latest = { digest: `sha256:${"a".repeat(64)}`, created: "2026-11-20", user: "root" };
    const answers = { answeredAt: "2026-11-22T02:00:00Z", tags: ["latest"], images: { latest } };
    const facts = {
      schema: "inferlint.facts/1",
      platform: "linux/arm64",
      repositories: { "azureml/new-py312-inference": { "mcr.microsoft.com": answers } },
    };
    write({
      "facts.json": JSON.stringify(facts),
      "arm/Dockerfile": `FROM ${unknown}\n`,
      "arm/.inferlint.yaml": "build: { platform: linux/arm64 }\n",
      "amd/Dockerfile": `FROM ${unknown}\n`,
    });
    const found = rootUserOf(await report(["--facts", "facts.json"]));
    expect(found.map(({ path }) => path)).toEqual(["arm/Dockerfile"]);
  });
});

describe("inferlint config", () => {
  test("shows the settings of the file, with what the folders above exclude", async () => {
    write({
      ".git/HEAD": "",
      ".inferlint.yaml": "files: { exclude: [third_party] }\nfailOn: note\n",
      "services/.inferlint.yaml": "files: { exclude: [old] }\n",
    });
    const { stdout } = await run(["config", "services/a/Dockerfile"]);
    expect(stdout).toContain(
      "exclude:\n    - old # services/.inferlint.yaml:1:19\n    - third_party # .inferlint.yaml:1:19\n",
    );
    expect(stdout).toContain("failOn: error # default\n");
    expect((await run(["config", "Dockerfile"])).stdout).toContain(
      "failOn: note # .inferlint.yaml",
    );
  });
});

describe("a file of --output in a run that could not check everything", () => {
  test("is written if it is new, and says so", async () => {
    write({ Dockerfile: faulty });
    const args = ["--format", "sarif", "--output", "new.sarif", ".", "missing"];
    expect(await run(args)).toMatchObject({
      status: 2,
      stderr: "inferlint: error: missing: No such file or directory.\n",
    });
    const text = readFileSync(join(root, "new.sarif"), "utf8");
    expect(text).toContain('"executionSuccessful": false');
    expect(text).toContain('"ruleId": "root-user"');
    const again = await run(args);
    expect(again.stderr).toContain("new.sarif was not changed");
    expect(readFileSync(join(root, "new.sarif"), "utf8")).toBe(text);
    expect((await run(["--format", "json", "-o", "/dev/null", "missing"])).stderr).not.toContain(
      "was not changed",
    );
  });
});
