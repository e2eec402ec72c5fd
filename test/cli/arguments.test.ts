import { describe, expect, test } from "vitest";
import { readCommandLine } from "../../src/cli/arguments/read-command-line.ts";
import type { Command, LintOptions } from "../../src/cli/command.ts";
import { ruleset } from "../../src/pipeline/ruleset.ts";

const ruleIds = ruleset.map(({ id }) => id);

/** Reads a command line where nothing exists but the paths that are named. */
function read(args: readonly string[], paths: readonly string[] = []): Command {
  return readCommandLine(args, { ruleIds, isPath: (name) => paths.includes(name) });
}

function lintOptions(...args: string[]): LintOptions {
  const command = read(args);
  if (command.kind !== "lint") throw new TypeError(`${command.kind} is not lint`);
  return command.options;
}

describe("a command line with a fault", () => {
  test.each([
    ["--fromat json", "there is no option --fromat (did you mean --format?)"],
    ["--onlien", "there is no option --onlien (did you mean --online?)"],
    ["--format", "--format needs a value"],
    ["--quiet=yes", "--quiet takes no value"],
    ["--as-of 2026-02-30", "--as-of 2026-02-30: no such day"],
    ["--as-of 2026-11-31", "--as-of 2026-11-31: no such day"],
    ["--as-of tomorrow", "--as-of tomorrow is not a date; write YYYY-MM-DD"],
    ["--rule eol-os", "--rule eol-os is not ID=LEVEL (eol-os=warning)"],
    ["--rule eol-os=fatal", "--rule must be error, warning, note or off, not fatal"],
    ["--rule eol-oss=off", "there is no rule eol-oss (did you mean eol-os?)"],
    ["--only root-usr", "there is no rule root-usr (did you mean root-user?)"],
    ["--ignore root-usr", "there is no rule root-usr (did you mean root-user?)"],
    ["--exclude=", "--exclude needs a pattern"],
    ["--sarif-category a", "--sarif-category requires --format sarif"],
    ["-f sarif --sarif-category=", "--sarif-category must be a name of at most 200 letters"],
    ["-f sarif --sarif-category ///", "--sarif-category must be a name of at most 200 letters"],
    ["-f sarif --sarif-category a\u0007", "--sarif-category must be a name of at most 200 letters"],
    [`-f sarif --sarif-category ${"a".repeat(201)}`, "--sarif-category must be a name of at most"],
    ["inspect --sarif-category a", "--sarif-category is not valid with inspect"],
    ["--kind ymal", "or markdown, not ymal (did you mean yaml?)"],
    ["--kind yaml,", "--kind must be dockerfile, yaml"],
    ["image x --kind yaml", "--kind is not valid with image"],
    ["--build-arg =x", "--build-arg =x is not NAME=VALUE"],
    ["--stdin-filename a", "--stdin-filename names standard input; pass - as the path too"],
    ["- x", "- (standard input) cannot be combined with other paths"],
    ["-o x --format json", "--output x must follow the --format it is for"],
    ["--format json -o x -o y", "--format json has two outputs"],
    ["--format json --format text", "only one format can be written to standard output"],
    ["--format json -o x --format text -o x", "two formats are written to the same file"],
    ["-c a.yaml --no-config", "--config and --no-config exclude each other"],
    ["--baseline-add", "--baseline-add requires --update-baseline"],
    ["--update-baseline --fix", "--update-baseline and --fix exclude each other; fix first"],
    ["--update-baseline --diff", "--update-baseline and --diff exclude each other; fix first"],
    ["--update-baseline -", "--update-baseline is not valid with standard input"],
    ["--unsafe-fixes", "--unsafe-fixes requires --fix or --diff"],
    ["--fix -", "--fix cannot change standard input; use --diff to see the changes"],
    ["--diff --format json", "--diff writes to standard output; give other formats --output FILE"],
    [
      "--sarif-include-suppressed",
      "there is no option --sarif-include-suppressed (did you mean --show-suppressed?); inferlint --help lists them",
    ],
    ["--statistics --format json", "--statistics requires --format text"],
    ["--statistics --diff", "--statistics and --diff exclude each other"],
    ["-v -q", "--verbose and --quiet exclude each other"],
    ["-v -f json", "--verbose requires --format text"],
    ["explain", "inferlint explain takes one rule; inferlint rules lists them"],
    ["explain zzz", "there is no rule zzz; inferlint rules lists them"],
    ["explain eol-so", "there is no rule eol-so (did you mean eol-os?)"],
    ["rules x", "inferlint rules takes no arguments"],
    ["version x", "inferlint version takes no arguments"],
    ["init x", "inferlint init takes no arguments"],
    ["config a b", "inferlint config takes at most one file"],
    ["config -", "inferlint config takes at most one file"],
    ["facts uptade", "inferlint facts takes update (did you mean update?)"],
    ["facts show x", "there is no inferlint facts show; use inferlint image --verbose IMAGE"],
    ["image", "inferlint image takes the names of images; inferlint images lists those in support"],
    ["imag x", "imag is neither a command nor a path (did you mean image?)"],
    ["images x", "inferlint images takes no arguments; to check an image: inferlint image x"],
    ["images --processor tpu", "--processor must be cpu or gpu, not tpu"],
    ["images --python 3", "--python takes a version such as 3.12, not 3"],
    ["help facst", "there is no command facst (did you mean facts?); inferlint help lists them"],
  ])("%s", (line, message) => {
    expect(() => read(line.split(" "))).toThrow(message);
  });
});

