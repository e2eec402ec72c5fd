import type { RegistryAccess } from "../domain/image/registry-access.ts";
import type { RegistrySource } from "../domain/image/registry-source.ts";
import { createAuthorizer } from "./auth/basic-and-bearer.ts";
import { dockerCredentials } from "./auth/docker-config.ts";
import type { HttpOptions } from "./http/http.ts";
import { openHttp } from "./http/http.ts";
import { openClient } from "./oci/client.ts";

export interface OnlineOptions extends HttpOptions {
  readonly accesses: readonly RegistryAccess[];
  /** Docker's configuration directory, null for none, and `PATH` and environment of its credential helpers. */
  readonly docker: {
    readonly directory: string | null;
    readonly path: string;
    readonly environment: Readonly<Record<string, string | undefined>>;
  };
}

/** Milliseconds. Enough for a credential helper that unlocks a key chain, but not for one that waits for input. */
const maxHelperTime = 10_000;

/** Opens a client of the registries. Importing this module loads the HTTP client, so it is imported by the first request. */
export function openOnline(options: OnlineOptions): {
  /** Looks up the images of a platform, in its canonical form: `linux/amd64`. */
  readonly sourceFor: (platform: string) => RegistrySource;
  readonly close: () => Promise<void>;
} {
  const { accesses, now, docker } = options;
  const http = openHttp(options);
  const helperTimeout = (): number => Math.min(maxHelperTime, http.timeLeft());
  const credentialsFor = dockerCredentials({ ...docker, helperTimeout });
  const authorizer = createAuthorizer({ accesses, credentialsFor, now });
  return {
    sourceFor: (platform) => openClient({ accesses, http, authorizer, platform, now }),
    close: http.close,
  };
}
