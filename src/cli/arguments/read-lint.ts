import type { Level } from "../../domain/rule/finding.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { joinList } from "../../text/list.ts";
import { knownRule, readFailOn, readMinLevel, readRuleLevel } from "./choice.ts";
import type { FixOptions, LintOptions, ScanOptions } from "../command.ts";
import type { PassedOptions } from "./passed-options.ts";
import { readCategory } from "./read-category.ts";
import { readParts } from "./read-parts.ts";
import { readScanOptions } from "./read-scan.ts";

/** The options of commands that run rules, or show which ones run: `lint`, `forecast`, `image` and `config`. @throws UsageError */
export function readLintOptions(
  passed: PassedOptions,
  paths: readonly string[],
  ruleIds: readonly string[],
): LintOptions {
  const scan = readScanOptions(passed, paths);
  const only = readRules(passed.all("only"), ruleIds);
  const failOn = passed.last("fail-on");
  return {
    ...scan,
    failOn: failOn === null ? null : readFailOn(failOn),
    exitZero: passed.has("exit-zero"),
    levels: readLevels(passed.all("rule"), ruleIds),
    only: only.length === 0 ? null : only,
    ignore: readRules(passed.all("ignore"), ruleIds),
    renamed: passed.renamed,
    inlineIgnores: !passed.has("no-inline-ignores"),
    baseline: readBaseline(passed),
    baselineStrict: passed.has("baseline-strict"),
    ...readActions(passed, scan),
    against: readAgainst(passed),
    ...readReport(passed, scan),
    ...readParts(passed, scan),
  };
}

/** Without the configuration of the repository its baseline does not count either, unless it is named. */
function readBaseline(passed: PassedOptions): string | false | null {
  const file = passed.last("baseline");
  if (file === "") throw new UsageError("--baseline needs the name of a file");
  const without = (["no-baseline", "no-config"] as const).find((name) => passed.has(name));
  if (file !== null && without === "no-baseline")
    throw new UsageError("--baseline and --no-baseline exclude each other");
  const needs = (["update-baseline", "baseline-strict"] as const).find((name) => passed.has(name));
  if (file === null && without !== undefined && needs !== undefined)
    throw new UsageError(
      without === "no-config"
        ? `with --no-config no baseline is read: name the one ${needs === "update-baseline" ? "to update " : ""}with --baseline FILE`
        : `--${needs} and --no-baseline exclude each other`,
    );
  return file ?? (without === undefined ? null : false);
}

function readRules(lists: readonly string[], ruleIds: readonly string[]): readonly string[] {
  return lists.flatMap((list) => list.split(",")).map((id) => knownRule(id.trim(), ruleIds));
}

function readLevels(
  values: readonly string[],
  ruleIds: readonly string[],
): ReadonlyMap<string, Level | "off"> {
  const levels = new Map<string, Level | "off">();
  for (const value of values) {
    const [, id, level] = /^([^=]+)=(.*)$/s.exec(value) ?? [];
    if (id === undefined || level === undefined)
      throw new UsageError(`--rule ${value} is not ID=LEVEL (eol-os=warning)`);
    levels.set(knownRule(id, ruleIds), readRuleLevel(level));
  }
  return levels;
}

/** @throws UsageError */
function readAgainst(passed: PassedOptions): string | null {
  const against = passed.last("against");
  if (against === "") throw new UsageError("--against needs a ref of git or a directory");
  const other = (["fix", "diff", "update-baseline"] as const).find((name) => passed.has(name));
  if (against !== null && other !== undefined)
    throw new UsageError(`--against and --${other} exclude each other`);
  return against;
}

/** What is written besides reports: fixed files or the baseline. */
function readActions(
  passed: PassedOptions,
  scan: ScanOptions,
): Pick<LintOptions, "fix" | "updateBaseline"> {
  const fix = readFix(passed, scan);
  if (!passed.has("update-baseline")) {
    if (passed.has("baseline-add"))
      throw new UsageError("--baseline-add requires --update-baseline");
    return { fix, updateBaseline: "no" };
  }
  if (fix)
    throw new UsageError(
      `--update-baseline and --${fix.diff ? "diff" : "fix"} exclude each other; fix first, then update the baseline`,
    );
  if (scan.paths.includes("-"))
    throw new UsageError("--update-baseline is not valid with standard input");
  return { fix, updateBaseline: passed.has("baseline-add") ? "add" : "remove" };
}

function readFix(passed: PassedOptions, { paths, outputs }: ScanOptions): FixOptions | null {
  const [unsafe, diff] = [passed.has("unsafe-fixes"), passed.has("diff")];
  if (!passed.has("fix") && !diff) {
    if (unsafe) throw new UsageError("--unsafe-fixes requires --fix or --diff");
    return null;
  }
  if (!diff && paths.includes("-"))
    throw new UsageError("--fix cannot change standard input; use --diff to see the changes");
  if (diff && outputs.some(({ format, file }) => file === null && format !== "text"))
    throw new UsageError("--diff writes to standard output; give other formats --output FILE");
  return { unsafe, diff };
}

const verboseFormats: readonly string[] = ["text", "markdown", "html"];

/** How findings are shown. @throws UsageError */
export function readReport(
  passed: PassedOptions,
  { outputs }: Pick<ScanOptions, "outputs">,
): Pick<LintOptions, "verbose" | "statistics" | "minLevel" | "showSuppressed" | "sarifCategory"> {
  const verbose = passed.has("verbose");
  if (verbose && passed.has("quiet"))
    throw new UsageError("--verbose and --quiet exclude each other");
  if (verbose && !outputs.some(({ format }) => verboseFormats.includes(format)))
    throw new UsageError(`--verbose requires --format ${joinList(verboseFormats, "or")}`);
  const showSuppressed = passed.has("show-suppressed");
  const statistics = passed.has("statistics");
  if (statistics && outputs.every(({ format }) => format !== "text"))
    throw new UsageError("--statistics requires --format text");
  for (const name of ["diff", "verbose"] as const)
    if (statistics && passed.has(name))
      throw new UsageError(`--statistics and --${name} exclude each other`);
  const minLevel = passed.last("min-level");
  return {
    ...{ verbose, statistics, showSuppressed },
    sarifCategory: readCategory(passed, outputs),
    minLevel: minLevel === null ? null : readMinLevel(minLevel),
  };
}