describe("an option that a command would ignore is an error", () => {
  test.each([
    ["inspect --only eol-os", "--only is not valid with inspect"],
    ["inspect --fix", "--fix is not valid with inspect"],
    [
      "inspect --format sarif",
      "--format sarif is not valid with inspect, which writes text or json",
    ],
    ["config --format sarif", "--format sarif is not valid with config, which writes text or json"],
    ["config --online", "--online is not valid with config"],
    ["rules -o F", "--output is not valid with rules"],
    ["explain eol-os --fix", "--fix is not valid with explain"],
    ["init --config x", "--config is not valid with init"],
    ["cache path --online", "--online is not valid with cache"],
    ["facts update -o f --offline", "--offline is not valid with facts update"],
    ["image x --target y", "--target is not valid with image"],
    ["image x --exclude y", "--exclude is not valid with image"],
    ["images --rule eol-os=off", "--rule is not valid with images"],
    ["lint --python 3.12", "--python is not valid with lint"],
    ["help lint --only eol-os", "--only is not valid with help"],
    ["version -q", "--quiet is not valid with version"],
  ])("%s", (line, message) => {
    expect(() => read(line.split(" "))).toThrow(message);
  });
});

describe("a name from another tool is answered with the one here", () => {
  test.each([
    ["--select F401", "--only ID[,ID...]"],
    ["--disable x", "--ignore ID[,ID...]"],
    ["--skip x", "--ignore ID[,ID...]"],
    ["--failure-threshold error", "--fail-on LEVEL"],
    ["--no-fail", "--exit-zero"],
    ["--output-format json", "--format FORMAT"],
    ["--config-file x", "--config FILE"],
    ["--dry-run", "--diff"],
    ["--skip-dirs x", "--exclude GLOB"],
    ["--silent", "--quiet"],
    ["--no-inline-config", "--no-inline-ignores"],
    ["--kind yml", "yaml"],
    ["--kind jupyter", "notebook"],
    ["--file-types yaml", "--kind KIND[,KIND...]"],
    ["--fail-on none", "never"],
    ["--fail-on off", "never"],
    ["--fail-on info", "note"],
    ["--fail-on errors", "error"],
    ["--rule eol-os=none", "off"],
    ["--rule eol-os=info", "note"],
    ["--format sarrif", "sarif"],
    ["--format human", "text"],
    ["--color off", "never"],
    ["check", "lint"],
    ["scan", "lint"],
    ["list", "rules"],
  ])("%s: did you mean %s?", (line, name) => {
    expect(() => read(line.split(" "))).toThrow(`(did you mean ${name}?)`);
  });
});

