import type { RepositoryAddress } from "../../domain/image/registry-source.ts";
import type { RequestRepository } from "./repository-request.ts";

/** A repository whose address was validated, and how to send requests to it. */
export interface RepositoryEndpoint {
  readonly kind: "endpoint";
  readonly send: RequestRepository;
  readonly address: RepositoryAddress;
  /** Of the registry: `https://contoso.azurecr.io`. */
  readonly origin: string;
}
