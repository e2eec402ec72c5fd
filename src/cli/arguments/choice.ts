import type { FileKind } from "../../domain/build/file-kind.ts";
import { fileKinds } from "../../domain/build/file-kind.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { joinList } from "../../text/list.ts";
import { suggestion } from "../../text/suggestion.ts";
import type { Format, ReleaseFormat, TableFormat } from "../../report/index.ts";
import { formats, tableFormats } from "../../report/index.ts";
import { levels } from "../../domain/rule/finding.ts";
import { isRequirementId } from "../../domain/rule/requirement.ts";

const levelWords = {
  err: "error",
  critical: "error",
  high: "error",
  medium: "warning",
  info: "note",
  style: "note",
  low: "note",
} as const;
const never = { none: "never", off: "never", no: "never", ignore: "never" } as const;
const off = { none: "off", no: "off", never: "off", disabled: "off", ignore: "off" } as const;

/** The value of `--fail-on`. @param option what messages call it @throws UsageError */
export function readFailOn(value: string, option = "--fail-on"): (typeof levels)[number] | "never" {
  const allowed = [...levels, "never"] as const;
  return choice(option, levelOf(value), allowed, { ...levelWords, ...never });
}

/** The value of `--min-level`. @throws UsageError */
export function readMinLevel(value: string): (typeof levels)[number] {
  return choice("--min-level", levelOf(value), levels, levelWords);
}

/** The level in `--rule ID=LEVEL`. @throws UsageError */
export function readRuleLevel(value: string): (typeof levels)[number] | "off" {
  return choice("--rule", levelOf(value), [...levels, "off"] as const, { ...levelWords, ...off });
}

/** ESLint and hadolint users write `warn`. */
function levelOf(value: string): string {
  return value === "warn" ? "warning" : value;
}

/** The value of `--format`. @param option what messages call it @throws UsageError */
export function readFormat(
  value: string,
  option = "--format",
): Format | TableFormat | ReleaseFormat {
  return choice(option, value, [...new Set([...formats, ...tableFormats, "renovate" as const])], {
    ...{ human: "text", pretty: "text", stylish: "text", full: "text", table: "text", tty: "text" },
    ...{ compact: "concise", unix: "concise", gnu: "concise", oneline: "concise", line: "concise" },
    ...{ "json-pretty": "json", "sarif-json": "sarif", md: "markdown" },
  });
}

/** The value of `--processor`. @throws UsageError */
export function readProcessor(value: string): "cpu" | "gpu" {
  return choice("--processor", value, ["cpu", "gpu"] as const, {
    ...{ CPU: "cpu", GPU: "gpu", cuda: "gpu", nvidia: "gpu", amd64: "cpu", x86: "cpu" },
  });
}

/** A kind of `--kind`. @throws UsageError */
export function readKind(value: string): FileKind {
  return choice("--kind", value, fileKinds, {
    ...{ docker: "dockerfile", Dockerfile: "dockerfile", containerfile: "dockerfile" },
    ...{ yml: "yaml", compose: "yaml", py: "python", ipynb: "notebook", jupyter: "notebook" },
    ...{ sh: "shell", bash: "shell", makefile: "shell", env: "text", md: "markdown" },
  });
}

/** The value of `--color`. @throws UsageError */
export function readColor(value: string): "auto" | "always" | "never" {
  return choice("--color", value, ["auto", "always", "never"] as const, {
    ...{ on: "always", yes: "always", true: "always", force: "always" },
    ...{ off: "never", no: "never", false: "never", none: "never" },
  });
}

/** @param otherWords what other tools call a value: their word → the one here */
function choice<T extends string>(
  option: string,
  value: string,
  allowed: readonly T[],
  otherWords: Readonly<Record<string, string>>,
): T {
  const found = allowed.find((item) => item === value);
  if (found !== undefined) return found;
  const other = Object.hasOwn(otherWords, value) ? otherWords[value] : undefined;
  const meant = allowed.find((item) => item === other);
  const hint = meant === undefined ? suggestion(value, allowed) : ` (did you mean ${meant}?)`;
  throw new UsageError(`${option} must be ${joinList(allowed, "or")}, not ${value}${hint}`);
}

/**
 * The id of a rule, or of any requirement: which ones there are is known once the settings are read.
 * @throws UsageError with the closest one
 */
export function knownRule(id: string, ruleIds: readonly string[]): string {
  if (ruleIds.includes(id) || isRequirementId(id)) return id;
  throw new UsageError(
    `there is no rule ${id}${suggestion(id, ruleIds)}; inferlint rules lists them`,
  );
}