describe("a command", () => {
  test("that is misspelt is named, unless it is a path", () => {
    expect(() => read(["inpsect"])).toThrow(
      "inpsect is neither a command nor a path (did you mean inspect?)",
    );
    expect(() => read(["inpsect", "--help"])).toThrow("did you mean inspect?");
    expect(read(["inpsect"], ["inpsect"])).toMatchObject({
      kind: "lint",
      options: { paths: ["inpsect"] },
    });
    expect(read(["nowhere"])).toMatchObject({ kind: "lint", options: { paths: ["nowhere"] } });
    expect(read(["./inpsect"])).toMatchObject({ kind: "lint", options: { paths: ["./inpsect"] } });
  });

  test("beats a path of the same name", () => {
    expect(read(["rules"], ["rules"])).toEqual({ kind: "rules" });
    expect(read(["./rules"], ["./rules"])).toMatchObject({ kind: "lint" });
    expect(read(["image", "x"], ["image"])).toMatchObject({ kind: "image", images: ["x"] });
    expect(read(["images"], ["images"])).toMatchObject({ kind: "images" });
    for (const line of ["./images", "lint images", "-- ./images"])
      expect(read(line.split(" "), ["images"])).toMatchObject({ kind: "lint" });
  });

  test.each([
    ["help", []],
    ["--help", []],
    ["-h some/path", []],
    ["help inspect", ["inspect"]],
    ["inspect --help", ["inspect"]],
    ["help facts", ["facts update"]],
    ["help facts update", ["facts update"]],
    ["help image", ["image"]],
    ["images --help", ["images"]],
    ["cache path -h", ["cache"]],
  ])("%s describes %j", (line, commands) => {
    expect(read(line.split(" "))).toEqual({ kind: "help", commands });
  });

  test.each(["version", "--version", "-V", "lint -V"])("%s is version", (line) => {
    expect(read(line.split(" "))).toEqual({ kind: "version" });
  });
});

describe("options", () => {
  test("have short names", () => {
    expect(lintOptions("-f", "json", "-o", "r.json", "-f", "text", "-c", "x.yaml", "-v")).toEqual({
      ...lintOptions(),
      outputs: [
        { format: "json", file: "r.json" },
        { format: "text", file: null },
      ],
      config: { file: "x.yaml" },
      verbose: true,
    });
    expect(lintOptions("-q").quiet).toBe(true);
  });

  test("--ignore and --exclude collect their values", () => {
    const { ignore, exclude } = lintOptions(
      ...["--ignore", "eol-os, eol-python", "--exclude", "a/**", "--ignore", "root-user"],
      ...["--exclude", "{b,c}/**"],
    );
    expect({ ignore, exclude }).toEqual({
      ignore: ["eol-os", "eol-python", "root-user"],
      exclude: ["a/**", "{b,c}/**"],
    });
    expect(lintOptions()).toMatchObject({ ignore: [], exclude: [], exitZero: false });
  });

  test("--kind collects kinds, each once", () => {
    const { kinds } = lintOptions("--kind", "yaml, python", "--kind", "hcl,yaml");
    expect(kinds).toEqual(["yaml", "python", "hcl"]);
    expect(lintOptions().kinds).toBeNull();
  });

  test("warn is accepted for warning", () => {
    expect(lintOptions("--fail-on", "warn").failOn).toBe("warning");
    expect(lintOptions("--rule", "eol-os=warn").levels).toEqual(new Map([["eol-os", "warning"]]));
  });

  test("of --color and --no-color the last one counts", () => {
    expect(lintOptions("--no-color").color).toBe("never");
    expect(lintOptions("--color", "always", "--no-color").color).toBe("never");
    expect(lintOptions("--no-color", "--color", "always").color).toBe("always");
    expect(lintOptions().color).toBe("auto");
  });
});
