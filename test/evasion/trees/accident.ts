import { fingerprintHash } from "../../../src/pipeline/fingerprint-hash.ts";
import { banned, current } from "../build-case.ts";
import type { TreeCase } from "../tree-case.ts";

const faulty = `FROM ${banned}\nUSER root\n`;
const image = banned.replace(":latest", "");
const fingerprint = fingerprintHash(["root-user", "Dockerfile", `${image}|0`, 1].join("\n"));
const baseline = `{\n  "schema": "inferlint.baseline/1",\n  "findings": [\n    { "path": "Dockerfile", "rule": "root-user", "about": "${image}, stage 0", "fingerprint": "${fingerprint}" }\n  ]\n}\n`;
const onlyRoot = { Dockerfile: `FROM ${current}\nUSER root\n` };
const accepted = baseline
  .replace(image, current.replace(":latest", ""))
  .replace(
    fingerprint,
    fingerprintHash(
      ["root-user", "Dockerfile", `${current.replace(":latest", "")}|0`, 1].join("\n"),
    ),
  );
const withBaseline = { ...onlyRoot, ".inferlint-baseline.json": accepted };
const floating = { Dockerfile: `FROM ${current}\n` };

/** What is switched off without anybody wanting it, and what is switched off on purpose. */
export const cases: readonly TreeCase[] = [
  {
    name: "--only of a rule that is off by default runs it as a warning",
    files: floating,
    args: ["--only", "floating-tag", "--fail-on", "warning"],
    status: 1,
    stdout: [/ warning floating-tag /],
  },
  {
    name: "--only of a rule that the configuration turns off runs it as a warning",
    files: { Dockerfile: faulty, ".inferlint.yaml": "rules: { eol-os: off }\n" },
    args: ["--only", "eol-os", "--fail-on", "warning"],
    status: 1,
    stdout: [/ warning eol-os /],
  },
  {
    name: "under a policy too",
    files: { ...floating, "policy.yaml": "rules: { floating-tag: off }\n" },
    args: ["--only", "floating-tag", "--policy", "policy.yaml", "--fail-on", "warning"],
    status: 1,
    stdout: [/ warning floating-tag /],
  },
  {
    name: "--only keeps the level of a rule that is on",
    files: { ...floating, ".inferlint.yaml": "rules: { floating-tag: note }\n" },
    args: ["--only", "floating-tag"],
    status: 0,
    stdout: [/ note {4}floating-tag /],
  },
  {
    name: "--only does not turn on what --rule turns off",
    files: floating,
    args: ["--only", "floating-tag", "--rule", "floating-tag=off"],
    status: 0,
    silent: ["floating-tag"],
  },
  {
    name: "nor what an override turns off for some files",
    files: {
      ...{ "legacy/Dockerfile": faulty, "new/Dockerfile": faulty },
      ".inferlint.yaml": "overrides: [{ files: [legacy/**], rules: { eol-os: off } }]\n",
    },
    args: ["--only", "eol-os"],
    status: 1,
    stdout: ["1 problem (1 error) in 1 of 2 files", /^new\/Dockerfile$/m],
  },
  {
    name: "an override sets its own level for a rule that is off elsewhere",
    files: {
      ...{ "legacy/Dockerfile": `FROM ${current}\n`, "new/Dockerfile": `FROM ${current}\n` },
      ".inferlint.yaml": "overrides: [{ files: [new/**], rules: { floating-tag: error } }]\n",
    },
    args: ["--only", "floating-tag"],
    status: 1,
    stdout: ["2 problems (1 error, 1 warning)"],
  },
  {
    name: "a baseline that is read without an option",
    files: withBaseline,
    args: [],
    status: 0,
    stdout: ["1 in the baseline"],
  },
  {
    name: "--no-config reads no baseline",
    files: withBaseline,
    args: ["--no-config"],
    status: 1,
    stdout: ["1 problem (1 error)"],
  },
  {
    name: "--no-config reads none that the configuration names",
    files: { ...onlyRoot, "base.json": accepted, ".inferlint.yaml": "baseline: base.json\n" },
    args: ["--no-config"],
    status: 1,
    stdout: ["1 problem (1 error)"],
  },
  {
    name: "--no-config reads the baseline that --baseline names",
    files: withBaseline,
    args: ["--no-config", "--baseline", ".inferlint-baseline.json"],
    status: 0,
    stdout: ["1 in the baseline"],
  },
  {
    name: "--no-baseline reads no baseline, and the configuration",
    files: { ...withBaseline, ".inferlint.yaml": "rules: { root-user: warning }\n" },
    args: ["--no-baseline"],
    status: 0,
    stdout: ["1 problem (1 warning)"],
  },
  {
    name: "--no-baseline reads none of an inner repository",
    files: {
      "inner/.git/HEAD": "",
      "inner/Dockerfile": onlyRoot.Dockerfile,
      "inner/.inferlint-baseline.json": accepted,
    },
    args: ["--no-baseline"],
    status: 1,
  },
  {
    name: "a baseline that is not read is not emptied",
    files: withBaseline,
    args: ["--no-config", "--update-baseline"],
    status: 2,
    stderr: ["name the one to update with --baseline FILE"],
    after: { ".inferlint-baseline.json": accepted },
  },
  {
    name: "--no-baseline and --update-baseline exclude each other",
    files: withBaseline,
    args: ["--no-baseline", "--update-baseline"],
    status: 2,
    stderr: ["exclude each other"],
    after: { ".inferlint-baseline.json": accepted },
  },
  {
    name: "an as-of date before the catalogue's sources is said",
    files: { Dockerfile: faulty },
    args: ["--as-of", "2019-01-01"],
    status: 1,
    stderr: [
      /^inferlint: warning: The as-of date 2019-01-01 is earlier than \d sources? of the catalogue, the newest of 20\d\d-/m,
    ],
  },
  {
    name: "also in a report",
    files: { Dockerfile: "FROM mcr.microsoft.com/azureml/minimal-py312-inference\n" },
    args: ["--as-of", "2019-01-01", "--format", "sarif"],
    status: 0,
    stdout: ['"id": "later-facts"'],
  },
  {
    name: "one after them is not",
    files: { Dockerfile: faulty },
    args: [],
    status: 1,
    silent: ["as-of date"],
  },
  {
    name: "an older report stays as it was where a path is missing",
    files: { ...onlyRoot, "old.sarif": "an older report" },
    args: ["--format", "sarif", "--output", "old.sarif", ".", "missing"],
    status: 2,
    stderr: ["old.sarif was not changed, because not everything could be checked"],
    after: { "old.sarif": "an older report" },
  },
  {
    name: "also with --quiet, in JSON, and where a target is missing",
    files: { ...onlyRoot, "old.json": "{}" },
    args: [
      ...["--quiet", "--target", "nowhere", "--format", "json", "--output", "old.json"],
      "Dockerfile",
    ],
    status: 2,
    stderr: ["old.json was not changed"],
    after: { "old.json": "{}" },
  },
  {
    name: "also of inferlint inspect",
    files: { ...onlyRoot, "old.json": "{}" },
    args: ["inspect", "--format", "json", "--output", "old.json", ".", "missing"],
    status: 2,
    stderr: ["old.json was not changed"],
    after: { "old.json": "{}" },
  },
  {
    name: "the report on standard output says that the run did not succeed",
    files: onlyRoot,
    args: ["--format", "sarif", ".", "missing"],
    status: 2,
    stdout: ['"executionSuccessful": false', '"ruleId": "root-user"'],
  },
  {
    name: "a complete run with findings did",
    files: onlyRoot,
    args: ["--format", "sarif"],
    status: 1,
    stdout: ['"executionSuccessful": true'],
  },
  {
    name: "a complete run replaces an older report",
    files: { ...onlyRoot, "old.txt": "an older report" },
    args: ["--quiet", "--format", "text", "--output", "old.txt"],
    status: 1,
    after: { "old.txt": "Dockerfile:2:6: error root-user: the image runs as root\n" },
  },
];
