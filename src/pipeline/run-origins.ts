import { basename } from "node:path";
import { holdsRepository } from "../discover/index.ts";
import type { NamedConfiguration, RunOrigins } from "../domain/rule/run.ts";
import { headCommit } from "../git/head-commit.ts";
import { readIfExists } from "../fs/read-if-exists.ts";
import type { Settings } from "../domain/settings/settings.ts";
import { relativePath } from "../fs/relative-path.ts";
import type { FolderSettings, RunSettings } from "./run-settings.ts";
import { holds } from "./run-root.ts";
import type { ScanRequest } from "./scan-request.ts";

/**
 * What decided a run, for reports that name it: it takes time to load.
 * @param folders those with settings of their own, in order
 */
export async function runOrigins(
  { session, readsNothing = false }: Pick<ScanRequest, "session" | "readsNothing">,
  { root }: Pick<RunSettings, "root">,
  folders: readonly [FolderSettings, ...FolderSettings[]],
): Promise<RunOrigins> {
  const { catalogueDays } = await import("../catalogue/index.ts");
  const [{ settings: general }] = folders;
  return {
    catalogue: catalogueDays(),
    policy: await policyOrigin(general.policy),
    configurations: configurationsOf(folders, root),
    facts: await factsOf(session),
    commit: !readsNothing && holdsRepository(root) ? headCommit(root, readIfExists) : null,
  };
}

function configurationsOf(
  folders: readonly FolderSettings[],
  root: string,
): RunOrigins["configurations"] {
  const known = new Map<string, NamedConfiguration>();
  for (const { settings } of folders) {
    if (!settings.configuration) continue;
    const { path, absolute } = settings.configuration;
    const name = basename(absolute);
    const named = holds(root, absolute)
      ? { path, repositoryPath: relativePath(absolute, root) }
      : { path: name, repositoryPath: name };
    known.set(absolute, named);
  }
  return [...known.values()];
}

/** The name and digest of a policy. */
export async function policyOrigin(
  policy: Pick<NonNullable<Settings["policy"]>, "name" | "text"> | null,
): Promise<RunOrigins["policy"]> {
  if (policy === null) return null;
  const { sha256 } = await import("./fingerprint-hash.ts");
  return { name: policy.name, digest: sha256(policy.text) };
}

async function factsOf(session: ScanRequest["session"]): Promise<RunOrigins["facts"]> {
  const facts = session?.facts ?? null;
  return facts && { digest: await facts.digest(), asOf: facts.newest };
}
