import type { FolderSettings } from "./run-settings.ts";

/** The digest of fingerprints. Where nothing needs them but a baseline, node:crypto is loaded only if there is one. */
export async function hashFor(
  wantsFingerprints: boolean,
  folders: readonly FolderSettings[],
): Promise<(identity: string) => string> {
  if (!wantsFingerprints && folders.every(({ baseline }) => !baseline?.accepted)) return () => "";
  return (await import("./fingerprint-hash.ts")).fingerprintHash;
}
