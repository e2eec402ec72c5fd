import type { RegistryAccess } from "../domain/image/registry-access.ts";
import type { RegistrySource } from "../domain/image/registry-source.ts";
import { createAuthorizer } from "./auth/basic-and-bearer.ts";
import { openClient } from "./oci/client.ts";
import { dockerCredentials } from "./auth/docker-config.ts";
import type { HttpOptions } from "./http/http.ts";
import { openHttp } from "./http/http.ts";

export interface OnlineOptions extends HttpOptions {
  readonly accesses: readonly RegistryAccess[];
  /** `linux/amd64` */
  readonly platform: string;
  /** Where Docker keeps credentials, and what its helpers are started with. */
  readonly docker: {
    readonly directory: string;
    readonly path: string;
    readonly environment: Readonly<Record<string, string | undefined>>;
  };
}

/** A helper may have to unlock a key chain, but not to wait for a person. */
const maxHelpLength = 10_000;

/** The registries themselves. This loads the HTTP client, so it is opened by the first question that nothing else answers. */
export function openOnline(options: OnlineOptions): {
  readonly source: RegistrySource;
  readonly close: () => Promise<void>;
} {
  const { accesses, platform, now, docker } = options;
  const http = openHttp(options);
  const helperTimeout = (): number => Math.min(maxHelpLength, http.timeLeft());
  const credentialsFor = dockerCredentials({ ...docker, helperTimeout });
  const authorizer = createAuthorizer({ accesses, credentialsFor, now });
  const source = openClient({ accesses, http, authorizer, platform, now });
  return { source, close: http.close };
}
