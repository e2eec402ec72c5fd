import type { RegistryAccess } from "../../domain/image/registry-access.ts";
import type { LookupFailure } from "../../domain/image/registry-source.ts";
import { parseJsonObject } from "../../text/json-object.ts";
import type { HttpRequest, HttpResponse, Send } from "../http/exchange.ts";
import { credentialsRejected, credentialsRequired, tokenServer } from "./auth-messages.ts";
import type { Credentials } from "./credentials.ts";

/** A request for a token. */
export interface TokenQuery {
  readonly access: RegistryAccess;
  /** One that `checkRealm` allows. */
  readonly realm: URL;
  /** The registry's own name for itself; null where its challenge has none. */
  readonly service: string | null;
  /** `repository:azureml/minimal-py312-inference:pull` */
  readonly scope: string;
  readonly credentials: Credentials | null;
}

export type TokenResult =
  | {
      readonly kind: "token";
      readonly token: string;
      /** Milliseconds from now during which it can be used. */
      readonly lifetime: number;
    }
  | LookupFailure;

/** A token and a few fields take far less. */
const maxBytes = 64 * 1024;

/** Safe in a header, and not longer than servers accept there. */
const tokenPattern = /^[\x21-\x7e]{1,16384}$/;

/** Seconds, where the response has no `expires_in` (distribution, docs/spec/auth/token.md). */
const defaultLifetime = 60;
/** Seconds; no run takes longer. */
const maxLifetime = 3600;
/** Seconds before its end from which a token is no longer sent, because a request takes time. */
const margin = 10;

/** Gets a token, anonymously where there are no credentials. Redirects are not followed: they could lead to any host. */
export async function fetchToken(query: TokenQuery, send: Send): Promise<TokenResult> {
  const response = await send(tokenRequest(query));
  if (response.kind !== "response") return tokenServer.notReached(query.realm, response);
  if (response.status !== 200) return failureOf(response, query);
  return readToken(response.body) ?? tokenServer.withoutToken(query.realm);
}

function tokenRequest({ realm, service, scope, credentials }: TokenQuery): HttpRequest {
  const parameters = new URLSearchParams(service === null ? [] : [["service", service]]);
  parameters.append("scope", scope);
  const headers = { accept: "application/json" };
  if (credentials?.kind === "refresh token") {
    parameters.append("grant_type", "refresh_token");
    parameters.append("client_id", "inferlint");
    parameters.append("refresh_token", credentials.token);
    const type = "application/x-www-form-urlencoded";
    return {
      method: "POST",
      url: realm,
      headers: { ...headers, "content-type": type },
      body: parameters.toString(),
      maxBytes,
    };
  }
  const url = new URL(realm);
  url.search = `${url.search === "" ? "" : `${url.search}&`}${parameters.toString()}`;
  const authorization = credentials === null ? {} : { authorization: basicHeader(credentials) };
  return { method: "GET", url, headers: { ...headers, ...authorization }, maxBytes };
}

/** The header of basic authentication (RFC 7617), in UTF-8. */
export function basicHeader({
  username,
  password,
}: {
  readonly username: string;
  readonly password: string;
}): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

/** Reads `token` (distribution's specification) or `access_token` (OAuth); null for any other response. */
function readToken(body: Buffer): TokenResult | null {
  const { token, access_token, expires_in } = parseJsonObject(body.toString("utf8")) ?? {};
  const value = [token, access_token].find((text) => typeof text === "string" && text !== "");
  if (typeof value !== "string" || !tokenPattern.test(value)) return null;
  const hasLifetime = typeof expires_in === "number" && expires_in >= 1;
  const seconds = Math.min(hasLifetime ? expires_in : defaultLifetime, maxLifetime);
  return {
    kind: "token",
    token: value,
    lifetime: 1000 * (seconds - Math.min(margin, seconds / 2)),
  };
}

/** Uses the status alone: the body could repeat what the server was sent. */
function failureOf(
  { status }: HttpResponse,
  { access, realm, credentials }: TokenQuery,
): LookupFailure {
  if (status === 429) return tokenServer.throttled(realm);
  if (status >= 500) return tokenServer.failed(realm, status);
  if (status === 401 || status === 403)
    return credentials === null ? credentialsRequired(access) : credentialsRejected(access);
  if (status >= 300 && status < 400) return tokenServer.redirects(realm);
  // OAuth's response to an invalid refresh token (RFC 6749 §5.2).
  if (status === 400 && credentials?.kind === "refresh token") return credentialsRejected(access);
  return tokenServer.noToken(realm, status);
}
