import type { Shard } from "../../domain/rule/shard-record.ts";
import { maxShards } from "../../domain/rule/shard-record.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import type { LintOptions, ScanOptions } from "../command.ts";
import type { OptionName } from "../option-types.ts";
import type { PassedOptions } from "./passed-options.ts";

/** What depends on the whole run, or changes files. */
const ofWholeRuns = [
  ...(["fix", "diff", "update-baseline", "against"] as const),
  ...(["show-suppressed", "min-level"] as const),
];

/** Only texts count, and each answer is a line of JSON. */
const ofFiles = [
  ...ofWholeRuns,
  ...(["shard", "format", "output", "verbose", "statistics", "sarif-category"] as const),
  ...(["baseline", "baseline-strict", "exclude", "force-exclude", "stdin-filename"] as const),
];

/** Which part of the files is checked, and whether texts are read instead. @throws UsageError */
export function readParts(
  passed: PassedOptions,
  { paths, outputs, online }: ScanOptions,
): Pick<LintOptions, "shard" | "stdinNdjson"> {
  const text = passed.last("shard");
  const shard = text === null ? null : readShard(text);
  if (passed.has("stdin-ndjson")) {
    requireWithout(passed, "stdin-ndjson", ofFiles);
    if (paths.length > 0)
      throw new UsageError(
        `--stdin-ndjson reads texts from standard input, and takes no path (${paths[0] ?? ""})`,
      );
    return { shard: null, stdinNdjson: true };
  }
  if (!shard) return { shard, stdinNdjson: false };
  requireWithout(passed, "shard", ofWholeRuns);
  if (paths.includes("-")) throw new UsageError("--shard is not valid with standard input");
  if (online)
    throw new UsageError(
      "--shard and --online exclude each other: save the answers of registries once with inferlint facts update, and pass --facts to each shard",
    );
  if (outputs.every(({ format }) => format !== "json"))
    throw new UsageError(
      "--shard needs --format json: inferlint merge reads that report, and says what only the whole run shows",
    );
  return { shard, stdinNdjson: false };
}

function readShard(text: string): Shard {
  const [, first = "", second = ""] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const [index, of] = [Number(first), Number(second)];
  if (first !== "" && index >= 1 && index <= of && of <= maxShards) return { index, of };
  throw new UsageError(
    `--shard takes K/N, the K-th of N parts: K from 1 to N, N up to ${maxShards}; not ${text}`,
  );
}

function requireWithout(
  passed: PassedOptions,
  option: "shard" | "stdin-ndjson",
  others: readonly OptionName[],
): void {
  const other = others.find((name) => passed.has(name));
  if (other === undefined) return;
  const instead =
    option === "shard" && (other === "show-suppressed" || other === "min-level")
      ? "; pass it to inferlint merge"
      : "";
  throw new UsageError(`--${option} and --${other} exclude each other${instead}`);
}
