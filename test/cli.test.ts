import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { azureCommands, githubCommands } from "./support/log-commands.ts";
import {
  multitoolSkipped,
  validateWithAjv,
  validateWithJsonschema,
} from "./support/sarif-validators.ts";
import { frozenBundle, frozenCli } from "./support/working-copy.ts";

const root = mkdtempSync(join(tmpdir(), "inferlint-cli-"));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const bad = "FROM mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:latest\n";
const clean = "FROM mcr.microsoft.com/azureml/minimal-py312-inference:latest\n";
const day = ["--as-of", "2026-11-23"];

let count = 0;
let cwd = root;
beforeEach(() => {
  cwd = join(root, String(count++));
  mkdirSync(cwd);
});

function write(path: string, text: string): void {
  mkdirSync(join(cwd, path, ".."), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

interface Options {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function run(args: readonly string[], { input = "", env = {} }: Options = {}) {
  const { PATH = "" } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [frozenCli, ...args], {
    cwd,
    input,
    encoding: "utf8",
    env: { PATH, ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

interface Report {
  readonly summary: Readonly<Record<string, number>>;
  readonly asOf: string;
  readonly findings: readonly {
    readonly ruleId: string;
    readonly level: string;
    readonly path: string;
  }[];
  readonly notifications: readonly { readonly id: string; readonly level: string }[];
}

function report(args: readonly string[], options: Options = {}): Report {
  return JSON.parse(run(["--format", "json", ...day, ...args], options).stdout) as Report;
}

describe("exit codes", () => {
  test("0 clean, 1 findings", () => {
    write("good/Dockerfile", clean);
    write("bad/Dockerfile", bad);
    expect(run([...day, "good"])).toMatchObject({ status: 0, stderr: "" });
    expect(run([...day, "bad"]).status).toBe(1);
    expect(run([...day]).status).toBe(1);
  });

  test.each([
    ["error", bad, 1],
    ["never", bad, 0],
    ["error", "ARG B\nFROM $B\n", 0],
    ["note", "ARG B\nFROM $B\n", 1],
    ["warning", "ARG B\nFROM $B\n", 0],
  ])("--fail-on %s on %j: %i", (level, text, status) => {
    write("Dockerfile", text);
    expect(run([...day, "--fail-on", level]).status).toBe(status);
  });

  test("--exit-zero turns 1 into 0, and leaves 2 as it is", () => {
    write("Dockerfile", bad);
    expect(run([...day, "--exit-zero"])).toMatchObject({ status: 0, stderr: "" });
    expect(run([...day, "--exit-zero"]).stdout).toEqual(run(day).stdout);
    expect(run([...day, "--exit-zero", "Dockerfile", "nowhere"]).status).toBe(2);
    expect(run([...day, "--exit-zero", "--nonsense"]).status).toBe(2);
  });

  test("2 for a path that does not exist; the others are checked", () => {
    write("Dockerfile", bad);
    const { status, stdout, stderr } = run([...day, "Dockerfile", "nowhere"]);
    expect(status).toBe(2);
    expect(stdout).toContain("eol-os");
    expect(stderr).toBe("inferlint: error: nowhere: No such file or directory.\n");
  });

  test("a tree without Dockerfiles is clean, and says so", () => {
    write("README.md", bad);
    expect(run(day)).toMatchObject({ status: 0, stderr: "inferlint: no file to check found\n" });
  });

  test("a FIFO that is named is an error, one that is found is not opened", () => {
    spawnSync("mkfifo", [join(cwd, "Dockerfile")]);
    expect(run([...day, "Dockerfile"]).status).toBe(2);
    expect(run(day)).toMatchObject({ status: 0 });
  });
});

describe("usage", () => {
  test.each([
    [["--fromat", "json"], "inferlint: there is no option --fromat (did you mean --format?)"],
    [["inpsect"], "inferlint: inpsect is neither a command nor a path (did you mean inspect?)"],
    [["explain", "eol-so"], "inferlint: there is no rule eol-so (did you mean eol-os?)"],
    [["rules", "-o", "F"], "inferlint: --output is not valid with rules"],
  ])("%j: one line on standard error, exit code 2", (args, message) => {
    const { status, stdout, stderr } = run(args);
    expect(stderr).toContain(message);
    expect(stderr.split("\n")).toHaveLength(2);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(readdirSync(cwd)).toEqual([]);
  });

  test("a misspelt command that exists as a directory is a path", () => {
    write("inpsect/Dockerfile", bad);
    expect(run([...day, "inpsect"])).toMatchObject({ status: 1, stderr: "" });
  });

  test("help, version, rules", () => {
    expect(run(["--help"]).stdout).toContain("Usage: inferlint [COMMAND] [OPTIONS] [PATH...]");
    expect(run(["-h"])).toEqual(run(["help"]));
    expect(run(["inspect", "--help"])).toEqual(run(["help", "inspect"]));
    expect(run(["help", "inspect"]).stdout).toContain("Usage: inferlint inspect [PATH...]");
    // The first line is for scripts.
    expect(run(["--version"]).stdout).toMatch(
      /^inferlint \d+\.\d+\.\d+\ncatalogue of 20\d\d-\d\d-\d\d\n$/,
    );
    for (const args of [["-V"], ["version"]]) expect(run(args)).toEqual(run(["--version"]));
    expect(run(["rules"]).stdout.split("\n").length).toBeGreaterThan(10);
  });

  test("explain renders the page, in colour only where it is asked for", () => {
    const { status, stdout, stderr } = run(["explain", "eol-os"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^eol-os\n\n {2}Finds Azure/);
    expect(stdout).not.toContain("\u001B");
    expect(run(["explain", "eol-os", "--color", "always"]).stdout).toContain(
      "\u001B[1mWhy\u001B[22m",
    );
    expect(run(["explain", "eol-os"], { env: { FORCE_COLOR: "1" } }).stdout).toContain("\u001B[");
  });
});

describe("what is checked", () => {
  test("--only, --rule", () => {
    write("Dockerfile", `${bad}USER root\n`);
    const ids = (...args: string[]) => report(args).findings.map(({ ruleId }) => ruleId);
    expect(ids("--only", "root-user")).toEqual(["root-user"]);
    expect(ids("--only", "eol-os,eol-python")).toEqual(["eol-os", "eol-python"]);
    expect(ids("--rule", "eol-os=off", "--rule", "root-user=off")).toEqual([
      "eol-python",
      "unsupported-image",
    ]);
    expect(report(["--only", "eol-os", "--rule", "eol-os=note"]).findings[0]?.level).toBe("note");
  });

  test("--target and --build-arg", () => {
    write("Dockerfile", `ARG I=scratch\nFROM $I AS a\nUSER root\nFROM a AS b\nUSER app\n`);
    const image = "mcr.microsoft.com/azureml/minimal-py312-inference";
    expect(report([]).findings).toEqual([]);
    expect(report(["--build-arg", `I=${image}`]).findings).toEqual([]);
    expect(report(["--build-arg", `I=${image}`, "--target", "a"]).findings).toHaveLength(1);
    expect(
      report(["--build-arg", "I", "--target", "A"], { env: { I: image } }).findings,
    ).toHaveLength(1);
    expect(report(["--build-arg", "I", "--target", "a"]).findings).toEqual([]);
  });

  test("a target that is absent: an error for one named file, a warning for a tree", () => {
    write("a/Dockerfile", bad);
    const named = run([...day, "--target", "nope", "a/Dockerfile"]);
    expect(named).toMatchObject({ status: 2 });
    expect(named.stderr).toBe("inferlint: error: a/Dockerfile: Stage nope not found.\n");
    const found = report(["--target", "nope"]);
    expect(found.notifications).toMatchObject([{ id: "missing-target", level: "warning" }]);
    expect(found.findings.length).toBeGreaterThan(0);
  });

  test("standard input", () => {
    expect(run([...day, "-"], { input: bad })).toMatchObject({ status: 1 });
    const named = run([...day, "--stdin-filename", "x/y", "-"], { input: bad });
    expect(named.stdout).toMatch(/^x\/y\b/);
    expect(run([...day, "-"], { input: clean })).toMatchObject({ status: 0 });
  });

  test("names that look like options", () => {
    write("--fix", bad);
    expect(run([...day, "--", "--fix"]).status).toBe(1);
    expect(run([...day, "./--fix"]).status).toBe(1);
  });

  test("old facts are reported once", () => {
    write("a/Dockerfile", clean);
    write("b/Dockerfile", clean);
    const { stderr } = run(["--as-of", "2028-01-01", "--fail-on", "never"]);
    expect(stderr.match(/Facts of the catalogue are over a year older than/g)).toHaveLength(1);
    // Each source has its own day.
    expect(stderr).toMatch(/2028-01-01: .*Azure\/azureml-assets@\w+ \(2026-\d\d-\d\d\)/);
  });
});

describe("output", () => {
  test("two formats, each to its own output", () => {
    write("Dockerfile", bad);
    const { stdout } = run([...day, "--format", "json", "-o", "r.json", "--format", "text"]);
    expect(stdout).toContain("eol-os");
    expect(JSON.parse(readFileSync(join(cwd, "r.json"), "utf8"))).toMatchObject({
      schema: "inferlint.report/1",
    });
  });

  test("a failed write leaves the old report and no temporary file", () => {
    write("Dockerfile", bad);
    write("old/r.json", "old");
    for (const [file, why] of [
      ["nowhere/r.json", "its directory does not exist"],
      ["old", "is a directory"],
    ] as const) {
      const { status, stderr } = run([...day, "--format", "json", "-o", file]);
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: expect.stringContaining(why) as string,
      });
    }
    expect(readdirSync(join(cwd, "old"))).toEqual(["r.json"]);
    expect(readFileSync(join(cwd, "old/r.json"), "utf8")).toBe("old");
  });

  test("a link is followed, the mode is unchanged, a device is written to", () => {
    write("Dockerfile", bad);
    write("real.json", "old");
    chmodSync(join(cwd, "real.json"), 0o640);
    symlinkSync("real.json", join(cwd, "link.json"));
    run([...day, "--format", "json", "-o", "link.json"]);
    expect(lstatSync(join(cwd, "link.json")).isSymbolicLink()).toBe(true);
    expect(lstatSync(join(cwd, "real.json")).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(cwd, "real.json"), "utf8")).toContain("inferlint.report/1");
    expect(run([...day, "--format", "json", "-o", "/dev/null"]).status).toBe(1);
    expect(existsSync("/dev/full") ? run([...day, "-o", "/dev/full"]).status : 2).toBe(2);
  });

  test("a closed pipe is no failure, and a slow reader gets every byte", async () => {
    write("Dockerfile", bad.repeat(3000));
    const whole = run([...day, "--format", "json"]).stdout;
    expect(whole.length).toBeGreaterThan(1_000_000);
    const shell = (script: string) =>
      new Promise<string>((done) => {
        let out = "";
        const child = spawn("bash", ["-c", script], { cwd });
        child.stdout.on("data", (data: Buffer) => (out += data.toString()));
        child.on("close", () => {
          done(out);
        });
      });
    const command = `'${process.execPath}' '${frozenCli}' --as-of 2026-11-23 --format json`;
    expect(await shell(`${command} 2>&1 | head -1 >/dev/null; echo "\${PIPESTATUS[0]}"`)).toBe(
      "1\n",
    );
    expect(await shell(`${command} | (sleep 0.5; wc -c)`)).toBe(`${Buffer.byteLength(whole)}\n`);
    expect(await shell(`${command} 2>&1 >/dev/full; echo $?`)).toBe(
      "inferlint: standard output cannot be written: ENOSPC\n2\n",
    );
  });

  test("colours: only on a terminal, or by option or variable", () => {
    write("Dockerfile", bad);
    const isColoured = (args: string[], env: Record<string, string> = {}) =>
      run([...day, ...args], { env }).stdout.includes("\u001B[");
    expect(isColoured([])).toBe(false);
    expect(isColoured(["--color", "always"])).toBe(true);
    expect(isColoured([], { FORCE_COLOR: "1" })).toBe(true);
    expect(isColoured([], { FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false);
    expect(isColoured(["--color", "never"], { FORCE_COLOR: "1" })).toBe(false);
    expect(isColoured(["--no-color"], { FORCE_COLOR: "1" })).toBe(false);
  });

  test("--statistics: the number of findings of each rule, and the same exit code", () => {
    write("a/Dockerfile", `${bad}USER root\n`);
    write("b/Dockerfile", bad);
    write("c/Dockerfile", `# inferlint: ignore-file[eol-os] -- accepted\n${bad}`);
    const { status, stdout } = run([...day, "--statistics"]);
    expect({ status, stdout }).toEqual({
      status: 1,
      stdout: "3  eol-python\n3  unsupported-image\n2  eol-os\n1  root-user\n",
    });
    write("good/Dockerfile", clean);
    expect(run([...day, "--statistics", "good"])).toEqual({ status: 0, stdout: "", stderr: "" });
    const both = run([...day, "--statistics", "-f", "json", "-o", "r.json", "-f", "text"]);
    expect(both.stdout).toBe(stdout);
    expect(readFileSync(join(cwd, "r.json"), "utf8")).toContain("inferlint.report/1");
  });

  test("-q and --format concise: one line for each finding, -q without a summary", () => {
    write(
      "Dockerfile",
      "FROM mcr.microsoft.com/azureml/minimal-py312-inference:latest\nUSER root\n",
    );
    const line = "Dockerfile:2:6: error root-user: the image runs as root\n";
    const summary = "1 problem (1 error) in 1 file, as of 2026-11-23\n";
    expect(run([...day, "-q"])).toEqual({ status: 1, stdout: line, stderr: "" });
    const coverage = "Coverage: operating system unknown for 1 image; --online may tell\n";
    expect(run([...day, "--format", "concise"]).stdout).toBe(line + summary + coverage);
    expect(run([...day, "--format", "concise", "-q"]).stdout).toBe(line);
  });

  test("a run that read nothing does not claim that there is nothing", () => {
    expect(run(day)).toMatchObject({
      status: 0,
      stdout: "",
      stderr: "inferlint: no file to check found\n",
    });
    write("Dockerfile", "FROM python:3.12\n");
    expect(run(day).stdout).toBe("Nothing to check in 1 file: no azureml inference image\n");
    writeFileSync(join(cwd, "Dockerfile"), Buffer.from([0x46, 0xff, 0x00]));
    expect(run(day).stdout).not.toContain("No findings");
  });

  test("JSON and SARIF name the policy by its digest", () => {
    write("Dockerfile", clean);
    const text = "rules: { eol-os: error }\n";
    write("policy.yaml", text);
    const args = [...day, "--policy", "policy.yaml", "--format"];
    const digest = createHash("sha256").update(text).digest("hex");
    expect(JSON.parse(run([...args, "json"]).stdout)).toMatchObject({
      policy: { name: "policy.yaml", digest },
    });
    expect(run([...args, "sarif"]).stdout).toContain(`"digest": "${digest}"`);
    expect(report([])).toMatchObject({ policy: null });
  });

  test("JSON and SARIF name the days of the catalogue", () => {
    write("Dockerfile", clean);
    const { catalogue } = JSON.parse(run([...day, "--format", "json"]).stdout) as {
      catalogue: Record<string, string>;
    };
    expect(Object.keys(catalogue).join(" ")).toMatch(
      /Microsoft's list .*Azure\/azureml-assets@\w+/,
    );
    for (const value of Object.values(catalogue)) expect(value).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(run([...day, "--format", "sarif"]).stdout).toContain('"catalogue": {');
  });

  test("-q: nothing without findings", () => {
    write("Dockerfile", clean);
    expect(run([...day, "-q"])).toEqual({ status: 0, stdout: "", stderr: "" });
    rmSync(join(cwd, "Dockerfile"));
    expect(run([...day, "-q"])).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  test("same input, same day: same bytes, from anywhere with the same relative paths", () => {
    write("one/a/Dockerfile", bad);
    write("one/b/x.dockerfile", `${clean}USER 0\n`);
    cpSync(join(cwd, "one"), join(cwd, "two"), { recursive: true });
    for (const format of ["text", "json", "sarif"]) {
      const outputs = ["one", "two", "one"].map((folder) => {
        const args = [frozenCli, ...day, "--format", format, "a", "b"];
        return spawnSync(process.execPath, args, { cwd: join(cwd, folder), encoding: "utf8" })
          .stdout;
      });
      expect(new Set(outputs).size).toBe(1);
      expect(outputs[0]).not.toContain(cwd);
    }
  });

  const sarifFromBelowTheRoot = (): string => {
    mkdirSync(join(cwd, ".git"));
    write("deep/er/Dockerfile", `${bad}USER root\n`);
    cwd = join(cwd, "deep");
    return run([...day, "--format", "sarif"]).stdout;
  };

  test("SARIF names files from the repository root", () => {
    expect(sarifFromBelowTheRoot()).toContain('"uri": "deep/er/Dockerfile"');
  });

  test.skipIf(multitoolSkipped)("SARIF from below the repository root is valid", () => {
    expect(validateWithJsonschema(sarifFromBelowTheRoot())).toEqual([]);
  });

  test("nothing that a terminal or a CI log could execute", () => {
    const evil = "\u001B]52;c;x\u0007\n::error::x\n##vso[task.setvariable variable=PATH]x\u202E";
    const name = `::warning ##vso[x] \u001B[31m.dockerfile`;
    write(name, `${bad}USER ro##vso[task.complete]ot\nFOO${evil}\n##[group]\nFROM a:##vso[y]\n`);
    for (const format of ["text", "json", "sarif"]) {
      const { stdout, stderr } = run([
        ...day,
        "--format",
        format,
        "--rule",
        "unverified-image=error",
      ]);
      for (const text of [stdout, stderr]) {
        expect(githubCommands(text)).toEqual([]);
        expect(azureCommands(text)).toEqual([]);
        // eslint-disable-next-line no-control-regex
        expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
      }
    }
  });
});

test("the bundle alone, copied into an empty folder, runs", () => {
  cpSync(frozenBundle, join(cwd, "copy"), { recursive: true });
  write("Dockerfile", bad);
  const args = [join(cwd, "copy/cli.cjs"), ...day];
  for (const more of [[], ["--format", "json"], ["--format", "sarif"], ["Dockerfile"]])
    expect(spawnSync(process.execPath, [...args, ...more], { cwd }).status).toBe(1);
});

test.skipIf(multitoolSkipped)("ajv agrees about an empty run", { timeout: 60_000 }, () => {
  write("Dockerfile", clean);
  const { stdout } = run([...day, "--format", "sarif"]);
  expect(validateWithAjv(stdout)).toEqual([]);
});
