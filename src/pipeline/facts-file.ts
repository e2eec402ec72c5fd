import { resolve } from "node:path";
import { ConfigError } from "../config/index.ts";
import { readFactsBytes } from "../discover/index.ts";
import { UsageError } from "../domain/settings/usage-error.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import type { RegistrySessionOptions } from "./registry-session.ts";

export interface FactsRequest {
  /** What named the file, for messages: `--facts`. */
  readonly option: string;
  /** Absolute, or relative to `cwd`. */
  readonly path: string;
  readonly cwd: string;
  /** Answers of a later day are a fault of the file. */
  readonly today: CalendarDate;
  /** Of the build: `linux/amd64`. */
  readonly platform: string;
}

/**
 * Opens a facts file for a registry session.
 * @throws UsageError if it cannot be read, ConfigError if it is invalid
 */
export async function openFactsFile({
  option,
  path,
  cwd,
  today,
  platform,
}: FactsRequest): Promise<NonNullable<RegistrySessionOptions["facts"]>> {
  const read = readFactsBytes(resolve(cwd, path));
  if (read.kind !== "bytes")
    throw new UsageError(`${option} ${path} cannot be read: ${read.message}`);
  const { readFacts } = await import("../registry/facts-file/facts-file.ts");
  const reading = readFacts(read.bytes.toString("utf8"), { today, platform });
  if (reading.kind === "facts") return { path, file: reading.facts };
  throw new ConfigError(
    reading.problems.map(({ line, column, message }) => ({
      path,
      region: { startLine: line, startColumn: column, endLine: line, endColumn: column + 1 },
      message,
    })),
  );
}
