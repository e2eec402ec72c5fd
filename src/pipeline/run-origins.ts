import type { Run } from "../domain/rule/run.ts";
import type { Settings } from "../domain/settings/settings.ts";

/** The days of the catalogue and the policy, for reports that name them: both take time to load. */
export async function runOrigins({
  policy,
}: Pick<Settings, "policy">): Promise<Pick<Run, "catalogue" | "policy">> {
  const { catalogueDays } = await import("../catalogue/index.ts");
  const catalogue = catalogueDays();
  if (policy === null) return { catalogue, policy };
  const { sha256 } = await import("./fingerprint-hash.ts");
  // A policy has no name of its own yet.
  return { catalogue, policy: { name: null, digest: sha256(policy.text) } };
}
