import type { CommandName } from "./command-table.ts";

/** Commands that share options. */
type Group = readonly CommandName[];

export const scanning: Group = ["lint", "inspect", "forecast", "exceptions", "facts update"];
const naming: Group = ["image", "images"];
/** Commands that read a configuration. */
export const configured: Group = [...scanning, ...naming, "config"];
export const reporting: Group = [
  "lint",
  "inspect",
  "forecast",
  "exceptions",
  "rollout",
  "merge",
  ...naming,
  "config",
];
export const connecting: Group = [...scanning, ...naming];
export const lintOnly: Group = ["lint"];
/** Commands that write the reports of lint. */
export const linting: Group = ["lint", "merge"];
/** Commands that have findings of files. */
export const checking: Group = ["lint", "forecast", "exceptions", "config"];
/** Commands that run rules, or show which ones run. */
export const ruling: Group = ["lint", "forecast", "exceptions", "image", "config"];
export const asking: Group = ["lint", "inspect", "forecast", "exceptions", ...naming];

/** Commands that also read standard input. */
export const reading: Group = ["lint", "inspect", "forecast", "exceptions"];
