import { describe, expect, test } from "vitest";
import type { CommandLineSettings } from "../../src/config/index.ts";
import {
  effectiveSettings,
  emptyCommandLine,
  resolveSettings,
  resolveSources,
} from "../../src/config/index.ts";
import { fileKinds } from "../../src/domain/build/file-kind.ts";
import { compileFiles } from "../../src/config/schema/patterns.ts";
import type { SettingSources } from "../../src/config/settings/setting-sources.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { allRules, load } from "../support/configs.ts";

interface Layers {
  readonly policy?: string;
  readonly config?: string;
  readonly commandLine?: Partial<CommandLineSettings>;
}

function sources({ policy, config, commandLine }: Layers): SettingSources {
  return {
    rules: allRules,
    policy: policy === undefined ? null : load(policy, "org.policy.yaml"),
    config: config === undefined ? null : load(config),
    commandLine: { ...emptyCommandLine, ...commandLine },
    asOf: calendarDate("2026-11-23"),
  };
}

const settings = (layers: Layers) => resolveSettings(sources(layers));
const file = "/repo/legacy/Dockerfile";

/** `path:line:column message`, without a place for the command line. */
function rejections(layers: Layers): readonly string[] {
  const resolved = settings(layers);
  resolved.buildsOf(file);
  return resolved.rejections.map(({ path, region, message }) =>
    region === null
      ? message
      : `${path ?? ""}:${region.startLine}:${region.startColumn} ${message}`,
  );
}

function shown(layers: Layers, of: string | null = null): Readonly<Record<string, string>> {
  return Object.fromEntries(
    effectiveSettings(resolveSources(sources(layers)), of).map(
      ({ key, value, source, location }) => [
        key.join("."),
        `${JSON.stringify(value)} ${location ? `${location.path}:${location.region.startLine}` : source}`,
      ],
    ),
  );
}

describe("supportWindow", () => {
  const windowOf = (layers: Layers, of: string = file) =>
    settings(layers).buildsOf(of)[0].supportWindow;

  test("is 6 months from latest by default", () => {
    expect(windowOf({})).toEqual({ months: 6, from: "latest" });
  });

  test("is set at the top level and in overrides, value by value", () => {
    const config =
      "supportWindow: { months: 12 }\noverrides:\n  - { files: [legacy], supportWindow: { from: today } }\n  - { files: [legacy], supportWindow: { months: 24 } }\n";
    expect(windowOf({ config })).toEqual({ months: 24, from: "today" });
    expect(windowOf({ config }, "/repo/Dockerfile")).toEqual({ months: 12, from: "latest" });
  });

  test.each<readonly [string, string, string, object, readonly string[]]>([
    [
      "more months than the default",
      "failOn: error",
      "supportWindow: { months: 7 }",
      { months: 6, from: "latest" },
      [
        ".inferlint.yaml:1:26 supportWindow.months is looser than the policy allows; it stays at 6.",
      ],
    ],
    [
      "more months than the policy",
      "supportWindow: { months: 3 }",
      "supportWindow: { months: 4 }",
      { months: 3, from: "latest" },
      [
        ".inferlint.yaml:1:26 supportWindow.months is looser than the policy allows; it stays at 3.",
      ],
    ],
    [
      "as many months",
      "supportWindow: { months: 3 }",
      "supportWindow: { months: 3 }",
      { months: 3, from: "latest" },
      [],
    ],
    [
      "fewer months, from today",
      "supportWindow: { months: 9 }",
      "supportWindow: { months: 1, from: today }",
      { months: 1, from: "today" },
      [],
    ],
    [
      "more months than the policy, but fewer than the default",
      "supportWindow: { months: 0 }",
      "supportWindow: { months: 1 }",
      { months: 0, from: "latest" },
      [
        ".inferlint.yaml:1:26 supportWindow.months is looser than the policy allows; it stays at 0.",
      ],
    ],
    [
      "from latest where the policy counts from today",
      "supportWindow: { from: today }",
      "supportWindow: { from: latest, months: 2 }",
      { months: 2, from: "today" },
      [
        ".inferlint.yaml:1:24 supportWindow.from is looser than the policy allows; it stays at today.",
      ],
    ],
    [
      "an override of the repository",
      "supportWindow: { months: 5, from: today }",
      "supportWindow: { months: 2 }\noverrides: [{ files: [legacy], supportWindow: { months: 60, from: latest } }]",
      { months: 5, from: "today" },
      [
        ".inferlint.yaml:2:57 supportWindow.months is looser than the policy allows; it stays at 5.",
        ".inferlint.yaml:2:67 supportWindow.from is looser than the policy allows; it stays at today.",
      ],
    ],
    [
      "an override of the policy",
      "overrides: [{ files: [legacy], supportWindow: { months: 24 } }]",
      "supportWindow: { months: 12 }",
      { months: 12, from: "latest" },
      [
        // Elsewhere the limit is the default.
        ".inferlint.yaml:1:26 supportWindow.months is looser than the policy allows; it stays at 6.",
      ],
    ],
    [
      "one of the rules in allowLocal",
      "allowLocal: [stale-tag]",
      "supportWindow: { months: 12 }",
      { months: 6, from: "latest" },
      [
        ".inferlint.yaml:1:26 supportWindow.months is looser than the policy allows; it stays at 6.",
      ],
    ],
    [
      "both rules in allowLocal",
      "allowLocal: [stale-tag, unverified-tag]\nsupportWindow: { months: 3, from: today }",
      "supportWindow: { months: 12, from: latest }",
      { months: 12, from: "latest" },
      [],
    ],
  ])("under a policy: %s", (_, policy, config, expected, rejected) => {
    expect(windowOf({ policy, config })).toEqual(expected);
    expect(rejections({ policy, config })).toEqual(rejected);
  });

  test("is shown with what set each value, and not as options of rules", () => {
    const config =
      "supportWindow: { months: 12 }\noverrides:\n  - { files: [legacy], supportWindow: { from: today } }\n";
    expect(shown({ config })).toMatchObject({
      "supportWindow.months": "12 .inferlint.yaml:1",
      "supportWindow.from": '"latest" default',
    });
    expect(shown({ config }, file)).toMatchObject({
      "supportWindow.from": '"today" .inferlint.yaml:3',
    });
    const policy = "supportWindow: { months: 3 }";
    expect(shown({ policy, config })["supportWindow.months"]).toBe("3 org.policy.yaml:1");
    expect(
      Object.keys(shown({})).filter((key) => /^rules\..*\.(?:months|from)$/.test(key)),
    ).toEqual([]);
  });
});

