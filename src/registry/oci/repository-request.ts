import type { RegistryAccess } from "../../domain/image/registry-access.ts";
import type { RepositoryAddress } from "../../domain/image/registry-source.ts";
import { denied } from "../../domain/image/registry-source.ts";
import type { Authorizer } from "../auth/authorizer.ts";
import type { Exchanged } from "../http/exchange.ts";
import { registryNotAllowed } from "../http/failure-messages.ts";
import type { Http } from "../http/http.ts";
import { originOf } from "../http/origin.ts";
import { accessDenied, authorizationRejected } from "./oci-messages.ts";

/** A request below the URL of a repository. */
export interface RepositoryRequest {
  readonly method: "GET" | "HEAD";
  /** With its query, `tags/list?n=1000`; only of parts that were validated. */
  readonly path: string;
  readonly accept: string;
  readonly maxBytes: number;
}

/** Sends a request with the authorization that the registry requires. A 401 or 403 becomes the failure `denied`. */
export type RequestRepository = (
  address: RepositoryAddress,
  request: RepositoryRequest,
) => Promise<Exchanged>;

export interface RequestOptions {
  readonly accesses: readonly RegistryAccess[];
  readonly http: Http;
  readonly authorizer: Authorizer;
}

/** An anonymous token first, then one for the user's credentials; nothing is left to try for a third 401. */
const maxChallenges = 2;

export function createRepositoryRequests({
  accesses,
  http,
  authorizer,
}: RequestOptions): RequestRepository {
  return async (address, { method, path, accept, maxBytes }) => {
    const access = accesses.find(({ host }) => host === address.registry);
    const origin = access ? originOf(access) : null;
    if (!access || origin === null) return denied(registryNotAllowed);
    const { repository } = address;
    const url = new URL(`${origin}/v2/${repository}/${path}`);
    let authorization = authorizer.known(access, repository);
    for (let challenges = 0; ; challenges++) {
      const headers = { accept, ...(authorization === null ? {} : { authorization }) };
      const got = await http.send({ method, url, headers, maxBytes });
      if (got.kind !== "response") return got;
      if (got.status === 403) return accessDenied;
      if (got.status !== 401) return got;
      if (challenges === maxChallenges) return authorizationRejected;
      const { sendToRealm } = http;
      const answer = await authorizer.answer(access, repository, got, authorization, sendToRealm);
      if (answer.kind !== "header") return answer;
      if (answer.value === authorization) return authorizationRejected;
      authorization = answer.value;
    }
  };
}
