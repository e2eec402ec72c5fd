import { basename } from "node:path";
import { holdsRepository } from "../discover/index.ts";
import type { NamedConfiguration, RunOrigins } from "../domain/rule/run.ts";
import { headCommit } from "../git/head-commit.ts";
import { readIfExists } from "../fs/read-if-exists.ts";
import type { Settings } from "../domain/settings/settings.ts";
import { relativePath } from "../fs/relative-path.ts";
import { catalogueOf } from "./catalogue-of.ts";
import type { OpenFactsFile } from "./registry-session.ts";
import type { FolderSettings, RunSettings } from "./run-settings.ts";
import { holds } from "./run-root.ts";
import type { ScanRequest } from "./scan-request.ts";

type OriginsRequest = Pick<ScanRequest, "session" | "readsNothing" | "catalogue" | "catalogueFile">;

/**
 * The policy, configuration and facts of a run, for reports that name them: they take time to load.
 * @param folders those with settings of their own, in order
 */
export async function runOrigins(
  { session, readsNothing = false, ...request }: OriginsRequest,
  { root }: Pick<RunSettings, "root">,
  folders: readonly [FolderSettings, ...FolderSettings[]],
): Promise<RunOrigins> {
  const { list, sources } = await catalogueOf(request);
  const [{ settings: general }] = folders;
  return {
    catalogue: Object.fromEntries(
      [list, ...sources].flatMap(({ name, asOf }) => (asOf === null ? [] : [[name, asOf]])),
    ),
    policy: await policyOrigin(general.policy),
    configurations: configurationsOf(folders, root),
    facts: await factsOf(session?.facts ?? request.catalogueFile ?? null),
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

async function factsOf(
  facts: Pick<OpenFactsFile, "newest" | "digest"> | null,
): Promise<RunOrigins["facts"]> {
  return facts && { digest: await facts.digest(), asOf: facts.newest };
}
