import type { LookOptions } from "./command.ts";
import type { Settings } from "./domain/settings.ts";
import type { Io } from "./io.ts";
import type { LookRequest } from "./open-files.ts";
import type { Desk } from "./desk.ts";
import { UsageError } from "./usage-error.ts";

/** What a request needs to ask registries and to say how far it is. */
export type Asking = Required<Pick<LookRequest, "onProgress">> & {
  readonly desk: Desk | null;
};

/**
 * Runs work that may ask registries, and ends the connections with it. Where nothing but the catalogue is to be asked, nothing
 * that could ask is loaded.
 * @param refresh answers of the past do not count
 */
export async function withDesk<T>(
  options: LookOptions,
  { platform }: Pick<Settings, "platform">,
  io: Io,
  work: (asking: Asking) => Promise<T>,
  { refresh = false }: { readonly refresh?: boolean } = {},
): Promise<T> {
  return io.withProgress(options, async ({ report: onProgress, asked: onRequest }) => {
    const asks = options.online || options.facts !== null || Boolean(io.env["INFERLINT_FACTS"]);
    if (!asks && options.strict)
      throw new UsageError(
        "--strict belongs to --online or --facts: nothing is asked without them",
      );
    if (!asks) return work({ onProgress, desk: null });
    const { openDesk } = await import("./registry-desk.ts");
    const desk = await openDesk({ options, platform, io, onRequest, refresh });
    try {
      return await work({ onProgress, desk });
    } finally {
      await desk.close();
    }
  });
}
