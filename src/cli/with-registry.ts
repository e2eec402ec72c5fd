import type { ScanOptions } from "./command.ts";
import type { Settings } from "../domain/settings/settings.ts";
import type { Io } from "./io.ts";
import type { ScanRequest } from "../pipeline/scan.ts";
import type { RegistrySession } from "../pipeline/registry-session.ts";
import { UsageError } from "../domain/settings/usage-error.ts";

/** What a request needs to ask registries and to say how far it is. */
export type Asking = Required<Pick<ScanRequest, "onProgress">> & {
  readonly session: RegistrySession | null;
};

/**
 * Runs work that may ask registries, and ends the connections with it. Where nothing but the catalogue is to be asked, nothing
 * that could ask is loaded.
 * @param refresh answers of the past do not count
 */
export async function withRegistry<T>(
  options: ScanOptions,
  { platform }: Pick<Settings, "platform">,
  io: Io,
  work: (asking: Asking) => Promise<T>,
  { refresh = false }: { readonly refresh?: boolean } = {},
): Promise<T> {
  return io.withProgress(options, async ({ report: onProgress, asked: onRequest }) => {
    const queries = options.online || options.facts !== null || Boolean(io.env["INFERLINT_FACTS"]);
    if (!queries && options.strict)
      throw new UsageError(
        "--strict belongs to --online or --facts: nothing is asked without them",
      );
    if (!queries) return work({ onProgress, session: null });
    const { openRegistrySession } = await import("./registry-session.ts");
    const session = await openRegistrySession({ options, platform, io, onRequest, refresh });
    try {
      return await work({ onProgress, session });
    } finally {
      await session.close();
    }
  });
}
