import type { RegistryAccess } from "../../domain/image/registry-access.ts";
import type { RepositoryAddress, Unanswered } from "../../domain/image/registry-source.ts";
import { originOf } from "../auth/allowed-hosts.ts";
import type { Authorizer } from "../auth/authorizer.ts";
import type { Exchanged } from "../http/exchange.ts";
import type { Http } from "../http/http.ts";
import { denied } from "./registry-answer.ts";

/** What is wanted of a repository. */
export interface Wanted {
  readonly method: "GET" | "HEAD";
  /** Beneath the repository, with its query: `tags/list?n=1000`. Only of parts that were checked. */
  readonly path: string;
  readonly accept: string;
  readonly maxBytes: number;
}

export type Ask = (address: RepositoryAddress, wanted: Wanted) => Promise<Exchanged>;

export interface AskOptions {
  readonly accesses: readonly RegistryAccess[];
  readonly http: Http;
  readonly authorizer: Authorizer;
}

/** An anonymous token first, then one for credentials: a third 401 has no better answer. */
const maxAnswers = 2;

/** Asks with what a registry wants to see. A 401 or 403 does not come back: it is `denied`. */
export function createAsk({ accesses, http, authorizer }: AskOptions): Ask {
  return async (address, { method, path, accept, maxBytes }) => {
    const access = accesses.find(({ host }) => host === address.registry);
    const origin = access ? originOf(access) : null;
    if (!access || origin === null) return denied("it is no registry that you allowed");
    const { repository } = address;
    const url = new URL(`${origin}/v2/${repository}/${path}`);
    let authorization = authorizer.known(access, repository);
    for (let answered = 0; ; answered++) {
      const headers = { accept, ...(authorization === null ? {} : { authorization }) };
      const got = await http.send({ method, url, headers, maxBytes });
      if (got.kind !== "response") return got;
      if (got.status === 403) return denied("it denies access (403)");
      if (got.status !== 401) return got;
      if (answered === maxAnswers) return denied("it refuses what it asked for (401)");
      const { sendToRealm } = http;
      const answer = await authorizer.answer(access, repository, got, authorization, sendToRealm);
      if (answer.kind !== "header") return answer;
      if (answer.value === authorization) return denied("it refuses what it asked for (401)");
      authorization = answer.value;
    }
  };
}

/** In words, for a status that is no answer. @param origin of the registry */
export function unexpected(status: number, origin: string): Unanswered {
  // What servers of TLS say to plain http.
  const hint = status === 400 && origin.startsWith("http:") ? "; it may want https" : "";
  return { kind: "unreachable", why: `it answered ${status}${hint}` };
}
