import { fileKinds } from "../domain/build/file-kind.ts";
import { formats } from "../report/index.ts";
import { joinList } from "../text/list.ts";
import { commandNames } from "./command-table.ts";
import { networkOptions } from "./network-options.ts";
import {
  checking,
  configured,
  linting,
  lintOnly,
  reading,
  reporting,
  ruling,
  scanning,
} from "./option-groups.ts";
import type { OptionName, OptionSpec } from "./option-types.ts";

const textOrJson = "text or json (default: text); may repeat";

/** Every option by its long name, without the dashes. The parser and help are made from this table, and from nothing else. */
export const optionSpecs: Readonly<Record<OptionName, OptionSpec>> = {
  only: {
    ...{ value: "ID[,ID...]", heading: "What is checked", commands: ruling },
    about: "run only these rules",
  },
  ignore: {
    ...{ value: "ID[,ID...]", heading: "What is checked", commands: ruling },
    about: "do not run these rules",
  },
  rule: {
    ...{ value: "ID=LEVEL", heading: "What is checked", commands: ruling },
    about: "set the level of a rule: error, warning, note or off; may repeat",
  },
  "fail-on": {
    ...{ value: "LEVEL", heading: "What is checked" },
    commands: ["lint", "image", "merge", "config"],
    about:
      "exit 1 from this level on: error, warning, note or never (default: as configured, else error)",
    aboutFor: {
      merge:
        "exit 1 from this level on: error, warning, note or never (default: of shards as configured, else error)",
    },
  },
  "exit-zero": {
    ...{ heading: "What is checked", commands: ["lint", "image", "merge"] },
    about: "exit 0 even if there are findings",
  },
  exclude: {
    ...{ value: "GLOB", heading: "What is checked", commands: [...scanning, "config"] },
    about: "skip matching files, even if named; adds to files.exclude; may repeat",
  },
  kind: {
    ...{ value: "KIND[,KIND...]", heading: "What is checked", commands: [...scanning, "config"] },
    about: `read only files of these kinds, even if others are named: ${joinList(fileKinds)}; may repeat`,
  },
  config: {
    ...{ short: "c", value: "FILE", heading: "What is checked", commands: configured },
    about: "the configuration (default: for each file the nearest .inferlint.yaml, .yml or .json)",
  },
  "no-config": {
    ...{ heading: "What is checked", commands: configured },
    about: "ignore the configurations and baselines of the repository",
  },
  policy: {
    ...{ value: "FILE", heading: "What is checked", commands: [...configured, "rollout"] },
    about: "organization policy; repositories can only be stricter (or INFERLINT_POLICY)",
    aboutFor: { rollout: "the organization policy to try (or INFERLINT_POLICY)" },
  },
  "build-arg": {
    ...{ value: "NAME=VALUE", heading: "What is checked", commands: [...scanning, "config"] },
    about: "a build argument, as for docker build; may repeat",
  },
  target: {
    ...{ value: "STAGE", heading: "What is checked", commands: [...scanning, "config"] },
    about: "the stage to build (default: the last one)",
  },
  processor: {
    ...{ value: "CPU|GPU", heading: "What is checked", commands: ["images"] },
    about: "only images for this processor: cpu or gpu",
  },
  python: {
    ...{ value: "VERSION", heading: "What is checked", commands: ["images"] },
    about: "only images with this Python: 3.12",
  },
  "as-of": {
    ...{ value: "YYYY-MM-DD", heading: "What is checked", commands: [...configured, "rollout"] },
    about: "check as of this date (default: today, UTC)",
    aboutFor: { forecast: "the day before the first one looked at (default: today, UTC)" },
  },
  days: {
    ...{ value: "N", heading: "What is checked", commands: ["forecast", "rollout"] },
    about: "how many days to look ahead, up to 3650 (default: 365)",
  },
  expiring: {
    ...{ value: "DAYS", heading: "What is checked", commands: ["exceptions"] },
    about: "exit 1 if one that counts ends within so many days",
  },
  "force-exclude": {
    ...{ heading: "What is checked", commands: scanning },
    about: "read named files only if a search would take them (for hooks)",
  },
  "stdin-filename": {
    ...{ value: "FILE", heading: "What is checked", commands: reading },
    about: "the name of what is read from standard input (with PATH -)",
  },
  "stdin-ndjson": {
    ...{ heading: "What is checked", commands: lintOnly },
    about: 'check texts from standard input: {"path", "text"} a line in, findings a line out',
  },
  shard: {
    ...{ value: "K/N", heading: "What is checked", commands: lintOnly },
    about: "check one of N parts of the files, with --format json for inferlint merge",
  },
  format: {
    ...{ short: "f", value: "FORMAT", heading: "Output", commands: reporting },
    about: `${joinList(formats, "or")} (default: text); may repeat`,
    aboutFor: {
      inspect: textOrJson,
      forecast: textOrJson,
      rollout: textOrJson,
      exceptions: "text, json, csv or markdown (default: text); may repeat",
      image: textOrJson,
      images: "text, json or renovate (default: text); may repeat",
      config: textOrJson,
    },
  },
  output: {
    ...{ short: "o", value: "FILE", heading: "Output" },
    commands: [...reporting, "facts update"],
    about:
      "where the --format before it is written (default: standard output); an existing file stays on exit code 2",
    aboutFor: { "facts update": "the facts file to write" },
  },
  verbose: {
    ...{ short: "v", heading: "Output", commands: ["lint", "image", "merge"] },
    about: "show evidence, sources and related places",
    aboutFor: { image: "show all facts, and evidence, with sources and dates" },
  },
  quiet: {
    ...{ short: "q", heading: "Output", commands: [...configured, "rollout", "merge"] },
    about: "one line a finding, no summary, no notices",
    aboutFor: {
      inspect: "no notices",
      forecast: "no summary, no notices",
      rollout: "only one line for each repository",
      exceptions: "no summary, no notices",
      config: "no notices",
      image: "no notices",
      images: "no notices",
      "facts update": "no notices",
    },
  },
  statistics: {
    ...{ heading: "Output", commands: linting },
    about: "show only the number of findings of each rule",
  },
  "min-level": {
    ...{ value: "LEVEL", heading: "Output", commands: linting },
    about: "leave findings below this level out of reports: error, warning or note",
  },
  color: {
    ...{ value: "WHEN", heading: "Output", commands: [...reporting, "explain"] },
    about: "auto, always or never (default: auto, which respects NO_COLOR and FORCE_COLOR)",
  },
  "no-color": {
    ...{ heading: "Output", commands: [...reporting, "explain"] },
    about: "the same as --color never",
  },
  "show-suppressed": {
    ...{ heading: "Output", commands: linting },
    about:
      "list suppressed and baselined findings too, marked as such; in JSON also all images, for rollout",
    aboutFor: { merge: "list suppressed and baselined findings too, marked as such" },
  },
  "sarif-category": {
    ...{ value: "NAME", heading: "Output", commands: linting },
    about: "the category of SARIF in code scanning, if one commit has several uploads",
  },
  baseline: {
    ...{ value: "FILE", heading: "Exceptions", commands: checking },
    about: "accepted findings (default: .inferlint-baseline.json at the root of the repository)",
  },
  "no-baseline": {
    ...{ heading: "Exceptions", commands: checking },
    about: "read no baseline",
  },
  "update-baseline": {
    ...{ heading: "Exceptions", commands: lintOnly },
    about: "remove resolved findings from the baseline; create it if missing",
  },
  "baseline-add": {
    ...{ heading: "Exceptions", commands: lintOnly },
    about: "with --update-baseline: also add new findings",
  },
  "baseline-strict": {
    ...{ heading: "Exceptions", commands: lintOnly },
    about: "exit 1 if the baseline has entries of resolved findings",
  },
  against: {
    ...{ value: "REF|DIR", heading: "Exceptions", commands: lintOnly },
    about:
      "fail only for what this tree brings that a commit or directory lacks (REF...: that the merge base lacks)",
  },
  "no-inline-ignores": {
    ...{ heading: "Exceptions", commands: checking },
    about: "ignore suppression comments in files",
  },
  fix: {
    ...{ heading: "Fixes", commands: lintOnly },
    about: "apply safe fixes, then check again",
  },
  "unsafe-fixes": {
    ...{ heading: "Fixes", commands: lintOnly },
    about: "with --fix or --diff: also apply fixes that change what is built",
  },
  diff: {
    ...{ heading: "Fixes", commands: lintOnly },
    about: "show the fixes as a unified diff; write nothing",
  },
  ...networkOptions,
  debug: {
    ...{ heading: "Other", commands: commandNames },
    about: "show the stack of an internal error",
  },
  version: { short: "V", heading: "Other", commands: commandNames, about: "show the version" },
  help: {
    ...{ short: "h", heading: "Other", commands: commandNames },
    about: "show this help, or after a command its own",
  },
};

/** In the order of the table, which is that of help. */
export const optionNames = Object.keys(optionSpecs) as readonly OptionName[];
