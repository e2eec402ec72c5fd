import type { RunOrigins } from "../domain/rule/run.ts";
import { noOrigins } from "../domain/rule/run.ts";
import type { Settings } from "../domain/settings/settings.ts";
import type { LintRequest } from "./lint-request.ts";
import type { FolderSettings } from "./run-settings.ts";

/** The policy, configuration and facts of a run, if a report shows them. */
export async function originsOf(
  request: LintRequest,
  folders: readonly [FolderSettings, ...FolderSettings[]],
): Promise<RunOrigins> {
  const [{ settings: general }] = folders;
  if (!wantsOrigins(request, general)) return noOrigins;
  const { runOrigins } = await import("./run-origins.ts");
  return runOrigins(request, request.settings, folders);
}

function wantsOrigins(
  { wantsOrigins: wanted = "always", session, catalogueFile }: LintRequest,
  { policy }: Pick<Settings, "policy">,
): boolean {
  const hasGate = policy !== null || Boolean(session?.facts ?? catalogueFile);
  return wanted === "always" || (wanted === "gate" && hasGate);
}
