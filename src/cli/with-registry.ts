import { UsageError } from "../domain/settings/usage-error.ts";
import { openFactsFile } from "../pipeline/facts-file.ts";
import type { ScanRequest } from "../pipeline/scan-request.ts";
import type { RegistrySession, RegistrySessionOptions } from "../pipeline/registry-session.ts";
import type { ScanOptions } from "./command.ts";
import { factsOf, gateInputs } from "./gate-inputs.ts";
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
    const named = refresh ? null : factsOf(options, io);
    const hasLookups = options.online || named !== null;
    if (options.strict && !hasLookups && gateInputs(options, io).length === 0)
      throw new UsageError(
        "--strict is only valid with --online, --facts, --policy, --config, --baseline or --against",
      );
    if (!hasLookups) return work({ onProgress, session: null });
    const facts = named && (await openFactsFile({ ...named, cwd: io.cwd, today: io.today }));
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
