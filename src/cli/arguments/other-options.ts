import { suggestion } from "../../text/suggestion.ts";
import { optionNames } from "../options.ts";

/** What users of ruff, ESLint, hadolint, trivy and docker try, and what it is called here. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["select", "--only ID[,ID...]"],
  ["rules", "--only ID[,ID...]"],
  ["extend-select", "--rule ID=LEVEL"],
  ["enable", "--rule ID=LEVEL"],
  ["error", "--rule ID=error"],
  ["warning", "--rule ID=warning"],
  ["info", "--rule ID=note"],
  ["disable", "--ignore ID[,ID...]"],
  ["skip", "--ignore ID[,ID...]"],
  ["skip-rules", "--ignore ID[,ID...]"],
  ["extend-ignore", "--ignore ID[,ID...]"],
  ["extend-exclude", "--exclude GLOB"],
  ["ignore-pattern", "--exclude GLOB"],
  ["ignore-path", "--exclude GLOB"],
  ["skip-files", "--exclude GLOB"],
  ["skip-dirs", "--exclude GLOB"],
  ["kinds", "--kind KIND[,KIND...]"],
  ["type", "--kind KIND[,KIND...]"],
  ["types", "--kind KIND[,KIND...]"],
  ["file-types", "--kind KIND[,KIND...]"],
  ["failure-threshold", "--fail-on LEVEL"],
  ["fail-level", "--fail-on LEVEL"],
  ["severity", "--fail-on LEVEL"],
  ["level", "--fail-on LEVEL"],
  ["minimum-level", "--min-level LEVEL"],
  ["min-severity", "--min-level LEVEL"],
  ["max-warnings", "--fail-on warning"],
  ["no-fail", "--exit-zero"],
  ["exit-code", "--exit-zero"],
  ["output-format", "--format FORMAT"],
  ["reporter", "--format FORMAT"],
  ["sarif-include-suppressed", "--show-suppressed"],
  ["show-ignored", "--show-suppressed"],
  ["json", "--format json"],
  ["sarif", "--format sarif"],
  ["compact", "--format concise"],
  ["output-file", "--output FILE"],
  ["out", "--output FILE"],
  ["silent", "--quiet"],
  ["stats", "--statistics"],
  ["config-file", "--config FILE"],
  ["isolated", "--no-config"],
  ["no-eslintrc", "--no-config"],
  ["no-config-lookup", "--no-config"],
  ["dry-run", "--diff"],
  ["fix-dry-run", "--diff"],
  ["write", "--fix"],
  ["fix-unsafe", "--fix --unsafe-fixes"],
  ["add-noqa", "--update-baseline --baseline-add"],
  ["ignore-noqa", "--no-inline-ignores"],
  ["no-inline-config", "--no-inline-ignores"],
  ["disable-ignore-pragma", "--no-inline-ignores"],
  ["ignorefile", "--baseline FILE"],
  ["offline-scan", "--offline"],
  ["cacert", "--ca-file FILE"],
  ["date", "--as-of YYYY-MM-DD"],
  ["stdin", "the path -"],
  ["file", "the path alone"],
  ["list-rules", "inferlint rules"],
  ["explain", "inferlint explain RULE"],
  ["init", "inferlint init"],
  ["print-config", "inferlint config"],
  ["show-settings", "inferlint config"],
]);

/** The fault and the remedy for an option that does not exist, as passed: `--select`, `-x`. */
export function unknownOption(passed: string): string {
  const name = passed.replace(/^-+/, "");
  const other = otherNames.get(name);
  const hint =
    other === undefined
      ? suggestion(
          passed,
          optionNames.map((option) => `--${option}`),
        )
      : ` (did you mean ${other}?)`;
  return `there is no option ${passed}${hint}; inferlint --help lists them`;
}
