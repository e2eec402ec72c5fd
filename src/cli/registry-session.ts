import { join, resolve } from "node:path";
import { UnresolvedLookups } from "../pipeline/unresolved-lookups.ts";
import type { FactsFile } from "../registry/facts-file/facts-file.ts";
import type { ScanOptions, NetworkOptions } from "./command.ts";
import { ConfigError } from "../config/index.ts";
import { readFactsBytes } from "../discover/index.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import { plusDays } from "../text/calendar-date.ts";
import type { RegistrySession } from "../pipeline/registry-session.ts";
import type { RegistrySource } from "../domain/image/registry-source.ts";
import { answersHoldForDays } from "../domain/image/registry-source.ts";
import type { Io } from "./io.ts";
import {
  allowedRegistries,
  cachePath,
  cacheLocation,
  extraCertificates,
  proxiesOf,
  userConfig,
} from "./network-settings.ts";
import { cachedRegistry, openFileStore } from "../registry/index.ts";
import type { RunLog } from "../pipeline/run-log.ts";
import { UsageError } from "../domain/settings/usage-error.ts";

export interface RegistrySessionRequest {
  readonly options: ScanOptions;
  /** `linux/amd64` */
  readonly platform: string;
  readonly io: Io;
  readonly onRequest: () => void;
  /** Answers of the past do not count: for the job that asks for everybody. */
  readonly refresh?: boolean;
}

/** Throws UsageError and ConfigError for what the user has to mend. */
export async function openRegistrySession(
  request: RegistrySessionRequest,
): Promise<RegistrySession> {
  const { options, io } = request;
  const tracker = new UnresolvedLookups();
  // The job that asks for everybody asks registries alone: kept facts would become new ones.
  const facts = request.refresh === true ? null : await openFacts(options, request.platform, io);
  const online = options.online ? await openRegistries(request, tracker) : null;
  return {
    source: tracker.over(online?.source ?? null, facts?.file ?? null),
    noteOpen: (address, question, open) => {
      tracker.open(address, question, open);
    },
    conclude: (log, asOf) => {
      tracker.conclude(log, options.strict, request.refresh !== true);
      const problem = online?.writeProblem() ?? null;
      if (problem !== null)
        log.warn(
          "cache-unusable",
          null,
          `The cache cannot be written (${problem}), so that nothing is kept: --cache-dir names another place, --no-cache none.`,
        );
      if (online?.noCache != null)
        log.warn("cache-unusable", null, `There is no cache: ${online.noCache}.`);
      if (facts) aboutAge(facts, asOf, log);
    },
    hasFailures: () => tracker.hasFailures,
    isIncomplete: () => options.strict && tracker.hasOpenQuestions,
    close: async () => {
      await online?.close();
    },
  };
}

interface Online {
  readonly source: RegistrySource;
  readonly writeProblem: () => string | null;
  readonly noCache: string | null;
  readonly close: () => Promise<void>;
}

async function openRegistries(
  { options, platform, io, onRequest, refresh = false }: RegistrySessionRequest,
  tracker: UnresolvedLookups,
): Promise<Online> {
  const user = await userConfig(io);
  const accesses = allowedRegistries(user, io);
  const cache = cacheLocation(options, user, io, options.paths);
  const directory = options.cache === "none" ? null : cachePath(cache);
  const store = directory === null ? null : openFileStore(directory, io.unique, io.now);
  const certificates = extraCertificates(options, io);
  const proxies = proxiesOf(io.env);
  let closing: (() => Promise<void>) | null = null;
  const openRegistry = async (): Promise<RegistrySource> => {
    // What speaks HTTP is loaded by the first question that the cache cannot answer.
    const { openOnline } = await import("../registry/online.ts");
    const client = openOnline({
      ...{ accesses, platform, proxies, certificates, onRequest },
      timeout: options.timeout,
      now: io.now,
      docker: {
        directory: nonEmpty(io.env["DOCKER_CONFIG"]) ?? join(io.home, ".docker"),
        path: io.env["PATH"] ?? "",
        environment: io.env,
      },
    });
    closing = client.close;
    return client.source;
  };
  let registry: Promise<RegistrySource> | undefined;
  return {
    source: cachedRegistry({
      ...{ store, platform, refresh },
      covers: (host) => accesses.some((access) => access.host === host),
      registry: () => (registry ??= openRegistry()),
      now: io.now,
      onExpired: (address, answeredAt) => {
        tracker.expired(address, answeredAt);
      },
    }),
    writeProblem: () => store?.writeProblem() ?? null,
    noCache: options.cache !== "none" && cache.kind === "none" ? cache.why : null,
    close: async () => {
      await closing?.();
    },
  };
}

interface OpenFacts {
  readonly path: string;
  readonly file: FactsFile;
}

async function openFacts(
  { facts }: NetworkOptions,
  platform: string,
  io: Io,
): Promise<OpenFacts | null> {
  const variable = io.env["INFERLINT_FACTS"];
  const [option, path] = facts === null ? ["INFERLINT_FACTS", variable ?? ""] : ["--facts", facts];
  if (path === "") {
    if (facts !== null) throw new UsageError("--facts needs the name of a file");
    return null;
  }
  const read = readFactsBytes(resolve(io.cwd, path));
  if (read.kind !== "bytes")
    throw new UsageError(`${option} ${path} cannot be read: ${read.message}`);
  const { readFacts } = await import("../registry/facts-file/facts-file.ts");
  const reading = readFacts(read.bytes.toString("utf8"), {
    today: io.today,
    platform,
  });
  if (reading.kind === "facts") return { path, file: reading.facts };
  throw new ConfigError(
    reading.problems.map(({ line, column, message }) => ({
      path,
      region: { startLine: line, startColumn: column, endLine: line, endColumn: column + 1 },
      message,
    })),
  );
}

function aboutAge({ path, file }: OpenFacts, asOf: CalendarDate, log: RunLog): void {
  const { newest } = file;
  if (newest === null || newest >= plusDays(asOf, -answersHoldForDays)) return;
  const age = `are of ${newest}, more than ${answersHoldForDays} days before ${asOf}`;
  log.warn(
    "old-facts",
    null,
    `The facts in ${path} ${age}, so that they no longer say what latest is: inferlint facts update makes new ones.`,
  );
}

function nonEmpty(text: string | undefined): string | null {
  return text === undefined || text === "" ? null : text;
}
