import { fingerprintHash } from "../../../src/pipeline/fingerprint-hash.ts";
import { gitIndex } from "../../support/git-index.ts";
import { banned, current } from "../build-case.ts";
import type { TreeCase } from "../tree-case.ts";

/** BuildKit builds this to a banned image that runs as root: four errors. */
const faulty = `FROM ${banned}\nUSER root\n`;
const clean = `FROM ${current}\n`;
const rules = ["eol-os", "eol-python", "root-user", "unsupported-image"] as const;
const image = banned.replace(":latest", "");

/** A baseline of every finding of a faulty file, as `--update-baseline` writes it at the root of its repository. */
function accepting(path: string): string {
  const findings = rules.map((rule) => {
    const fingerprint = fingerprintHash([rule, path, `${image}|0`, 1].join("\n"));
    const entry = { path, rule, about: `${image}, stage 0`, fingerprint };
    const parts = Object.entries(entry).map(([key, value]) => `"${key}": "${value}"`);
    return `    { ${parts.join(", ")} }`;
  });
  return `{\n  "schema": "inferlint.baseline/1",\n  "findings": [\n${findings.join(",\n")}\n  ]\n}\n`;
}

const acceptingNone = '{\n  "schema": "inferlint.baseline/1",\n  "findings": []\n}\n';
/** In a submodule `.git` is a file. */
const submodule = { "inner/.git": "gitdir: ../.git/modules/inner\n" };
const clone = { "inner/.git/HEAD": "ref: refs/heads/main\n" };
const allOff = `rules: { ${rules.map((rule) => `${rule}: off`).join(", ")} }\n`;
const both = { Dockerfile: faulty, "inner/Dockerfile": faulty };
/** A baseline counts among the files that are found, not among those that are named. */
const outerOnly = /4 problems \(4 errors\) in 1 of [2-4] files, 4 in the baseline/;

