import { isConfigError } from "../config/index.ts";
import { isUsageError } from "../domain/settings/usage-error.ts";
import { safeText } from "../report/safe-text.ts";
import { configErrorLines } from "./notices.ts";

/** What stopped a command, in lines that are safe to show. @param showStack of an internal error */
export function errorLines(error: unknown, showStack: boolean): readonly string[] {
  if (isUsageError(error)) return [safeText(error.message)];
  if (isConfigError(error)) return configErrorLines(error);
  const message = error instanceof Error ? error.message : String(error);
  const line = `internal error: ${safeText(message)} (please report it; --debug shows more)`;
  if (!showStack || !(error instanceof Error)) return [line];
  return [line, (error.stack ?? "").split("\n").map(safeText).join("\n")];
}
