import { banned } from "../build-case.ts";
import type { TreeCase } from "../tree-case.ts";

/** BuildKit builds this to a banned image that runs as root: four errors. */
const faulty = `FROM ${banned}\nUSER root\n`;
const rules = ["eol-os", "eol-python", "root-user", "unsupported-image"] as const;
const allOff = `rules: { ${rules.map((rule) => `${rule}: off`).join(", ")} }\n`;
const allExcepted = `exceptions: [{ rules: [${rules.join(", ")}], reason: later }]\n`;
const outside = "and only a file in it can be extended";

export const cases: readonly TreeCase[] = [
  {
    name: "a configuration extends a file above it, and wins key by key",
    files: {
      "base.yaml":
        "rules: { eol-os: { level: note }, eol-python: off, root-user: off }\nfailOn: never\n",
      "serving/.inferlint.yaml":
        "extends: ../base.yaml\nrules: { root-user: error }\nfailOn: error\n",
      "serving/Dockerfile": faulty,
    },
    args: [],
    status: 1,
    stdout: ["3 problems (2 errors, 1 note)"],
    silent: ["eol-python"],
  },
  {
    name: "lists are joined: exclusions, exceptions, mirrors, files to include and overrides",
    files: {
      "base.yaml":
        "files: { exclude: [a], include: [x.tpl] }\nexceptions: [{ rules: [eol-os], reason: later }]\noverrides: [{ files: ['**'], rules: { eol-python: off } }]\n",
      ".inferlint.yaml":
        "extends: base.yaml\nfiles: { exclude: [b], include: [y.tpl] }\nexceptions: [{ rules: [root-user], reason: later }]\noverrides: [{ files: ['**'], rules: { unsupported-image: off } }]\n",
      ...{ "a/Dockerfile": faulty, "b/Dockerfile": faulty, "x.tpl": faulty, "y.tpl": faulty },
    },
    args: [],
    status: 0,
    stdout: [/No findings in 2 files \(2 checked, .*\), 4 suppressed/],
  },
  {
    name: "what the extending file sets for all files comes after the overrides of the extended one",
    files: {
      "base.yaml": `overrides: [{ files: ["**"], ${allOff.trim()} }]\n`,
      ".inferlint.yaml": "extends: base.yaml\nrules: { root-user: error }\n",
      Dockerfile: faulty,
    },
    args: [],
    status: 1,
    stdout: ["1 problem (1 error)", "root-user"],
  },
  {
    name: "patterns of an extended file are relative to its own directory",
    files: {
      "base.yaml": "files: { exclude: [legacy, serving/old] }\n",
      "serving/.inferlint.yaml": "extends: ../base.yaml\n",
      ...{ "serving/old/Dockerfile": faulty, "serving/legacy/Dockerfile": faulty },
    },
    args: ["serving"],
    status: 1,
    stdout: ["4 problems", /^serving\/legacy\/Dockerfile$/m],
  },
  {
    name: "an exception in an extended file is unused only if no configuration that extends it needs it",
    files: {
      "base.yaml": allExcepted.replace(" }]", " }, { rules: [stale-tag], reason: never }]"),
      ...{ "a/.inferlint.yaml": "extends: ../base.yaml\n", "a/Dockerfile": faulty },
      ...{ "b/.inferlint.yaml": "extends: ../base.yaml\n", "b/Dockerfile": "FROM scratch\n" },
    },
    args: ["--format", "concise"],
    status: 0,
    stdout: [/^base\.yaml:1:92: .*unused-suppression.*stale-tag/m],
    silent: ["unused suppression of eol-os"],
  },
  {
    name: "and is not reported where other directories were not checked",
    files: {
      "base.yaml": allExcepted,
      ...{ "a/.inferlint.yaml": "extends: ../base.yaml\n", "a/Dockerfile": "FROM scratch\n" },
      ...{ "b/.inferlint.yaml": "extends: ../base.yaml\n", "b/Dockerfile": faulty },
    },
    args: ["a"],
    status: 0,
    silent: ["unused"],
  },
  {
    name: "a file that is extended names images and runs none",
    files: {
      ...{ ".inferlint.yaml": "extends: base.yaml\n", Dockerfile: "FROM scratch\n" },
      "base.yaml": `build: { args: { IMAGE: "${banned}" } }\n`,
    },
    args: [],
    status: 0,
    silent: ["unsupported"],
  },
  {
    name: "a policy limits what a repository extends, at its place",
    files: {
      ...{ ".inferlint.yaml": "extends: base.yaml\n", "base.yaml": allOff, Dockerfile: faulty },
      "policy.yaml": "failOn: error\n",
    },
    args: ["--policy", "policy.yaml"],
    status: 1,
    stdout: ["4 problems"],
    stderr: ["warning: base.yaml:1:18: The level of eol-os is looser than the policy allows"],
  },
  ...[
    ["a file outside of the repository", "../base.yaml", "it is outside of the repository"],
    ["one that does not exist there", "../../../nowhere/x", "it is outside of the repository"],
    ["a link that leads out of it", "link.yaml", "it is a link that leads out of the repository"],
    ["a file that does not exist", "nowhere.yaml", "there is no such file"],
    ["a directory", "folder", "it is not a regular file"],
  ].map(([name = "", path = "", why = ""]): TreeCase => ({
    name: `a configuration cannot extend ${name}`,
    files: {
      ".inferlint.yaml": `failOn: error\nextends: ${path}\n`,
      ...{ "link.yaml": { link: "/etc/passwd" }, folder: { directory: true } },
      Dockerfile: faulty,
    },
    args: [],
    status: 2,
    stderr: [`error: .inferlint.yaml:2:10: extends ${path}: ${why}`],
    silent: ["root:"],
  })),
  {
    name: "an inner repository extends no file of the outer one",
    files: {
      ...{ "inner/.git/HEAD": "", "base.yaml": allOff, "inner/Dockerfile": faulty },
      "inner/.inferlint.yaml": "extends: ../base.yaml\n",
    },
    args: [],
    status: 2,
    stderr: [
      `inner/.inferlint.yaml:1:10: extends ../base.yaml: it is outside of the repository of the configuration, ${outside}`,
    ],
  },
  {
    name: "files that extend each other in a circle, by a link too",
    files: {
      ".inferlint.yaml": "extends: a.yaml\n",
      ...{
        "a.yaml": "failOn: error\nextends: b/link.yaml\n",
        "b/link.yaml": { link: "../.inferlint.yaml" },
      },
      Dockerfile: faulty,
    },
    args: [],
    status: 2,
    stderr: [
      "error: a.yaml:2:10: extends b/link.yaml: the files extend each other in a circle: .inferlint.yaml → a.yaml → b/link.yaml",
    ],
  },
  {
    name: "a file that extends itself",
    files: { ".inferlint.yaml": "extends: .inferlint.yaml\n", Dockerfile: faulty },
    args: [],
    status: 2,
    stderr: ["in a circle: .inferlint.yaml → .inferlint.yaml"],
  },
  {
    name: "a chain of files without end",
    files: {
      ...{ ".inferlint.yaml": "extends: 1.yaml\n", Dockerfile: faulty },
      ...Object.fromEntries(
        Array.from({ length: 9 }, (_, at) => [`${at + 1}.yaml`, `extends: ${at + 2}.yaml\n`]),
      ),
    },
    args: [],
    status: 2,
    stderr: ["error: 7.yaml:1:10: extends 8.yaml: more than 8 files extend each other"],
  },
  {
    name: "what is wrong in an extended file is named there",
    files: {
      ...{
        ".inferlint.yaml": "extends: base.yaml\n",
        "base.yaml": "failOn: error\nfailon: error\n",
      },
      Dockerfile: faulty,
    },
    args: [],
    status: 2,
    stderr: ["error: base.yaml:2:1: unknown key failon (did you mean failOn?)"],
  },
  {
    name: "an extended file cannot set what only a policy sets",
    files: {
      ...{ ".inferlint.yaml": "extends: base.yaml\n", "base.yaml": "allowLocal: [eol-os]\n" },
      Dockerfile: faulty,
    },
    args: [],
    status: 2,
    stderr: ["error: base.yaml:1:1: allowLocal can only be set in a policy"],
  },
  {
    name: "a policy extends nothing in a checkout",
    files: {
      ...{ "gate/policy.yaml": "extends: base.yaml\n", "gate/base.yaml": allOff },
      Dockerfile: faulty,
    },
    args: ["--policy", "gate/policy.yaml"],
    status: 2,
    stderr: [
      "error: gate/policy.yaml:1:10: extends base.yaml: a policy cannot extend a file of a repository that is checked",
    ],
  },
  {
    name: "nor in a submodule, whose commit the repository chooses",
    files: {
      ...{ "gate/.git": "gitdir: ../.git/modules/gate\n", Dockerfile: faulty },
      ...{ "gate/policy.yaml": "extends: base.yaml\n", "gate/base.yaml": allOff },
    },
    args: ["--policy", "gate/policy.yaml"],
    status: 2,
    stderr: ["a policy cannot extend a file of a repository that is checked"],
  },
  {
    name: "a policy in a repository that was cloned below the checkout extends a file beside it",
    files: {
      ...{ "gate/.git/HEAD": "", Dockerfile: faulty, ".inferlint.yaml": allOff },
      ...{ "gate/policy.yaml": "extends: base.yaml\n", "gate/base.yaml": "allowLocal: [eol-os]\n" },
    },
    args: ["--policy", "gate/policy.yaml"],
    status: 1,
    stdout: ["3 problems (3 errors)"],
  },
];
