import type { Notification as SarifNotification } from "sarif";
import type { Notification } from "../../domain/rule/run.ts";
import type { ReportTotals } from "../reporter.ts";
import { unlinked } from "./message.ts";
import { artifactLocation } from "./quoted-file.ts";

/** That results are left out; nothing where all are in the file. */
export function cutNotification(cut: number, limit: number): readonly Notification[] {
  if (cut === 0) return [];
  const message = `${cut} of the least severe results are left out: GitHub takes at most ${limit} in one file.`;
  return [{ level: "warning", id: "results-cut", message, path: null, region: null }];
}

export function sarifNotification(
  { level, id, message, path, region }: Notification,
  repositoryPathOf: ReportTotals["repositoryPathOf"],
): SarifNotification {
  const notification = { descriptor: { id }, level, message: { text: unlinked(message) } };
  if (path === null) return notification;
  const artifact = artifactLocation(path, repositoryPathOf(path));
  const place = region === null ? {} : { region };
  return {
    ...notification,
    locations: [{ physicalLocation: { artifactLocation: artifact, ...place } }],
  };
}