describe("rules", () => {
  const idsOf = (layers: Layers) => settings(layers).rules.map(({ rule }) => rule.id);
  const override = "overrides: [{ files: [legacy], rules: { floating-tag: error, eol-os: note } }]";

  test("a rule that only an override turns on is listed", () => {
    expect(idsOf({})).not.toContain("floating-tag");
    expect(idsOf({ config: override })).toContain("floating-tag");
    expect(idsOf({ policy: override })).toContain("floating-tag");
    expect(idsOf({ config: override })).toEqual(idsOf({ config: override }).toSorted());
  });

  test.each<readonly [string, Partial<CommandLineSettings>]>([
    ["--only", { only: ["eol-os"] }],
    ["--only of an open question", { only: ["eol-os", "unverified-tag"] }],
    ["--rule", { levels: new Map([["floating-tag", "off"]]) }],
    ["--ignore", { ignore: ["floating-tag"] }],
  ])("but not if %s leaves it out", (_, commandLine) => {
    const layers = { config: override, commandLine };
    expect(idsOf(layers)).not.toContain("floating-tag");
    expect(idsOf(layers)).toContain("eol-os");
    if (commandLine.only) expect(idsOf(layers)).toEqual(commandLine.only);
  });

  const runOf = (only: readonly string[], config = "{}") =>
    settings({ config, commandLine: { only } })
      .buildsOf(file)[0]
      .rules.map(({ rule, questionsOnly }) => `${rule.id}${questionsOnly === true ? " ?" : ""}`);

  test("--only of other rules runs nothing else", () => {
    expect(runOf(["eol-os", "stale-tag"])).toEqual(["eol-os", "stale-tag"]);
  });

  test.each(["unverified-tag", "unverified-image"])(
    "--only %s runs the other rules for their open questions only",
    (id) => {
      const off = "rules: { eol-os: off }";
      const everyRule = settings({ config: off }).buildsOf(file)[0].rules;
      const expected = everyRule.map(({ rule }) => (rule.id === id ? id : `${rule.id} ?`));
      expect(runOf([id], off)).toEqual(expected);
      expect(expected).toContain("stale-tag ?");
      expect(expected).not.toContain("eol-os ?");
      expect(idsOf({ commandLine: { only: [id] } })).toEqual([id]);
      expect(shown({ commandLine: { only: [id] } })["rules.stale-tag.level"]).toBe(
        '"off" command line',
      );
    },
  );

  test("unverified-tag reports the questions of stale-tag even where that is off", () => {
    const layers = { config: "rules: { stale-tag: off }" };
    const [{ rules }] = settings(layers).buildsOf(file);
    const [own] = rules.filter(({ rule }) => rule.id === "stale-tag");
    expect(own?.questionsOnly).toBe(true);
    expect(idsOf(layers)).not.toContain("stale-tag");
    const both = { config: "rules: { stale-tag: off, unverified-tag: off }" };
    const [without] = settings(both).buildsOf(file);
    expect(without.rules.map(({ rule }) => rule.id)).not.toContain("stale-tag");
  });

  test("--ignore turns a rule off, --rule and configuration or not", () => {
    const commandLine: Layers["commandLine"] = {
      ignore: ["eol-os"],
      levels: new Map([["eol-os", "error"]]),
    };
    const layers = { config: "rules: { eol-os: error }", commandLine };
    expect(idsOf(layers)).not.toContain("eol-os");
    expect(shown(layers)["rules.eol-os.level"]).toBe('"off" command line');
  });

  test("--ignore does not turn off what the policy enables", () => {
    const commandLine = { ignore: ["eol-os", "eol-python", "floating-tag"] };
    const policy = "rules: { eol-os: warning }\nallowLocal: [eol-python]";
    const config = "rules: { eol-os: error, floating-tag: error }";
    const layers = { policy, config, commandLine };
    expect(settings(layers).rules.find(({ rule }) => rule.id === "eol-os")?.level).toBe("warning");
    expect(idsOf(layers)).not.toContain("eol-python");
    expect(idsOf(layers)).not.toContain("floating-tag");
    expect(rejections(layers)).toEqual([
      "--ignore eol-os has no effect, because the policy enables eol-os and does not list it in allowLocal.",
    ]);
  });
});

