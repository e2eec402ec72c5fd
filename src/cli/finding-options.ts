import type { OptionName, OptionSpec } from "./option-types.ts";

/** Commands that have findings of files. */
const checking = ["lint", "forecast", "exceptions", "config"] as const;
const lintOnly = ["lint"] as const;

type FindingOption = Extract<
  OptionName,
  | "baseline"
  | "no-baseline"
  | "update-baseline"
  | "baseline-add"
  | "baseline-strict"
  | "against"
  | "no-inline-ignores"
  | "fix"
  | "unsafe-fixes"
  | "diff"
>;

/** Options about what becomes of findings: which are accepted, and which are fixed. */
export const findingOptions: Readonly<Record<FindingOption, OptionSpec>> = {
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
};
