/** Every option, as node:util reads them. */
export const optionKinds = {
  format: { type: "string" },
  output: { type: "string", short: "o" },
  "as-of": { type: "string" },
  online: { type: "boolean" },
  offline: { type: "boolean" },
  strict: { type: "boolean" },
  timeout: { type: "string" },
  "cache-dir": { type: "string" },
  "no-cache": { type: "boolean" },
  "ca-file": { type: "string" },
  facts: { type: "string" },
  target: { type: "string" },
  "build-arg": { type: "string" },
  config: { type: "string", short: "c" },
  "no-config": { type: "boolean" },
  policy: { type: "string" },
  "fail-on": { type: "string" },
  rule: { type: "string" },
  only: { type: "string" },
  baseline: { type: "string" },
  "update-baseline": { type: "boolean" },
  "baseline-add": { type: "boolean" },
  fix: { type: "boolean" },
  "unsafe-fixes": { type: "boolean" },
  diff: { type: "boolean" },
  "no-inline-ignores": { type: "boolean" },
  "sarif-include-suppressed": { type: "boolean" },
  "force-exclude": { type: "boolean" },
  "stdin-filename": { type: "string" },
  quiet: { type: "boolean", short: "q" },
  color: { type: "string" },
  debug: { type: "boolean" },
  version: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

export type OptionName = keyof typeof optionKinds;
/** Options that only make sense where something is judged. */
export const checking: readonly OptionName[] = [
  "fail-on",
  "rule",
  "only",
  "baseline",
  "update-baseline",
  "baseline-add",
  "fix",
  "unsafe-fixes",
  "diff",
  "no-inline-ignores",
  "sarif-include-suppressed",
];

/** An option as it was given, in order. */
export interface Given {
  readonly name: OptionName;
  readonly value: string;
}