describe("builds under a policy", () => {
  const builds = (layers: Layers) =>
    settings(layers)
      .buildsOf(file)
      .map(({ rules, buildArgs, target }) => ({
        args: Object.fromEntries(buildArgs),
        target,
        level: rules.find(({ rule }) => rule.id === "eol-os")?.level,
      }));
  const policy = "build: { args: { BASE: a } }";

  test("rules of the repository are applied once, within the limits of the policy", () => {
    expect(
      builds({ policy: "rules: { eol-os: warning }", config: "rules: { eol-os: error }" }),
    ).toEqual([{ args: {}, target: null, level: "error" }]);
    expect(builds({ policy, config: "rules: { eol-os: note }" })).toEqual([
      { args: { BASE: "a" }, target: null, level: "error" },
    ]);
  });

  test("build arguments and targets of the repository are checked beside those of the policy", () => {
    const config = "build: { args: { BASE: b }, targets: [serve] }\nrules: { eol-os: note }";
    expect(builds({ config })).toEqual([{ args: { BASE: "b" }, target: "serve", level: "note" }]);
    expect(builds({ policy, config })).toEqual([
      { args: { BASE: "b" }, target: "serve", level: "error" },
      { args: { BASE: "a" }, target: null, level: "error" },
    ]);
  });

  test("the same arguments in another order are the same build", () => {
    const own = "build: { args: { C: c, BASE: a } }";
    expect(builds({ policy: "build: { args: { BASE: a, C: c } }", config: own })).toHaveLength(1);
    const commandLine = { buildArgs: new Map([["BASE", "x"]]), target: "t" };
    const config = "build: { args: { BASE: b }, targets: [serve] }";
    expect(builds({ policy, config, commandLine })).toEqual([
      { args: { BASE: "x" }, target: "t", level: "error" },
    ]);
  });
});

describe("--exclude", () => {
  const commandLine = { exclude: compileFiles(["legacy"], "/repo") };

  test("adds to files.exclude, and counts for paths given explicitly", () => {
    const { files } = settings({ config: "files: { exclude: [vendor] }", commandLine });
    const of = (path: string) => [files.isExcluded(path), files.isAlwaysExcluded(path)];
    expect(of("/repo/legacy/Dockerfile")).toEqual([true, true]);
    expect(of("/repo/vendor/Dockerfile")).toEqual([true, false]);
    expect(of("/repo/Dockerfile")).toEqual([false, false]);
    expect(settings({}).files.isAlwaysExcluded("/repo/legacy")).toBe(false);
  });

  test("is shown beside the patterns of the configuration", () => {
    expect(shown({ config: "files: { exclude: [vendor] }", commandLine })).toMatchObject({
      "files.exclude.0": '"vendor" .inferlint.yaml:1',
      "files.exclude.1": '"legacy" command line',
    });
  });
});

