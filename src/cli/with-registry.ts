import { UsageError } from "../domain/settings/usage-error.ts";
import { openFacts } from "../pipeline/facts-file.ts";
import type { Notification } from "../domain/rule/run.ts";
import type { ScanRequest } from "../pipeline/scan-request.ts";
import type { RegistrySession, RegistrySessionOptions } from "../pipeline/registry-session.ts";
import type { LintOptions, ScanOptions } from "./command.ts";
import { factsOf, gateInputs } from "./gate-inputs.ts";
import type { Io } from "./io.ts";

/** The parts of a request that depend on the registry session. */
export type RegistryRequest = Required<Pick<ScanRequest, "onProgress">> &
  Pick<ScanRequest, "catalogue" | "catalogueFile"> & {
    readonly session: RegistrySession | null;
  };

/**
 * Runs work with a registry session, and closes its connections afterwards. Without --online and --facts there is no session,
 * and no code for one is loaded.
 * @param refresh sends every lookup to the registries, instead of using the cache or a facts file
 * @throws UsageError for invalid options and environment variables, ConfigError for invalid user configuration or facts
 */
export async function withRegistry<T>(
  options: ScanOptions | LintOptions,
  io: Io,
  work: (request: RegistryRequest) => Promise<T>,
  { refresh = false }: { readonly refresh?: boolean } = {},
): Promise<T> {
  return io.withProgress(options, async ({ report: onProgress, asked: onRequest }) => {
    const named = refresh ? null : factsOf(options, io);
    const hasLookups = options.online || named !== null;
    const isCompared = "against" in options && options.against !== null;
    if (options.strict && !hasLookups && !isCompared && gateInputs(options, io).length === 0)
      throw new UsageError(
        "--strict is only valid with --online, --facts, --policy, --config, --baseline or --against",
      );
    if (!hasLookups) return work({ onProgress, session: null });
    const input = named && (await openFacts({ ...named, cwd: io.cwd, today: io.today }));
    const facts = input?.kind === "answers" ? input.facts : null;
    const isNewer = input?.kind === "catalogue" && !input.isOlder;
    if (input?.kind === "catalogue" && input.isOlder)
      io.notify([olderCatalogue(named?.path ?? "")], options.quiet);
    const catalogue = isNewer ? input.request : {};
    if (!options.online && facts === null) return work({ onProgress, session: null, ...catalogue });
    const online = options.online ? await onlineSettings(options, io, onRequest) : null;
    const { openRegistrySession } = await import("../pipeline/registry-session.ts");
    const { strict } = options;
    const session = openRegistrySession({ online, facts, strict, refresh });
    try {
      return await work({ onProgress, session, ...catalogue });
    } finally {
      await session.close();
    }
  });
}

function olderCatalogue(path: string): Notification {
  const message = "Its facts are older than those of this version, which are used instead.";
  return { level: "warning", id: "facts-older", message, path, region: null };
}

async function onlineSettings(
  options: ScanOptions,
  io: Io,
  onRequest: () => void,
): Promise<RegistrySessionOptions["online"]> {
  const { readOnlineSettings } = await import("./network-settings.ts");
  return { ...(await readOnlineSettings(options, options.paths, io)), onRequest };
}
