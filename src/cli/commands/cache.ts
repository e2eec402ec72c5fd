import { UsageError } from "../../domain/settings/usage-error.ts";
import type { CacheDirectory } from "../../registry/index.ts";
import { clearFileStore } from "../../registry/index.ts";
import { safeText } from "../../report/safe-text.ts";
import { counted } from "../../text/list.ts";
import type { NetworkOptions } from "../command.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import { cacheLocation, userConfig } from "../network-settings.ts";

type UsableDirectory = Exclude<CacheDirectory, { readonly kind: "rejected" }>;

/** `inferlint cache path` and `inferlint cache clear`: the response cache of registries. @throws UsageError, ConfigError */
export async function runCache(
  action: "clear" | "path",
  options: NetworkOptions,
  io: Io,
): Promise<ExitCode> {
  const directory = cacheLocation(options, await userConfig(io), io);
  if (directory.kind === "rejected") throw new UsageError(directory.why);
  switch (action) {
    case "path":
      await io.write({ format: "text", file: null }, [`${pathOf(directory)}\n`]);
      break;
    case "clear":
      clear(directory, io);
  }
  return exitCodes.clean;
}

/** The path is for scripts, so it is not escaped; one with control characters is an error instead. */
function pathOf(directory: UsableDirectory): string {
  if (directory.kind === "none") throw new UsageError(`there is no cache: ${directory.why}`);
  const { path } = directory;
  if (safeText(path) === path) return path;
  throw new UsageError(`the path of the cache contains control characters: ${path}`);
}

function clear(directory: UsableDirectory, { warn }: Io): void {
  if (directory.kind === "none") {
    warn(`there is no cache to clear: ${safeText(directory.why)}`);
    return;
  }
  const { path } = directory;
  const { removed, problem } = clearFileStore(path);
  if (problem !== null) throw new UsageError(`the cache ${path} cannot be cleared: ${problem}`);
  warn(`removed ${counted(removed, "entry", "entries")} from ${safeText(path)}`);
}