export const cases: readonly TreeCase[] = [
  {
    name: "the baseline of the inner repository hides nothing of the outer one, seen from the inner one",
    files: { ...submodule, ...both, "inner/.inferlint-baseline.json": accepting("Dockerfile") },
    args: [".."],
    cwd: "inner",
    status: 1,
    stdout: [outerOnly, /^\.\.\/Dockerfile$/m],
  },
  {
    name: "nor seen from the outer one, where it accepts the findings of the inner one",
    files: { ...clone, ...both, "inner/.inferlint-baseline.json": accepting("Dockerfile") },
    args: [],
    status: 1,
    stdout: [outerOnly, /^Dockerfile$/m],
  },
  {
    name: "nor if both are named",
    files: { ...clone, ...both, "inner/.inferlint-baseline.json": accepting("Dockerfile") },
    args: ["Dockerfile", "inner/Dockerfile"],
    status: 1,
    stdout: [outerOnly],
  },
  {
    name: "the baseline of the outer repository hides nothing of an inner one with a configuration",
    files: {
      ...{ ...clone, ...both, "inner/.inferlint.yaml": "failOn: error\n" },
      ".inferlint-baseline.json": accepting("Dockerfile"),
    },
    args: [],
    status: 1,
    stdout: [outerOnly, /^inner\/Dockerfile$/m],
  },
  {
    name: "an inner repository without configuration and baseline belongs to the outer one",
    files: {
      ...{ ...submodule, "inner/Dockerfile": faulty },
      ".inferlint-baseline.json": accepting("inner/Dockerfile"),
    },
    args: [],
    status: 0,
    stdout: ["4 in the baseline"],
  },
  {
    name: "a file of an inner repository that the baseline of the outer one names by its path there is new",
    files: {
      ...{ ...submodule, "inner/Dockerfile": faulty },
      ".inferlint-baseline.json": accepting("Dockerfile"),
    },
    args: [],
    status: 1,
    stdout: ["4 problems"],
  },
  {
    name: "a baseline in an inner repository that the outer one names has the paths of the inner one",
    files: {
      ...{ ...clone, ...both, ".inferlint.yaml": "baseline: inner/.inferlint-baseline.json\n" },
      "inner/.inferlint-baseline.json": accepting("Dockerfile"),
    },
    args: [],
    status: 1,
    stdout: [outerOnly, /^Dockerfile$/m],
  },
  {
    name: "--baseline names files from the root of the run, and replaces those of inner repositories",
    files: {
      ...{ ...clone, ...both, "inner/.inferlint-baseline.json": accepting("Dockerfile") },
      "accepted.json": accepting("Dockerfile"),
    },
    args: ["--baseline", "accepted.json"],
    status: 1,
    stdout: [outerOnly, /^inner\/Dockerfile$/m],
  },
  {
    name: "--update-baseline writes the baseline of the root and those of inner repositories that have one",
    files: {
      ...{ ...clone, ...both, "inner/.inferlint-baseline.json": acceptingNone },
      ".inferlint-baseline.json": acceptingNone,
      ...{ "two/.git/HEAD": "", "two/.inferlint.yaml": "{}\n", "two/Dockerfile": faulty },
    },
    args: ["--update-baseline", "--baseline-add"],
    status: 1,
    stdout: ["4 problems (4 errors) in 1 of 5 files, 8 in the baseline", /^two\/Dockerfile$/m],
    stderr: [
      "inferlint: .inferlint-baseline.json: 4 added, 0 removed, 4 in total\n",
      "inferlint: inner/.inferlint-baseline.json: 4 added, 0 removed, 4 in total\n",
    ],
    silent: ["two/.inferlint-baseline.json"],
    after: {
      ".inferlint-baseline.json": accepting("Dockerfile"),
      "inner/.inferlint-baseline.json": accepting("Dockerfile"),
    },
  },
  {
    name: "an incomplete run writes no baseline and names each",
    files: {
      ...{ ...clone, ...both, "inner/.inferlint-baseline.json": acceptingNone },
      ".inferlint-baseline.json": acceptingNone,
    },
    args: ["--update-baseline", "--baseline-add", ".", "missing"],
    status: 2,
    stderr: [
      "inferlint: .inferlint-baseline.json was not changed",
      "inferlint: inner/.inferlint-baseline.json was not changed",
    ],
    after: {
      ".inferlint-baseline.json": acceptingNone,
      "inner/.inferlint-baseline.json": acceptingNone,
    },
  },
  {
    name: "SARIF names a file of an inner repository from the root of the run",
    files: { ...submodule, "inner/Dockerfile": faulty },
    args: ["--format", "sarif"],
    status: 1,
    stdout: ['"uri": "inner/Dockerfile"'],
    silent: ['"uri": "Dockerfile"'],
  },
  {
    name: "also one with a configuration of its own",
    files: { ...clone, "inner/Dockerfile": faulty, "inner/.inferlint.yaml": "{}\n" },
    args: ["--format", "sarif"],
    status: 1,
    stdout: ['"uri": "inner/Dockerfile"'],
    silent: ['"uri": "Dockerfile"'],
  },
  {
    name: "also seen from the inner repository, where the outer one is checked too",
    files: { ...clone, ...both },
    args: ["--format", "sarif", "..", "."],
    cwd: "inner",
    status: 1,
    stdout: ['"uri": "inner/Dockerfile"', '"uri": "Dockerfile"'],
    silent: ['"uri": "../Dockerfile"'],
  },
  {
    name: "SARIF names a file of a notification from the root of the run",
    files: { "sub/Dockerfile": `ARG TAG\nFROM ${image}:$TAG\nFROM scratch\n` },
    args: ["--format", "sarif", "--target", "nowhere", ".", "missing"],
    cwd: "sub",
    status: 2,
    stdout: ['"uri": "sub/missing"'],
    silent: ['"uri": "missing"'],
  },
  {
    name: "a submodule that the outer repository excludes stays excluded, whatever it has",
    files: {
      ...{ ...submodule, "inner/Dockerfile": faulty, "inner/.inferlint.yaml": "nonsense: true\n" },
      ".inferlint.yaml": "files: { exclude: [inner] }\n",
    },
    args: [],
    status: 0,
    silent: ["inner", "nonsense"],
  },
  {
    name: "also in part, and by a pattern",
    files: {
      ...{ ...submodule, "inner/Dockerfile": clean, "inner/legacy/Dockerfile": faulty },
      "inner/.inferlint.yaml": "{}\n",
      ".inferlint.yaml": 'files: { exclude: ["**/legacy/**"] }\n',
    },
    args: [],
    status: 0,
    stdout: ["in 1 file"],
    silent: ["legacy"],
  },
  {
    name: "also in a hook, which names every file",
    files: {
      ...{ ...submodule, "inner/Dockerfile": faulty, "inner/.inferlint.yaml": "{}\n" },
      ".inferlint.yaml": "files: { exclude: [inner] }\n",
    },
    args: ["--force-exclude", "inner/Dockerfile"],
    status: 0,
  },
  {
    name: "the inner repository excludes nothing of the outer one",
    files: {
      ...{ ...clone, ...both },
      "inner/.inferlint.yaml": 'files: { exclude: ["**/Dockerfile"] }\n',
    },
    args: [],
    status: 1,
    stdout: ["4 problems (4 errors) in 1 file,"],
    silent: ["inner/Dockerfile"],
  },
  {
    name: "the inner repository includes files that only it knows",
    files: {
      ...{ ...clone, "inner/serving.tmpl": faulty, "serving.tmpl": faulty },
      "inner/.inferlint.yaml": "files: { include: [serving.tmpl] }\n",
    },
    args: [],
    status: 1,
    stdout: ["4 problems (4 errors) in 1 file,", /^inner\/serving\.tmpl$/m],
  },
  {
    name: "what the outer repository turns off is on in an inner one with a configuration",
    files: {
      ...{ ...clone, ...both, ".inferlint.yaml": allOff },
      "inner/.inferlint.yaml": "failOn: error\n",
    },
    args: [],
    status: 1,
    stdout: ["4 problems (4 errors) in 1 of 2 files", /^inner\/Dockerfile$/m],
  },
  {
    name: "and in one with only a baseline",
    files: {
      ...{ ...clone, ...both, ".inferlint.yaml": allOff },
      "inner/.inferlint-baseline.json": acceptingNone,
    },
    args: [],
    status: 1,
    stdout: ["4 problems (4 errors) in 1 of 3 files"],
  },
  {
    name: "and off in one with neither",
    files: { ...clone, ...both, ".inferlint.yaml": allOff },
    args: [],
    status: 0,
  },
  {
    name: "what the inner repository turns off is on in the outer one",
    files: { ...clone, ...both, "inner/.inferlint.yaml": allOff },
    args: [".."],
    cwd: "inner",
    status: 1,
    stdout: ["4 problems (4 errors) in 1 of 2 files", /^\.\.\/Dockerfile$/m],
  },
  {
    name: "in every repository the configuration nearest to the file counts",
    files: {
      "services/a/Dockerfile": faulty,
      "services/a/.inferlint.yaml": "failOn: error\n",
      ".inferlint.yaml": allOff,
    },
    args: [],
    status: 1,
    stdout: ["4 problems"],
  },
  {
    name: "also for a file that is named",
    files: {
      "services/a/deep/Dockerfile": faulty,
      "services/a/.inferlint.yaml": "failOn: error\n",
      ".inferlint.yaml": allOff,
    },
    args: ["services/a/deep/Dockerfile"],
    status: 1,
    stdout: ["4 problems"],
  },
  {
    name: "not that of another folder, in which the run starts",
    files: {
      "services/a/Dockerfile": faulty,
      ...{ "tools/.inferlint.yaml": allOff, "tools/Dockerfile": clean },
    },
    args: ["../services", "."],
    cwd: "tools",
    status: 1,
    stdout: ["4 problems"],
  },
  {
    name: "failOn of the inner repository counts for its findings",
    files: {
      ...{ ...clone, "inner/Dockerfile": `FROM ${current}\n`, Dockerfile: clean },
      "inner/.inferlint.yaml": "rules: { floating-tag: note }\nfailOn: note\n",
    },
    args: [],
    status: 1,
    stdout: ["1 problem (1 note) in 1 of 2 files"],
  },
  {
    name: "and for no others",
    files: {
      ...{ ...clone, "inner/Dockerfile": clean, Dockerfile: faulty },
      "inner/.inferlint.yaml": "failOn: never\n",
    },
    args: [],
    status: 1,
  },
  {
    name: "an invalid configuration of an inner repository ends the run, and is named",
    files: { ...submodule, ...both, "inner/.inferlint.yaml": "rules: { eol-oz: off }\n" },
    args: [],
    status: 2,
    stderr: [/^inferlint: error: inner\/\.inferlint\.yaml:1:10: .*eol-oz/m],
  },
  {
    name: "two configurations in an inner repository do",
    files: {
      ...{ ...submodule, ...both, "inner/.inferlint.yaml": "{}\n" },
      "inner/.inferlint.json": "{}\n",
    },
    args: ["inner/Dockerfile"],
    status: 2,
    stderr: ["inner/.inferlint.json: .inferlint.yaml is in the same directory"],
  },
  {
    name: "a baseline of an inner repository that cannot be read does",
    files: { ...submodule, ...both, "inner/.inferlint-baseline.json": "{}" },
    args: [],
    status: 2,
    stderr: ["the baseline inner/.inferlint-baseline.json cannot be used"],
  },
  {
    name: "--config replaces the configuration of an inner repository",
    files: {
      ...{ ...clone, "inner/Dockerfile": faulty, "inner/.inferlint.yaml": allOff },
      "ci/strict.yaml": "failOn: error\n",
    },
    args: ["--config", "ci/strict.yaml"],
    status: 1,
    stdout: ["4 problems"],
  },
  {
    name: "patterns of --config are relative to the root of the run",
    files: {
      ...{ "legacy/Dockerfile": faulty, "ci/legacy/Dockerfile": faulty },
      "ci/strict.yaml": "files: { exclude: [ci/**] }\n",
    },
    args: ["--config", "ci/strict.yaml"],
    status: 1,
    stdout: ["4 problems (4 errors) in 1 file,", /^legacy\/Dockerfile$/m],
  },
  {
    name: "--no-config reads none of an inner repository either",
    files: { ...clone, "inner/Dockerfile": faulty, "inner/.inferlint.yaml": allOff },
    args: ["--no-config"],
    status: 1,
    stdout: ["4 problems"],
  },
  {
    name: "an inner repository loosens no policy",
    files: {
      ...{ ...clone, "inner/Dockerfile": faulty, "policy.yaml": "failOn: error\n" },
      "inner/.inferlint.yaml": `${allOff}failOn: never\nfiles: { exclude: ["**"] }\n`,
      "inner/.inferlint-baseline.json": accepting("Dockerfile"),
    },
    args: ["--policy", "policy.yaml"],
    status: 1,
    stdout: ["4 problems"],
    stderr: [
      "inner/.inferlint.yaml:1:18: The level of eol-os is looser than the policy allows",
      "inner/.inferlint.yaml:2:9: failOn is looser",
      "inner/.inferlint.yaml:3:19: These files are checked anyway",
      "inner/.inferlint-baseline.json:1:1: This baseline has no effect",
    ],
  },
  {
    name: "an inner repository cannot place a baseline where the policy names one",
    files: {
      ...{ ...clone, ...both, "policy.yaml": "baseline: .inferlint-baseline.json\n" },
      ".inferlint-baseline.json": acceptingNone,
      "inner/.inferlint-baseline.json": accepting("Dockerfile"),
    },
    args: ["--policy", "policy.yaml"],
    status: 1,
    stdout: ["8 problems"],
  },
  {
    name: "a link to a file of an inner repository is named, and the file is checked there",
    files: {
      ...{ ...clone, "inner/.inferlint.yaml": "{}\n", "inner/Dockerfile": faulty },
      ...{ Dockerfile: { link: "inner/Dockerfile" }, gpu: { link: "inner" } },
    },
    args: [],
    status: 1,
    stdout: ["4 problems (4 errors) in 1 file,", /^inner\/Dockerfile$/m],
    stderr: [
      "warning: Dockerfile: The symbolic link was not followed: it leads into another repository.",
      "warning: 1 symbolic link to a folder was not followed: gpu.",
    ],
  },
  {
    name: "a link to a whole inner repository is named, and the repository is checked where it is",
    files: {
      ...{ ...clone, "inner/.inferlint.yaml": "files: { include: [serving] }\n" },
      ...{ "inner/serving": faulty, services: { link: "inner" } },
    },
    args: [],
    status: 1,
    stdout: ["4 problems (4 errors) in 1 file,", /^inner\/serving$/m],
    stderr: ["1 symbolic link to a folder was not followed: services."],
  },
  {
    name: "a link in an inner repository is checked by its settings, and its baseline names the target",
    files: {
      ...{ ...clone, "inner/a/Dockerfile": { link: "../base.tpl" }, "inner/base.tpl": faulty },
      ...{ ".inferlint.yaml": allOff, "inner/.inferlint-baseline.json": accepting("base.tpl") },
      "inner/b/Dockerfile": { link: "base.tpl" },
      "inner/b/base.tpl": faulty,
    },
    args: [],
    status: 1,
    stdout: ["4 problems (4 errors) in 1 of 3 files, 4 in the baseline", /^inner\/b\/Dockerfile$/m],
  },
  {
    name: "SARIF names the target of such a link from the root of the run",
    files: {
      ...{ ...clone, "inner/.inferlint.yaml": "{}\n" },
      ...{ "inner/a/Dockerfile": { link: "../base.tpl" }, "inner/base.tpl": faulty },
    },
    args: ["--format", "sarif"],
    status: 1,
    stdout: ['"uri": "inner/base.tpl"'],
  },
  {
    name: "of two links to one file, what the settings of the first turn off is on for the second",
    files: {
      ...{
        "base.tpl": faulty,
        "a/.inferlint.yaml": allOff,
        "a/Dockerfile": { link: "../base.tpl" },
      },
      ...{ "b/Dockerfile": { link: "../base.tpl" }, "c/Dockerfile": { link: "../base.tpl" } },
    },
    args: [],
    status: 1,
    stdout: [/^b\/Dockerfile$/m, "4 problems (4 errors) in 1 of 2 files"],
    stderr: ["A symbolic link to base.tpl, as c/Dockerfile is; the file was checked once"],
  },
  {
    name: "what git tracks in an inner repository although it ignores it, with settings and without",
    files: {
      ...{ ...clone, "two/.git/HEAD": "", "inner/.inferlint.yaml": "{}\n" },
      "inner/.git/index": gitIndex(["build/Dockerfile"]),
      ...{ "inner/.gitignore": "build/\n", "inner/build/Dockerfile": faulty },
      "two/.git/index": gitIndex(["node_modules/a/Dockerfile"]),
      "two/node_modules/a/Dockerfile": faulty,
    },
    args: [],
    status: 1,
    stdout: [/^inner\/build\/Dockerfile$/m, /^two\/node_modules\/a\/Dockerfile$/m, "8 problems"],
  },
  {
    name: "what the outer repository tracks below a folder with settings has these",
    files: {
      ".git/index": gitIndex([
        "a/Dockerfile",
        "a/build/Dockerfile",
        "a/old/Dockerfile",
        "x/build/Dockerfile",
      ]),
      ...{ ".gitignore": "build/\n", ".inferlint.yaml": allOff },
      "a/.inferlint.yaml": "files: { exclude: [old] }\n",
      ...{ "a/Dockerfile": clean, "a/build/Dockerfile": faulty, "a/old/Dockerfile": faulty },
      "x/build/Dockerfile": faulty,
    },
    args: [],
    status: 1,
    stdout: ["4 problems (4 errors) in 1 of 3 files", /^a\/build\/Dockerfile$/m],
    silent: ["old"],
  },
  {
    name: "settings in a folder that git ignores count for what it tracks there",
    files: {
      ".git/index": gitIndex([
        ...["build/.inferlint.yaml", "build/serving.tmpl", "build/a/old/Dockerfile"],
      ]),
      ...{ ".gitignore": "build/\n", ".inferlint.yaml": allOff },
      "build/.inferlint.yaml": "files: { include: [serving.tmpl], exclude: [a/old] }\n",
      ...{ "build/serving.tmpl": faulty, "build/a/old/Dockerfile": faulty },
    },
    args: [],
    status: 1,
    stdout: ["4 problems (4 errors) in 1 file,", /^build\/serving\.tmpl$/m],
  },
  {
    name: "a configuration that git tracks in an excluded folder is not read",
    files: {
      ".git/index": gitIndex(["old/.inferlint.yaml", "old/a/Dockerfile", "build/Dockerfile"]),
      ...{ ".gitignore": "build/\n", ".inferlint.yaml": "files: { exclude: [old] }\n" },
      ...{ "old/.inferlint.yaml": "nonsense: true\n", "old/a/Dockerfile": faulty },
      "build/Dockerfile": faulty,
    },
    args: [],
    status: 1,
    stdout: ["4 problems (4 errors) in 1 file,", /^build\/Dockerfile$/m],
    silent: ["nonsense"],
  },
  {
    name: "a submodule in what git ignores has its own settings, and one that is invalid is named",
    files: {
      ".git/index": gitIndex(["vendor/inner"], "utf8", 0o160000),
      ...{ ".gitignore": "vendor/\n", "vendor/inner/.git": "gitdir: ../../.git/modules/inner\n" },
      ...{ "vendor/inner/Dockerfile": faulty, "vendor/inner/.inferlint.yaml": "nonsense: 1\n" },
    },
    args: [],
    status: 2,
    stderr: [/^inferlint: error: vendor\/inner\/\.inferlint\.yaml:1:1: .*nonsense/m],
  },
  {
    name: "names that are not valid UTF-8 in an inner repository with settings",
    files: {
      ...{ ...clone, "inner/.inferlint.yaml": "{}\n", "inner/Dockerfile": clean },
      "latin1:inner/d\xe9/Dockerfile": faulty,
      "latin1:inner/Dockerfile.\xe9": faulty,
    },
    args: [],
    status: 2,
    stderr: [
      String.raw`error: inner/Dockerfile.\xe9: The name is not valid UTF-8`,
      String.raw`error: inner/d\xe9/Dockerfile: The name is not valid UTF-8`,
    ],
  },
  {
    name: "unless these exclude them",
    files: {
      ...{ ...clone, "inner/.inferlint.yaml": 'files: { exclude: ["d*/**", "*.*"] }\n' },
      ...{ "inner/Dockerfile": clean, "latin1:inner/d\xe9/Dockerfile": faulty },
      "latin1:inner/Dockerfile.\xe9": faulty,
    },
    args: [],
    status: 0,
  },
  {
    name: "settings in a folder whose name is not valid UTF-8 are not passed over",
    files: {
      "latin1:d\xe9/.inferlint.yaml": "files: { include: [serving] }\n",
      "latin1:d\xe9/serving": faulty,
    },
    args: [],
    status: 2,
    stderr: [String.raw`error: d\xe9: The name is not valid UTF-8; the configuration or baseline`],
  },
  {
    name: "--force-exclude takes what the inner repository includes, and not what it excludes",
    files: {
      ...{ ...clone, "inner/serving.tmpl": faulty, "inner/old/Dockerfile": faulty },
      "inner/.inferlint.yaml": "files: { include: [serving.tmpl], exclude: [old] }\n",
      "serving.tmpl": faulty,
    },
    args: ["--force-exclude", "inner/serving.tmpl", "inner/old/Dockerfile", "serving.tmpl"],
    status: 1,
    stdout: ["4 problems (4 errors) in 1 file,", /^inner\/serving\.tmpl$/m],
  },
  {
    name: "and nothing of one that the outer repository excludes, whose configuration is not read",
    files: {
      ...{ ...submodule, "inner/a/Dockerfile": faulty, "inner/.inferlint.yaml": "nonsense: 1\n" },
      ".inferlint.yaml": "files: { exclude: [inner] }\n",
    },
    args: ["--force-exclude", "inner/a/Dockerfile"],
    status: 0,
    silent: ["nonsense"],
  },
  {
    name: "--force-exclude takes what an inner repository tracks although it ignores it",
    files: {
      ...{ ...clone, "inner/.inferlint.yaml": "{}\n", "inner/.gitignore": "build/\n" },
      "inner/.git/index": gitIndex(["build/Dockerfile"]),
      ...{ "inner/build/Dockerfile": faulty, "inner/build/Dockerfile.other": faulty },
    },
    args: ["--force-exclude", "inner/build/Dockerfile", "inner/build/Dockerfile.other"],
    status: 1,
    stdout: ["4 problems (4 errors) in 1 file,", /^inner\/build\/Dockerfile$/m],
  },
  {
    name: "under a policy what is left out is counted over all repositories, each file of rules by itself",
    files: {
      ...{ ...clone, "policy.yaml": "files: { exclude: [third], gitignore: true }\n" },
      ...{ "inner/.inferlint.yaml": "{}\n", "inner/Dockerfile": clean },
      ...{ ".gitignore": "build/\n", "build/Dockerfile": faulty, "third/Dockerfile": faulty },
      ...{ "inner/.gitignore": "build/\n", "inner/build/Dockerfile": faulty },
      ...{ "node_modules/a": "", "inner/node_modules/a": "", "inner/third/Dockerfile": faulty },
    },
    args: ["--policy", "policy.yaml"],
    status: 1,
    stdout: [/^inner\/third\/Dockerfile$/m],
    stderr: [
      "note: Left out: 1 folder that the pattern third excludes.",
      "note: Left out: 2 folders named node_modules, except for what git tracks.",
      "note: .gitignore: Left out: 1 folder that build/ ignores",
      "note: inner/.gitignore: Left out: 1 folder that build/ ignores",
    ],
  },
];
