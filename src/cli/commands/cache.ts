import type { NetworkOptions } from "../command.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import type { CacheLocation } from "../network-settings.ts";
import { cacheLocation, userConfig } from "../network-settings.ts";
import { clearStore } from "../../registry/index.ts";
import { safeText } from "../../report/safe-text.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";

/** `inferlint cache`: where answers of registries are kept, or away with them. */
export async function runCache(
  action: "clear" | "path",
  options: NetworkOptions,
  io: Io,
): Promise<ExitCode> {
  const directory = cacheLocation(options, await userConfig(io), io);
  if (directory.kind === "refused") throw new UsageError(directory.why);
  switch (action) {
    case "path":
      await io.write({ format: "text", file: null }, [`${pathOf(directory)}\n`]);
      break;
    case "clear":
      clear(directory, io);
  }
  return exitCodes.clean;
}

/** Scripts take the line as it is, so a name is not made safe to show: one that is not is not shown. */
function pathOf(directory: Exclude<CacheLocation, { kind: "refused" }>): string {
  if (directory.kind === "none") throw new UsageError(`there is no cache: ${directory.why}`);
  const { path } = directory;
  if (safeText(path) === path) return path;
  throw new UsageError(`the cache ${path} cannot be shown as it is: a terminal would act on it`);
}

function clear(directory: Exclude<CacheLocation, { kind: "refused" }>, { warn }: Io): void {
  if (directory.kind === "none") {
    warn(`there is no cache to clear: ${safeText(directory.why)}`);
    return;
  }
  const { path } = directory;
  const { removed, problem } = clearStore(path);
  if (problem !== null) throw new UsageError(`the cache ${path} cannot be cleared: ${problem}`);
  warn(`removed ${removed} ${removed === 1 ? "entry" : "entries"} from ${safeText(path)}`);
}
