import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { actionArguments } from "../../src/cli/action/action-arguments.ts";
import { readInputs } from "../../src/cli/action/inputs.ts";
import { appendOutputs, appendSummary } from "../../src/cli/action/runner-files.ts";
import { readCommandLine } from "../../src/cli/arguments/read-command-line.ts";
import type { LintOptions } from "../../src/cli/command.ts";
import { ruleset } from "../../src/pipeline/ruleset.ts";
import { outputsIn } from "../support/actions-runner.ts";

/** Inputs by the names of their variables without `INPUT_`. */
function env(inputs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
}

/** What the command line makes of the inputs. */
function optionsOf(inputs: Readonly<Record<string, string>>): LintOptions {
  const files = { summary: "/tmp/summary", counts: "/tmp/counts" };
  const argv = actionArguments(readInputs(env(inputs)), files, false);
  const ruleIds = ruleset.map(({ id }) => id);
  const command = readCommandLine(argv, { ruleIds, isPath: () => false });
  if (command.kind !== "lint") throw new Error(`the command is ${command.kind}`);
  return command.options;
}

const sets = { summary: "/tmp/summary", counts: "/tmp/counts" };

describe("inputs", () => {
  test("by default check everything, with the configuration of the repository", () => {
    expect(optionsOf({})).toMatchObject({
      ...{ paths: ["."], config: "nearest", policy: null, facts: null, baseline: null },
      ...{ failOn: null, strict: false, online: false, against: null, debug: false },
      outputs: [
        { format: "github", file: null },
        { format: "markdown", file: sets.summary },
        { format: "ndjson", file: sets.counts },
      ],
    });
  });

  test("are options of the command line", () => {
    const options = optionsOf({
      ...{
        paths: "a\n b/c \r\n\n*.yaml\n",
        config: " c.yaml ",
        policy: "../p.yaml",
        facts: "f.json",
      },
      ...{ format: "text", "fail-on": "warning", strict: "True", baseline: "b.json" },
      ...{ against: "HEAD^1", online: "TRUE", "sarif-file": "out/x.sarif" },
    });
    expect(options).toMatchObject({
      ...{ paths: ["a", "b/c", "*.yaml"], config: { file: "c.yaml" }, policy: "../p.yaml" },
      ...{ facts: "f.json", failOn: "warning", strict: true, baseline: "b.json" },
      ...{ against: "HEAD^1", online: true },
    });
    expect(options.outputs[0]).toEqual({ format: "text", file: null });
    expect(options.outputs.at(-1)).toEqual({ format: "sarif", file: "out/x.sarif" });
  });

  test.each(["--output=/etc/passwd", "--fix", "-o", "--", "image", "help", "--no-config", "$(id)"])(
    "%s is a path, and never an option or a command",
    (path) => {
      const options = optionsOf({ paths: path });
      expect(options.paths).toEqual([path]);
      expect(options).toMatchObject({ fix: null, config: "nearest" });
      expect(options.outputs).toHaveLength(3);
    },
  );

  test.each(["config", "policy", "facts", "baseline", "against"] as const)(
    "%s takes a value that looks like an option",
    (name) => {
      const options = optionsOf({ [name]: "--output=x" });
      const value = options[name];
      expect(typeof value === "object" ? value : { file: value }).toEqual({ file: "--output=x" });
      expect(options.outputs).toHaveLength(3);
    },
  );

  test("sarif-file takes a value that looks like an option", () => {
    expect(optionsOf({ "sarif-file": "--fix" }).outputs.at(-1)?.file).toBe("--fix");
  });

  test.each([
    ["against", ""],
    ["config", "  "],
    ["sarif-file", ""],
    ["fail-on", ""],
    ["format", ""],
    ["paths", "\n  \n"],
    ["working-directory", ""],
  ])("%s may be empty", (name, value) => {
    expect(readInputs(env({ [name]: value }))).toEqual(readInputs({}));
  });

  test.each([
    [
      { policy: "" },
      "the input policy is set but empty: set it to the path of a file, or leave it out",
    ],
    [
      { facts: " " },
      "the input facts is set but empty: set it to the path of a file, or leave it out",
    ],
    [{ strict: "" }, "the input strict must be true or false, and is set but empty"],
    [{ online: "yes" }, "the input online must be true or false, not yes"],
    [{ strict: "tRUE" }, "the input strict must be true or false, not tRUE"],
    [
      { "fail-on": "high" },
      "the input fail-on must be error, warning, note or never, not high (did you mean error?)",
    ],
    [{ format: "xml" }, /^the input format must be text, .*, not xml/],
    [{ paths: "a\n-" }, /^the input paths cannot name standard input/],
    [{ polcy: "p.yaml" }, "there is no input polcy (did you mean policy?)"],
    [{ fail_on: "error" }, "there is no input fail_on (did you mean fail-on?)"],
  ])("%j is an error", (inputs, message) => {
    expect(() => readInputs(env(inputs))).toThrow(message);
  });

  test("that other programs read are not ours", () => {
    expect(readInputs({ ...env({ TOKEN: "x", REPOSITORY: "y" }), INPUT: "z" })).toEqual(
      readInputs({}),
    );
  });
});

describe("the files of the runner", () => {
  const folder = mkdtempSync(join(tmpdir(), "inferlint-files-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const file = join(folder, "file");
  const empty = (): string => {
    writeFileSync(file, "");
    return file;
  };

  test("an output has any value, and sets no other", () => {
    const value = "a\nexit-code=0\nerrors<<EOF\n0\nEOF\ninferlint_\n";
    let calls = 0;
    appendOutputs(empty(), { "sarif-file": value, errors: "1" }, () => `unique-${calls++}`);
    expect(outputsIn(readFileSync(file, "utf8"))).toEqual({ "sarif-file": value, errors: "1" });
    expect(calls).toBe(2);
  });

  test("a summary is added to what is there", () => {
    writeFileSync(file, "before\n");
    appendSummary(file, "after\n");
    expect(readFileSync(file, "utf8")).toBe("before\nafter\n");
  });

  const room = 1024 * 1024;

  test.each([
    [0, room, false],
    [0, room + 1, true],
    [room - 200, 300, true],
    [room - 10, 300, true],
  ])("with %i bytes before and a summary of %i, it is cut: %s", (before, size, isCut) => {
    writeFileSync(file, "b".repeat(before));
    appendSummary(file, "a".repeat(size % 3) + "é\n".repeat(Math.floor(size / 3)));
    const text = readFileSync(file, "utf8");
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(room);
    expect(text).not.toContain("\uFFFD");
    expect(
      text.endsWith("\nThe rest is left out: GitHub shows at most 1 MiB of a summary.\n"),
    ).toBe(isCut && before < room - 100);
  });

  test("a missing file is an error with its name", () => {
    const missing = join(folder, "none", "file");
    expect(() => {
      appendOutputs(missing, { errors: "1" }, () => "u");
    }).toThrow(`GITHUB_OUTPUT names ${missing}, which cannot be written: ENOENT`);
    expect(() => {
      appendSummary(missing, "x");
    }).toThrow(`GITHUB_STEP_SUMMARY names ${missing}, which cannot be read: ENOENT`);
  });
});
