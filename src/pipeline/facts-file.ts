import { resolve } from "node:path";
import { ConfigError } from "../config/index.ts";
import { readFactsBytes } from "../discover/index.ts";
import { defaultPlatform } from "../domain/image/platform.ts";
import { UsageError } from "../domain/settings/usage-error.ts";
import type { FactsFile } from "../registry/facts-file/facts-file.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import type { OpenFactsFile } from "./registry-session.ts";

export interface FactsRequest {
  /** What named the file, for messages: `--facts`. */
  readonly option: string;
  /** Absolute, or relative to `cwd`. */
  readonly path: string;
  readonly cwd: string;
  /** Answers of a later day are a fault of the file. */
  readonly today: CalendarDate;
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
}: FactsRequest): Promise<OpenFactsFile> {
  const read = readFactsBytes(resolve(cwd, path));
  if (read.kind !== "bytes")
    throw new UsageError(`${option} ${path} cannot be read: ${read.message}`);
  const { readFacts } = await import("../registry/facts-file/facts-file.ts");
  const text = read.bytes.toString("utf8");
  const reading = readFacts(text, { today, platform: defaultPlatform });
  if (reading.kind === "facts") {
    const known = new Map([[defaultPlatform, reading.facts]]);
    const sourceFor = (platform: string): FactsFile => {
      const before = known.get(platform);
      if (before) return before;
      const again = readFacts(text, { today, platform });
      const facts = again.kind === "facts" ? again.facts : reading.facts;
      known.set(platform, facts);
      return facts;
    };
    const digest = async (): Promise<string> =>
      (await import("./fingerprint-hash.ts")).sha256(text);
    return { path, newest: reading.facts.newest, sourceFor, digest };
  }
  throw new ConfigError(
    reading.problems.map(({ line, column, message }) => ({
      path,
      region: { startLine: line, startColumn: column, endLine: line, endColumn: column + 1 },
      message,
    })),
  );
}
