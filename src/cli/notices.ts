import type { ConfigError } from "../config/index.ts";
import type { Region } from "../domain/build/region.ts";
import type { Notification } from "../domain/rule/run.ts";
import { safeText } from "../report/safe-text.ts";

/** Lines for standard error, one for each notification; with `quiet` only the errors. */
export function notificationLines(
  notifications: readonly Notification[],
  quiet: boolean,
): readonly string[] {
  return notifications
    .filter(({ level }) => !quiet || level === "error")
    .map(({ level, message, path, region, repository }) =>
      path === null
        ? `${level}: ${repository === undefined ? "" : `${safeText(repository)}: `}${safeText(message)}`
        : `${level}: ${location(path, region)}: ${safeText(message)}`,
    );
}

/** Lines for standard error, one for each problem of a configuration. */
export function configErrorLines({ problems }: ConfigError): readonly string[] {
  return problems.map(
    ({ path, region, message }) => `error: ${location(path, region)}: ${safeText(message)}`,
  );
}

function location(path: string, region: Region | null): string {
  return region === null
    ? safeText(path)
    : `${safeText(path)}:${region.startLine}:${region.startColumn}`;
}
