import type { RegistryAccess } from "../../domain/image/registry-access.ts";
import type { LookupFailure } from "../../domain/image/registry-source.ts";
import type { HttpResponse, Send } from "../http/exchange.ts";

/** The value of the Authorization header for a request to a registry. */
export type Authorization = { readonly kind: "header"; readonly value: string } | LookupFailure;

/**
 * Authenticates at registries. The first request is always anonymous: credentials are sent only after a 401, to the registry's
 * own host and to the realm that the user named.
 */
export interface Authorizer {
  /** The header that worked for this repository before; null for an anonymous request. */
  readonly known: (access: RegistryAccess, repository: string) => string | null;
  /**
   * Answers a 401.
   * @param sent the authorization that was rejected; null for an anonymous request
   * @param send for requests to token servers; does not follow redirects
   */
  readonly answer: (
    access: RegistryAccess,
    repository: string,
    rejected: HttpResponse,
    sent: string | null,
    send: Send,
  ) => Promise<Authorization>;
}
