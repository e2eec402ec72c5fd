import type { RegistryAccess } from "../../domain/image/registry-access.ts";
import type { Unanswered } from "../../domain/image/registry-source.ts";
import type { HttpResponse, Send } from "../http/exchange.ts";

/** What a request to a registry is sent with. */
export type Authorization = { readonly kind: "header"; readonly value: string } | Unanswered;

/**
 * Finds what a registry asks for. Everything that is tried first is anonymous: only a 401 brings credentials out, and they go
 * to the registry's own host and to the realm that the user named.
 */
export interface Authorizer {
  /** What served for this repository before: null for an anonymous request. */
  readonly known: (access: RegistryAccess, repository: string) => string | null;
  /**
   * Answers a 401.
   * @param sent the authorization that was refused; null for an anonymous request
   * @param send for requests to token servers: follows no redirect
   */
  readonly answer: (
    access: RegistryAccess,
    repository: string,
    rejected: HttpResponse,
    sent: string | null,
    send: Send,
  ) => Promise<Authorization>;
}
