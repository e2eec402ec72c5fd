import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";
import { git, temporaryDirectory } from "../support/working-copy.ts";

/** A gate is never off by accident, and says what it is. */

let box: Sandbox;
let outside: string;
beforeEach(() => {
  box = sandbox();
  rmSync(join(box.root, ".git"), { recursive: true });
  git(box.root, "init", "--quiet");
  box.write("Dockerfile", "FROM mcr.microsoft.com/azureml/minimal-py312-inference:latest\n");
  outside = temporaryDirectory();
});
afterEach(() => {
  box.remove();
  rmSync(outside, { recursive: true, force: true });
});

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Writes a file outside of the repository. */
function write(name: string, text: string): string {
  writeFileSync(join(outside, name), text);
  return join(outside, name);
}

const noFacts = '{ "schema": "inferlint.facts/1", "repositories": {} }\n';
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 120\n`;

describe("a variable that is set and empty is exit code 2", () => {
  test.each([
    ["lint", "INFERLINT_POLICY"],
    ["lint", "INFERLINT_FACTS"],
    ["inspect", "INFERLINT_POLICY"],
    ["forecast", "INFERLINT_FACTS"],
    ["config", "INFERLINT_POLICY"],
    ["images", "INFERLINT_FACTS"],
    ["images", "INFERLINT_POLICY"],
  ])("%s, %s", (command, name) => {
    for (const value of ["", " \t"]) {
      const { status, stdout, stderr } = box.run([command], { [name]: value });
      expect(stderr).toBe(
        `inferlint: ${name} is set but empty: set it to the path of a file, or unset it\n`,
      );
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    }
  });

  test("unless an option says what counts, or nothing reads it", () => {
    const env = { INFERLINT_POLICY: "", INFERLINT_FACTS: "" };
    const policy = write("gate.yaml", "failOn: error\n");
    const facts = write("facts.json", noFacts);
    expect(box.run(["lint", "--policy", policy, "--facts", facts], env).status).toBe(0);
    expect(box.run(["rules"], env).status).toBe(0);
    expect(box.run(["config"], { INFERLINT_FACTS: "" }).status).toBe(0);
  });
});

describe("what decides the run lies in the checked repository", () => {
  const said = (name: string, level: string, what: string, option: string): string =>
    `inferlint: ${level}: ${name}: ${option} names a ${what} that git tracks in the checked repository, so that a change to what is checked can change the check: keep it elsewhere.\n`;

  test("is a notification, and exit code 2 with --strict", () => {
    box.write("gate.yaml", "failOn: error\n");
    expect(box.run(["--policy", "gate.yaml"])).toMatchObject({ status: 0, stderr: "" });
    git(box.root, "add", "--all");
    const { status, stderr } = box.run(["--policy", "gate.yaml"]);
    expect(stderr).toBe(said("gate.yaml", "warning", "policy", "--policy"));
    expect(status).toBe(0);
    const strict = box.run(["--strict"], { INFERLINT_POLICY: "gate.yaml" });
    expect(strict.stderr).toBe(said("gate.yaml", "error", "policy", "INFERLINT_POLICY"));
    expect(strict.status).toBe(2);
    expect(box.run(["forecast", "--policy", "gate.yaml", "--strict"]).status).toBe(2);
  });

  test("is exit code 2 for facts and a baseline under a policy", () => {
    const policy = write("gate.yaml", "failOn: error\n");
    box.write("facts.json", noFacts);
    box.write("accepted.json", '{ "schema": "inferlint.baseline/1", "findings": [] }\n');
    const [facts, baseline] = [
      ["--facts", "facts.json"],
      ["--baseline", "accepted.json"],
    ] as const;
    expect(box.run([...facts, "--policy", policy]).status).toBe(0);
    git(box.root, "add", "--all");
    expect(box.run(facts)).toMatchObject({
      ...{ status: 0, stderr: said("facts.json", "note", "facts file", "--facts") },
    });
    expect(box.run([...facts, "--policy", policy])).toMatchObject({
      ...{ status: 2, stderr: said("facts.json", "error", "facts file", "--facts") },
    });
    const named = box.run([...baseline, "--policy", policy]);
    expect(named.stderr).toContain(said("accepted.json", "error", "baseline", "--baseline"));
    expect(named.status).toBe(2);
  });

  test("a configuration that is found is no gate input, one of -c is", () => {
    box.write(".inferlint.yaml", "failOn: error\n");
    git(box.root, "add", "--all");
    expect(box.run([]).stderr).toBe("");
    expect(box.run(["-c", ".inferlint.yaml"]).stderr).toBe(
      said(".inferlint.yaml", "note", "configuration", "--config"),
    );
  });

  test("--strict is an error where it has nothing to be strict about", () => {
    const { status, stderr } = box.run(["--strict"]);
    expect(stderr).toBe(
      "inferlint: --strict is only valid with --online, --facts, --policy, --config, --baseline or --against\n",
    );
    expect(status).toBe(2);
  });
});

describe("what was not read", () => {
  const lfs = "This file is a Git LFS pointer and was not read: run git lfs pull first.";

  test("a Git LFS pointer is a notification, and exit code 2 under a policy", () => {
    box.write("Dockerfile", pointer);
    expect(box.run([])).toMatchObject({
      ...{ status: 0, stderr: `inferlint: warning: Dockerfile: ${lfs}\n` },
    });
    const policy = write("gate.yaml", "failOn: error\n");
    const under = { status: 2, stderr: `inferlint: error: Dockerfile: ${lfs}\n` };
    expect(box.run(["--policy", policy])).toMatchObject(under);
    expect(box.run(["--policy", policy, "Dockerfile"])).toMatchObject(under);
    expect(box.run(["--policy", policy, "--force-exclude", "Dockerfile"])).toMatchObject(under);
    expect(box.run(["inspect", "--policy", policy])).toMatchObject(under);
    expect(box.run(["forecast", "--policy", policy])).toMatchObject(under);
    expect(box.run(["--policy", policy, "--exclude", "Dockerfile"]).status).toBe(0);
    expect(box.runWith(pointer, ["--policy", policy, "-"])).toMatchObject(under);
  });

  test("pointers are counted, of every kind and however they are found", () => {
    rmSync(join(box.root, "Dockerfile"));
    for (const path of ["a.dockerfile", "b.yaml", "c.ipynb", "d.py", "my-dockerfile.old", "named"])
      box.write(path, pointer);
    box.write("build.sh", "docker build -f named .\n");
    // Nothing says that these are Dockerfiles, or that they would be read.
    box.write("LICENSE", pointer);
    box.write("model.onnx", pointer);
    const policy = write("gate.yaml", "failOn: error\n");
    const { status, stderr } = box.run(["--policy", policy]);
    expect(stderr).toBe(
      "inferlint: error: 6 files are Git LFS pointers and were not read: a.dockerfile, b.yaml, c.ipynb, d.py, my-dockerfile.old and named; run git lfs pull first.\n",
    );
    expect(status).toBe(2);
  });

  test("what is too large to be checked is a note", () => {
    box.write("data.json", pointer.replace("size 120", "size 99000000"));
    const policy = write("gate.yaml", "failOn: error\n");
    expect(box.run(["--policy", policy])).toMatchObject({
      ...{ status: 0, stderr: `inferlint: note: data.json: ${lfs}\n` },
    });
  });

  test("a tracked file that the working tree lacks is one, too", () => {
    box.write("a/Dockerfile", "FROM a\n");
    git(box.root, "add", "--all");
    rmSync(join(box.root, "a"), { recursive: true });
    const text =
      "a/Dockerfile: Git tracks this file, which is not in the working tree and was not checked: restore it (git sparse-checkout disable, git restore), or stage its removal (git rm).\n";
    expect(box.run([])).toMatchObject({ status: 0, stderr: `inferlint: note: ${text}` });
    const policy = write("gate.yaml", "failOn: error\n");
    expect(box.run(["--policy", policy])).toMatchObject({
      ...{ status: 2, stderr: `inferlint: error: ${text}` },
    });
    expect(box.run(["--policy", policy, "Dockerfile"]).status).toBe(0);
    const excluding = write("other.yaml", "files: { exclude: [a/**] }\n");
    expect(box.run(["--policy", excluding]).status).toBe(0);
  });
});

describe("policy, configuration and facts are named", () => {
  const origins = (args: readonly string[], folder = "."): Record<string, unknown> =>
    JSON.parse(
      box.runIn(folder, ["--as-of", "2026-11-23", ...args, "-f", "json"]).stdout,
    ) as Record<string, unknown>;

  test("in JSON and SARIF", () => {
    box.write(".inferlint.yaml", "failOn: error\n");
    git(box.root, "add", "--all");
    git(box.root, "commit", "--quiet", "--message=First");
    const commit = git(box.root, "rev-parse", "HEAD");
    const text = "name: contoso-gate\n";
    const policy = { name: "contoso-gate", digest: sha256(text) };
    const facts = { digest: sha256(noFacts), asOf: null };
    const args = ["--policy", write("gate.yaml", text), "--facts", write("facts.json", noFacts)];
    expect(origins(args)).toMatchObject({
      ...{ policy, facts, configuration: ".inferlint.yaml", commit },
    });
    mkdirSync(join(box.root, "sub"));
    expect(origins([...args, ".."], "sub")).toMatchObject({ configuration: "../.inferlint.yaml" });
    const sarif = JSON.parse(box.runIn("sub", [...args, "..", "-f", "sarif"]).stdout) as {
      readonly runs: readonly { readonly properties: object }[];
    };
    expect(sarif.runs[0]?.properties).toMatchObject({
      ...{ policy, facts, configuration: ".inferlint.yaml", commit },
    });
    expect(JSON.stringify(sarif)).not.toContain(outside);
    expect(origins([])).toMatchObject({ policy: null, facts: null });
  });

  test("with every configuration, and of one elsewhere the name alone", () => {
    box.write("a/.inferlint.yaml", "failOn: error\n");
    box.write("a/Dockerfile", "FROM a\n");
    box.write("b/.inferlint.yaml", "failOn: error\n");
    box.write("b/Dockerfile", "FROM a\n");
    expect(origins([])).toMatchObject({
      configuration: "a/.inferlint.yaml",
      configurations: ["a/.inferlint.yaml", "b/.inferlint.yaml"],
      commit: null,
    });
    const elsewhere = origins(["-c", write("mine.yaml", "failOn: error\n")]);
    expect(elsewhere).toMatchObject({ configuration: "mine.yaml" });
    expect(elsewhere).not.toHaveProperty("configurations");
    expect(origins(["--no-config"])).toMatchObject({ configuration: null });
  });

  test("in one line of the text report, only where there is a policy or a facts file", () => {
    const text = "failOn: error\n";
    const policy = write("gate.yaml", text);
    const digest = sha256(text).slice(0, 8);
    expect(box.run(["--policy", policy]).stdout).toMatch(
      new RegExp(
        `\nPolicy gate\\.yaml \\(sha256 ${digest}…\\), catalogue of 2026-\\d\\d-\\d\\d\n$`,
      ),
    );
    const facts = write("facts.json", noFacts);
    expect(box.run(["--facts", facts]).stdout).toMatch(
      new RegExp(`\nFacts \\(sha256 ${sha256(noFacts).slice(0, 8)}…\\), catalogue of `),
    );
    expect(box.run([]).stdout).not.toContain("catalogue of");
    expect(box.run(["--policy", policy, "-q"]).stdout).toBe("");
  });
});

describe("requires of a policy", () => {
  test("the version: exit code 2 in every command that reads it", () => {
    const policy = write("gate.yaml", 'unknown: 1\nrequires: { inferlint: ">=99" }\n');
    for (const command of ["lint", "inspect", "forecast", "config", "images"]) {
      const { status, stderr } = box.run([command, "--policy", policy]);
      expect(stderr).toMatch(
        /:2:24: this policy needs inferlint >=99, and this is \d+\.\d+\.\d+: update inferlint\n$/,
      );
      expect(stderr.split("\n")).toHaveLength(2);
      expect(status).toBe(2);
    }
  });

  test("the days: counted from the newer of catalogue and facts", () => {
    const policy = write("gate.yaml", "requires: { catalogueDays: 90 }\n");
    const on = (day: string, ...args: readonly string[]) =>
      box.run(["lint", "--policy", policy, "--as-of", day, ...args]);
    const [, catalogue = ""] = /catalogue of (.*)\n/.exec(on("2026-09-01").stdout) ?? [];
    const after = (days: number): string =>
      new Date(Date.parse(catalogue) + days * 86_400_000).toISOString().slice(0, 10);
    expect(on(after(90)).status).toBe(0);
    const late = on(after(91));
    expect(late.status).toBe(2);
    expect(late.stdout).toBe("");
    expect(late.stderr).toContain(
      `:1:28: this policy needs facts of the last 90 days, and the newest are of ${catalogue}, 91 days before ${after(91)}: update inferlint, or set --facts to a file of inferlint facts update\n`,
    );
    expect(box.run(["forecast", "--policy", policy, "--as-of", after(91)]).status).toBe(2);
    expect(box.run(["inspect", "--policy", policy, "--as-of", after(91)]).status).toBe(0);
    const answered = JSON.stringify({
      schema: "inferlint.facts/1",
      repositories: {
        "azureml/minimal-py312-inference": {
          "mcr.microsoft.com": { tags: ["latest"], answeredAt: `${after(2)}T00:00:00Z` },
        },
      },
    });
    const facts = write("facts.json", answered);
    expect(on(after(91), "--facts", facts).status).toBe(0);
    expect(on(after(92), "--facts", facts).status).toBe(0);
    expect(on(after(93), "--facts", facts).stderr).toContain(`are of ${after(2)}, 91 days before`);
    const old = on(after(91), "--facts", write("none.json", noFacts));
    expect(old.stderr).toContain(": run inferlint facts update again, or update inferlint\n");
  });
});
