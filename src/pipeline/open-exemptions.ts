import type { OpenLimit } from "../check/index.ts";
import type { DiscoveredFile } from "../discover/index.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import type { ExemptionCollector } from "./exemptions/collect.ts";
import type { OpenExemptions } from "./exemptions/open-limit.ts";
import type { Project } from "./project/project.ts";
import type { FolderSettings } from "./run-settings.ts";
import type { ScanRequest } from "./scan-request.ts";

/** As `openExemptions`, which is loaded only for a policy with a limit. */
export async function openExemptionsOf(
  request: ScanRequest,
  files: readonly DiscoveredFile[],
  folders: readonly [FolderSettings, ...FolderSettings[]],
  project: Project | null,
): Promise<OpenExemptions | null> {
  const [{ settings }] = folders;
  const rules = settings.exceptionRules;
  const maxOpen = rules?.maxOpen ?? null;
  if (rules === null || maxOpen === null) return null;
  const { openExemptions } = await import("./exemptions/open-limit.ts");
  return openExemptions(request, { files, folders, project }, { ...rules, maxOpen });
}

/** Collects the exemptions of a run; loaded only for those who ask for them. */
export async function collectorFor(
  asOf: CalendarDate,
  limit: OpenLimit | null,
): Promise<ExemptionCollector> {
  const { ExemptionCollector } = await import("./exemptions/collect.ts");
  return new ExemptionCollector(asOf, limit);
}