describe("files.kinds and --kind", () => {
  const of = (layers: Layers) =>
    fileKinds.filter((kind) => settings(layers).files.isKindChecked(kind)).join(" ");
  const config = "files: { kinds: [dockerfile, yaml] }";
  const isExcluded = (layers: Layers) =>
    fileKinds.filter((kind) => settings(layers).files.isKindAlwaysExcluded(kind)).join(" ");

  test("are all by default, and the command line beats the file", () => {
    expect(of({})).toBe(fileKinds.join(" "));
    expect(of({ config })).toBe("dockerfile yaml");
    expect(of({ config, commandLine: { kinds: ["python"] } })).toBe("python");
  });

  test("only the command line counts for paths given explicitly", () => {
    expect(isExcluded({ config })).toBe("");
    expect(isExcluded({ commandLine: { kinds: fileKinds.slice(0, -2) } })).toBe("hcl markdown");
  });

  test("a repository can add to the kinds of the policy, and drop none", () => {
    const policy = "files: { kinds: [yaml, json, shell] }";
    expect(of({ policy })).toBe("yaml json shell");
    expect(of({ policy, config })).toBe("dockerfile yaml json shell");
    expect(rejections({ policy, config })).toEqual([
      ".inferlint.yaml:1:17 Files of the kinds json and shell are checked too, because files.kinds can only add to the policy.",
    ]);
    const more = "files: { kinds: [yaml, json, shell, python] }";
    expect(of({ policy, config: more })).toBe("yaml json python shell");
    expect(rejections({ policy, config: more })).toEqual([]);
    expect(of({ policy: "{}", config })).toBe(fileKinds.join(" "));
    expect(rejections({ policy: "{}", config: "files: { kinds: [dockerfile] }" })).toHaveLength(1);
    // It is set by those who run the check.
    expect(of({ policy, config, commandLine: { kinds: ["text"] } })).toBe("text");
  });

  test("are shown with what set each", () => {
    expect(shown({})).toMatchObject({ "files.kinds.0": '"dockerfile" default' });
    const policy = "files: { kinds: [yaml] }";
    expect(shown({ policy, config })).toMatchObject({
      "files.kinds.0": '"yaml" org.policy.yaml:1',
      "files.kinds.1": '"dockerfile" .inferlint.yaml:1',
    });
    expect(shown({ config, commandLine: { kinds: ["hcl"] } })).toMatchObject({
      "files.kinds.0": '"hcl" command line',
    });
  });

  test("the configurations and the policy of the run are its own files", () => {
    const { isOwnFile } = settings({ policy: "{}", config: "{}" }).files;
    const paths = ["/repo/org.policy.yaml", "/repo/.inferlint.yaml", "/repo/deploy.yaml"];
    expect(paths.map(isOwnFile)).toEqual([true, true, false]);
  });
});

describe("the policy", () => {
  const policy =
    "files: { gitignore: true }\nallowLocal: [eol-os, eol-python]\nmaxExceptionDays: 30\n";

  test("its text is part of the settings, for reports", () => {
    expect(settings({ policy }).policy).toEqual({
      ...{ path: "org.policy.yaml", text: policy, name: "org.policy.yaml", catalogueDays: null },
    });
    const own = settings({ policy: `name: contoso-gate\nrequires: { catalogueDays: 90 }\n` });
    expect(own.policy).toMatchObject({ name: "contoso-gate", catalogueDays: { value: 90 } });
    expect(settings({}).policy).toBeNull();
  });

  test("its own settings are shown", () => {
    expect(shown({ policy })).toMatchObject({
      "files.gitignore": "true org.policy.yaml:1",
      "allowLocal.0": '"eol-os" org.policy.yaml:2',
      "allowLocal.1": '"eol-python" org.policy.yaml:2',
      maxExceptionDays: "30 org.policy.yaml:3",
    });
    expect(settings({ policy }).files.respectsGitignore).toBe(true);
  });

  test("what it requires is shown", () => {
    const needs = `requires: { inferlint: ">=0.1 <1", catalogueDays: 90 }\n`;
    expect(shown({ policy: needs })).toMatchObject({
      "requires.inferlint": '">=0.1 <1" org.policy.yaml:1',
      "requires.catalogueDays": "90 org.policy.yaml:1",
    });
  });

  test("and their defaults, only under a policy", () => {
    expect(shown({ policy: "{}" })).toMatchObject({
      "files.gitignore": "false default",
      allowLocal: "[] default",
    });
    expect(settings({ policy: "{}" }).files.respectsGitignore).toBe(false);
    const keys = Object.keys(shown({}));
    for (const key of ["files.gitignore", "allowLocal", "maxExceptionDays"])
      expect(keys).not.toContain(key);
    expect(settings({}).files.respectsGitignore).toBe(true);
  });
});
