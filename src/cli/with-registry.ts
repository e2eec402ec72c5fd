import { UsageError } from "../domain/settings/usage-error.ts";
import { openFactsFile } from "../pipeline/facts-file.ts";
import type { ScanRequest } from "../pipeline/scan-request.ts";
import type { RegistrySession, RegistrySessionOptions } from "../pipeline/registry-session.ts";
import type { ScanOptions } from "./command.ts";
import type { Io } from "./io.ts";

/** The parts of a request that depend on the registry session. */
export type RegistryRequest = Required<Pick<ScanRequest, "onProgress">> & {
  readonly session: RegistrySession | null;
};

/**
 * Runs work with a registry session, and closes its connections afterwards. Without --online and --facts there is no session,
 * and no code for one is loaded.
 * @param refresh sends every lookup to the registries, instead of using the cache or a facts file
 * @throws UsageError for invalid options and environment variables, ConfigError for invalid user configuration or facts
 */
export async function withRegistry<T>(
  options: ScanOptions,
  io: Io,
  work: (request: RegistryRequest) => Promise<T>,
  { refresh = false }: { readonly refresh?: boolean } = {},
): Promise<T> {
  return io.withProgress(options, async ({ report: onProgress, asked: onRequest }) => {
    const hasLookups =
      options.online || options.facts !== null || Boolean(io.env["INFERLINT_FACTS"]);
    if (!hasLookups && options.strict && !("against" in options && options.against))
      throw new UsageError("--strict is only valid with --online or --facts");
    if (!hasLookups) return work({ onProgress, session: null });
    const facts = refresh ? null : await openFacts(options, io);
    const online = options.online ? await onlineSettings(options, io, onRequest) : null;
    const { openRegistrySession } = await import("../pipeline/registry-session.ts");
    const { strict } = options;
    const session = openRegistrySession({ online, facts, strict, refresh });
    try {
      return await work({ onProgress, session });
    } finally {
      await session.close();
    }
  });
}

async function onlineSettings(
  options: ScanOptions,
  io: Io,
  onRequest: () => void,
): Promise<RegistrySessionOptions["online"]> {
  const { readOnlineSettings } = await import("./network-settings.ts");
  return { ...(await readOnlineSettings(options, options.paths, io)), onRequest };
}

/** The facts file of --facts, else of INFERLINT_FACTS; null for none. */
async function openFacts({ facts }: ScanOptions, io: Io): Promise<RegistrySessionOptions["facts"]> {
  const [option, path] =
    facts === null ? ["INFERLINT_FACTS", io.env["INFERLINT_FACTS"] ?? ""] : ["--facts", facts];
  if (path === "") {
    if (facts !== null) throw new UsageError("--facts needs the name of a file");
    return null;
  }
  return openFactsFile({ option, path, cwd: io.cwd, today: io.today });
}
