import type { RegistryAccess } from "../domain/image/registry-access.ts";
import type { OnUnresolved, RegistrySource } from "../domain/image/registry-source.ts";
import { answersHoldForDays } from "../domain/image/registry-source.ts";
import type { AnsweredBy } from "../domain/rule/answered-by.ts";
import type { ShardLookups } from "../domain/rule/shard-record.ts";
import type { openOnline } from "../registry/online.ts";
import type { Proxies } from "../registry/index.ts";
import { cachedRegistry, openFileStore } from "../registry/index.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import { plusDays } from "../text/calendar-date.ts";
import { cacheNotWritable, factsOutdated, noCache } from "./registry-messages.ts";
import { RunLog } from "./run-log.ts";
import { UnresolvedLookups } from "./unresolved-lookups.ts";

/** The lookups of one run: on registries, in a facts file, or both. */
export interface RegistrySession {
  readonly answeredBy: AnsweredBy;
  /** Null without a facts file. */
  readonly facts: Pick<OpenFactsFile, "newest" | "digest"> | null;
  /** Of the images of a platform, in its canonical form: `linux/amd64`. */
  readonly sourceFor: (platform: string) => RegistrySource;
  readonly onUnresolved: OnUnresolved;
  /** Logs what could not be resolved, at the end of the run. */
  readonly conclude: (log: RunLog, asOf: CalendarDate) => void;
  /** What `conclude` says, as data, for a run that is a part of another one. */
  readonly recorded: (asOf: CalendarDate) => ShardLookups;
  /** Whether a registry did not answer. */
  readonly hasFailures: () => boolean;
  /** Whether a lookup is unresolved although `strict` requires an answer. */
  readonly isIncomplete: () => boolean;
  /** Closes connections, which would keep the process alive. */
  readonly close: () => Promise<void>;
}

export interface RegistrySessionOptions {
  /** Null: no registry is contacted. */
  readonly online: OnlineSettings | null;
  readonly facts: OpenFactsFile | null;
  /** Every unresolved lookup is an error. */
  readonly strict: boolean;
  /** Sends every lookup to the registry, for the job that writes a facts file. */
  readonly refresh: boolean;
}

export interface OpenFactsFile {
  /** For messages. */
  readonly path: string;
  /** The day of the newest answer; null for a file without answers. */
  readonly newest: CalendarDate | null;
  readonly sourceFor: (platform: string) => RegistrySource;
  /** The SHA-256 of its text in hexadecimal. */
  readonly digest: () => Promise<string>;
}

export interface OnlineSettings {
  /** The registries that may be contacted. */
  readonly accesses: readonly RegistryAccess[];
  readonly proxies: Proxies;
  /** Certificates in PEM form, trusted in addition to the default ones. */
  readonly certificates: readonly string[];
  /** Milliseconds for all registries together. */
  readonly timeout: number;
  readonly cache:
    | { readonly kind: "directory"; readonly path: string }
    /** Turned off by the user. */
    | { readonly kind: "off" }
    /** Not possible; `why` is part of a sentence. */
    | { readonly kind: "none"; readonly why: string };
  /** Docker's configuration directory, null for none, and `PATH` and environment of its credential helpers. */
  readonly docker: {
    readonly directory: string | null;
    readonly path: string;
    readonly environment: Readonly<Record<string, string | undefined>>;
  };
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Returns a part of a file name that no other process uses. */
  readonly unique: () => string;
  /** Called for every request that is sent. */
  readonly onRequest: () => void;
}

/** Opens a session. No connection is opened, and no HTTP client loaded, before a lookup needs it. */
export function openRegistrySession(options: RegistrySessionOptions): RegistrySession {
  const { facts, strict, refresh } = options;
  const unresolved = new UnresolvedLookups();
  const online = options.online ? openRegistries(options, options.online, unresolved) : null;
  const concludeFacts = (log: RunLog, asOf: CalendarDate): void => {
    const newest = facts?.newest ?? null;
    if (facts && newest !== null && newest < plusDays(asOf, -answersHoldForDays))
      log.warn("old-facts", null, factsOutdated(facts.path, newest, asOf));
  };
  return {
    answeredBy: online ? "registry" : "facts",
    facts,
    sourceFor: (platform) =>
      unresolved.over(online?.sourceFor(platform) ?? null, facts?.sourceFor(platform) ?? null),
    onUnresolved: (address, lookup, reason) => {
      unresolved.add(address, lookup, reason);
    },
    conclude: (log, asOf) => {
      unresolved.conclude(log, { strict, hasCatalogue: !refresh });
      const problem = online?.writeProblem() ?? null;
      if (problem !== null) log.warn("cache-unusable", null, cacheNotWritable(problem));
      if (options.online?.cache.kind === "none")
        log.warn("cache-unusable", null, noCache(options.online.cache.why));
      concludeFacts(log, asOf);
    },
    recorded: (asOf) => {
      const log = new RunLog();
      concludeFacts(log, asOf);
      return { strict, unresolved: unresolved.recorded(), notifications: log.notifications };
    },
    hasFailures: () => unresolved.hasFailures,
    isIncomplete: () => strict && unresolved.hasUnresolved,
    close: async () => {
      await online?.close();
    },
  };
}

interface Online {
  readonly sourceFor: (platform: string) => RegistrySource;
  readonly writeProblem: () => string | null;
  readonly close: () => Promise<void>;
}

function openRegistries(
  { refresh }: Pick<RegistrySessionOptions, "refresh">,
  { cache, unique, ...settings }: OnlineSettings,
  unresolved: UnresolvedLookups,
): Online {
  const { accesses, now } = settings;
  const store = cache.kind === "directory" ? openFileStore(cache.path, unique, now) : null;
  let closing: (() => Promise<void>) | null = null;
  const openClient = async (): Promise<ReturnType<typeof openOnline>> => {
    const { openOnline: open } = await import("../registry/online.ts");
    const opened = open(settings);
    closing = opened.close;
    return opened;
  };
  let client: ReturnType<typeof openClient> | undefined;
  const sourceFor = (platform: string): RegistrySource => {
    let registry: RegistrySource | undefined;
    return cachedRegistry({
      ...{ cache: store, platform, refresh, now },
      covers: (host) => accesses.some((access) => access.host === host),
      registry: async () => (registry ??= (await (client ??= openClient())).sourceFor(platform)),
      onExpired: (address, answeredAt) => {
        unresolved.expired(address, answeredAt);
      },
    });
  };
  return {
    sourceFor,
    writeProblem: () => store?.writeProblem() ?? null,
    close: async () => {
      await closing?.();
    },
  };
}
