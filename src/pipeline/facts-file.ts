import { resolve } from "node:path";
import { ConfigError } from "../config/index.ts";
import { readFactsBytes } from "../discover/index.ts";
import { defaultPlatform } from "../domain/image/platform.ts";
import { UsageError } from "../domain/settings/usage-error.ts";
import type { FactsFile } from "../registry/facts-file/facts-file.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import type { OpenFactsFile } from "./registry-session.ts";
import type { ScanRequest } from "./scan-request.ts";

export interface FactsRequest {
  /** What named the file, for messages: `--facts`. */
  readonly option: string;
  /** Absolute, or relative to `cwd`. */
  readonly path: string;
  readonly cwd: string;
  /** Answers of a later day are a fault of the file. */
  readonly today: CalendarDate;
}

/** What a facts file is for a run: answers for a registry session, or the facts of another release in the place of the catalogue. */
export type FactsInput =
  | { readonly kind: "answers"; readonly facts: OpenFactsFile }
  | {
      readonly kind: "catalogue";
      readonly request: Required<Pick<ScanRequest, "catalogue" | "catalogueFile">>;
      /** The catalogue of this version is newer. */
      readonly isOlder: boolean;
    };

/**
 * Opens a facts file of either kind.
 * @throws UsageError if it cannot be read, ConfigError if it is invalid
 */
export async function openFacts(request: FactsRequest): Promise<FactsInput> {
  const text = readText(request);
  if (!/^\s*\{\s*"schema"\s*:\s*"inferlint\.catalogue\//.test(text))
    return { kind: "answers", facts: await openAnswers(text, request) };
  const { readCatalogueFile } = await import("../catalogue/catalogue-file.ts");
  const { sha256 } = await import("./fingerprint-hash.ts");
  const file = await readCatalogueFile(text, sha256);
  if (typeof file === "string")
    throw new ConfigError([{ path: request.path, region: null, message: file }]);
  const { catalogue, newest, isOlder } = file;
  const digest = (): Promise<string> => Promise.resolve(sha256(text));
  return { kind: "catalogue", isOlder, request: { catalogue, catalogueFile: { newest, digest } } };
}

/**
 * Opens a facts file with answers of registries for a registry session.
 * @throws UsageError if it cannot be read, ConfigError if it is invalid
 */
export function openFactsFile(request: FactsRequest): Promise<OpenFactsFile> {
  return openAnswers(readText(request), request);
}

function readText({ option, path, cwd }: FactsRequest): string {
  const read = readFactsBytes(resolve(cwd, path));
  if (read.kind !== "bytes")
    throw new UsageError(`${option} ${path} cannot be read: ${read.message}`);
  return read.bytes.toString("utf8");
}

async function openAnswers(text: string, { path, today }: FactsRequest): Promise<OpenFactsFile> {
  const { readFacts } = await import("../registry/facts-file/facts-file.ts");
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
