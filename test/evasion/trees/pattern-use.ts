import { gitIndex } from "../../support/git-index.ts";
import { banned, current } from "../build-case.ts";
import type { TreeCase } from "../tree-case.ts";

/** BuildKit builds this to a banned image that runs as root: four errors. */
const faulty = `FROM ${banned}\nUSER root\n`;
const clean = `FROM ${current}\n`;
const rules = "[eol-os, eol-python, root-user, unsupported-image]";
const unmatched = ["unmatched-pattern", "matches no"];
const relativeTo = "it is relative to the directory of this file.";

export const cases: readonly TreeCase[] = [
  {
    name: "a pattern of each kind that matches no file is told at its place",
    files: {
      ".inferlint.yaml": `files:
  include: [docker/serving.tmpl, docker/*.tmpl]
  exclude: [third_party/**, legacy]
overrides:
  - files: [services/*, moved/**]
    rules: { eol-os: note }
exceptions:
  - { rules: ${rules}, files: [services/a, services/z], reason: later }
`,
      ...{ "services/a/Dockerfile": faulty, "legacy/Dockerfile": faulty, "docker/x.tmpl": clean },
    },
    args: [],
    status: 0,
    stderr: [
      `warning: .inferlint.yaml:2:13: The pattern docker/serving.tmpl in files.include matches no file that is checked with this configuration; ${relativeTo}`,
      `note: .inferlint.yaml:3:13: The pattern third_party/** in files.exclude matches nothing that is searched; ${relativeTo}`,
      "warning: .inferlint.yaml:5:25: The pattern moved/** in overrides[0].files matches no file",
      "warning: .inferlint.yaml:8:86: The pattern services/z in exceptions[0].files matches no file",
    ],
    silent: ["docker/*.tmpl", "services/*", "pattern legacy", "pattern services/a"],
  },
  {
    name: "an exception that a finding calls unused is not told twice",
    files: {
      ".inferlint.yaml": `exceptions: [{ rules: ${rules}, files: [services/z], reason: later }]\n`,
      "services/a/Dockerfile": clean,
    },
    args: [],
    status: 0,
    stdout: ["unused suppression"],
    silent: unmatched,
  },
  {
    name: "unless the rule that says it is off",
    files: {
      ".inferlint.yaml": `exceptions: [{ rules: ${rules}, files: [services/z], reason: later }]\n`,
      "services/a/Dockerfile": clean,
    },
    args: ["--ignore", "unused-suppression"],
    status: 0,
    stderr: ["The pattern services/z in exceptions[0].files matches no file"],
  },
  {
    name: "a pattern may match in what another pattern excludes, or what is never searched",
    files: {
      ".inferlint.yaml":
        'files: { exclude: [a, a/b/**, "**/old", node_modules/**, build, .git, b] }\noverrides: [{ files: [a/b/c], rules: {} }]\n',
      ...{ "a/Dockerfile": faulty, ".gitignore": "build/\n", "build/Dockerfile": faulty },
      ...{ "node_modules/x/Dockerfile": faulty, Dockerfile: clean },
    },
    args: [],
    status: 0,
    stderr: ["note: .inferlint.yaml:1:71: The pattern b in files.exclude matches nothing"],
    silent: ["pattern a/b", "**/old", "pattern node_modules", "pattern build", ".git"],
  },
  {
    name: "what git tracks in a folder that is not searched matches a pattern",
    files: {
      ".git/index": gitIndex(["node_modules/x/Dockerfile", "node_modules/y/Dockerfile"]),
      ...{ "node_modules/x/Dockerfile": faulty, "node_modules/y/Dockerfile": clean },
      ".inferlint.yaml":
        "files: { exclude: [node_modules/x/Dockerfile] }\noverrides: [{ files: [node_modules/y/Dockerfile], rules: {} }]\n",
    },
    args: [],
    status: 0,
    silent: unmatched,
  },
  ...[
    { name: "of a part of the repository", args: ["a"], status: 0 as const },
    { name: "of named files", args: ["a/Dockerfile", "Dockerfile"], status: 0 as const },
    { name: "of one kind of files", args: ["--kind", "dockerfile"], status: 0 as const },
    { name: "in which something was not read", args: [".", "nowhere"], status: 2 as const },
  ].map(({ name, args, status }): TreeCase => ({
    name: `nothing is told in a run ${name}`,
    files: {
      ".inferlint.yaml":
        "files: { exclude: [nowhere], include: [nowhere] }\noverrides: [{ files: [nowhere], rules: {} }]\n",
      ...{ Dockerfile: clean, "a/Dockerfile": clean },
    },
    ...{ args, status, silent: unmatched },
  })),
  {
    name: "nothing is told of the patterns of a policy",
    files: {
      "policy.yaml": "files: { exclude: [nowhere], include: [nowhere] }\n",
      Dockerfile: clean,
    },
    args: ["--policy", "policy.yaml"],
    status: 0,
    silent: unmatched,
  },
  {
    name: "what a configuration further up excludes below one of its own",
    files: {
      ...{ ".inferlint.yaml": "files: { exclude: [a/old] }\n", "a/.inferlint.yaml": "{}\n" },
      ...{ "a/old/Dockerfile": faulty, "a/Dockerfile": clean },
    },
    args: [],
    status: 0,
    silent: unmatched,
  },
  {
    name: "a pattern for files that another configuration is nearer to",
    files: {
      ".inferlint.yaml": "overrides: [{ files: [a/**], rules: { eol-os: off } }]\n",
      ...{ "a/.inferlint.yaml": "{}\n", "a/Dockerfile": clean },
    },
    args: [],
    status: 0,
    stderr: ["matches no file that is checked with this configuration"],
  },
  {
    name: "a pattern of an extended file matches if it matches for one that extends it",
    files: {
      "base.yaml": "overrides: [{ files: [a/x, b/y, c/z], rules: {} }]\n",
      ...{ "a/.inferlint.yaml": "extends: ../base.yaml\n", "a/x/Dockerfile": clean },
      ...{ "b/.inferlint.yaml": "extends: ../base.yaml\n", "b/y/Dockerfile": clean },
    },
    args: [],
    status: 0,
    stderr: [/warning: base\.yaml:1:33: The pattern c\/z in overrides\[0\]\.files[^\n]*\n$/],
    silent: ["pattern a/x", "pattern b/y"],
  },
  {
    name: "patterns of -c FILE are relative to the root of the repository, from a directory below it too",
    files: {
      ".github/linters/.inferlint.yaml": "files: { exclude: [services/old, linters] }\n",
      ...{ "services/old/Dockerfile": faulty, "services/Dockerfile": clean },
    },
    args: ["-c", "../.github/linters/.inferlint.yaml", ".."],
    cwd: "services",
    status: 0,
    stderr: [
      "note: ../.github/linters/.inferlint.yaml:1:34: The pattern linters in files.exclude matches nothing that is searched; it is relative to the root of the repository.",
    ],
    silent: ["services/old"],
  },
  {
    name: "SARIF places it in the configuration",
    files: { ".inferlint.yaml": "files: { include: [nowhere] }\n", Dockerfile: clean },
    args: ["--format", "sarif"],
    status: 0,
    stdout: ['"id": "unmatched-pattern"', '"uri": ".inferlint.yaml"', '"startColumn": 20'],
  },
];
