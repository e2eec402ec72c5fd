import type { RegistryAccess } from "../../domain/image/registry-access.ts";
import type { Unanswered } from "../../domain/image/registry-source.ts";
import type { Credentials } from "./credentials.ts";
import type { HttpRequest, HttpResponse, Send } from "../http/exchange.ts";

/** What is asked of a token server. */
export interface TokenQuestion {
  readonly access: RegistryAccess;
  /** One that may be asked (`checkRealm`). */
  readonly realm: URL;
  /** As the registry calls itself; null where it does not say. */
  readonly service: string | null;
  /** `repository:azureml/minimal-py312-inference:pull` */
  readonly scope: string;
  readonly credentials: Credentials | null;
}

export type TokenAnswer =
  | {
      readonly kind: "token";
      readonly token: string;
      /** Milliseconds from now on that it can be used. */
      readonly lifetime: number;
    }
  | Unanswered;

/** An answer is a token and a few words. */
const maxBytes = 64 * 1024;

/** What goes into a header as it is; longer ones do not fit into the headers that servers take. */
const tokenForm = /^[\x21-\x7e]{1,16384}$/;

/** Where nothing is said, in seconds (distribution, docs/spec/auth/token.md). */
const defaultLifetime = 60;
/** Nothing that a run needs longer, in seconds. */
const maxLifetime = 3600;
/** How long before its end a token is no longer sent, in seconds: a request takes time, too. */
const margin = 10;

/** Gets a token, anonymously where there are no credentials. A redirect is not followed: it could lead anywhere. */
export async function askToken(question: TokenQuestion, send: Send): Promise<TokenAnswer> {
  const answer = await send(tokenRequest(question));
  const { host } = question.realm;
  if (answer.kind !== "response")
    return { kind: answer.kind, why: `its token server at ${host}: ${answer.why}` };
  if (answer.status === 200) {
    const read = readToken(answer.body);
    return read ?? { kind: "unreachable", why: `its token server at ${host} gave no token` };
  }
  return whyNoToken(answer, question);
}

function tokenRequest({ realm, service, scope, credentials }: TokenQuestion): HttpRequest {
  const asked = new URLSearchParams(service === null ? [] : [["service", service]]);
  asked.append("scope", scope);
  const headers = { accept: "application/json" };
  if (credentials?.kind === "refresh token") {
    asked.append("grant_type", "refresh_token");
    asked.append("client_id", "inferlint");
    asked.append("refresh_token", credentials.token);
    const type = "application/x-www-form-urlencoded";
    const body = asked.toString();
    return {
      method: "POST",
      url: realm,
      headers: { ...headers, "content-type": type },
      body,
      maxBytes,
    };
  }
  const url = new URL(realm);
  url.search = `${url.search === "" ? "" : `${url.search}&`}${asked.toString()}`;
  const authorization = credentials === null ? {} : { authorization: basicHeader(credentials) };
  return { method: "GET", url, headers: { ...headers, ...authorization }, maxBytes };
}

/** Of RFC 7617, in UTF-8. */
export function basicHeader({
  username,
  password,
}: {
  readonly username: string;
  readonly password: string;
}): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

/** `token` by the distribution's own specification, `access_token` by OAuth's. */
function readToken(body: Buffer): TokenAnswer | null {
  let said: unknown;
  try {
    said = JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
  if (typeof said !== "object" || said === null) return null;
  const { token, access_token, expires_in } = said as Readonly<Record<string, unknown>>;
  const value = [token, access_token].find((text) => typeof text === "string" && text !== "");
  if (typeof value !== "string" || !tokenForm.test(value)) return null;
  const isReported = typeof expires_in === "number" && expires_in >= 1;
  const seconds = Math.min(isReported ? expires_in : defaultLifetime, maxLifetime);
  return {
    kind: "token",
    token: value,
    lifetime: 1000 * (seconds - Math.min(margin, seconds / 2)),
  };
}

/** Nothing of what the server wrote: it could hold what it was sent. */
function whyNoToken(
  { status }: HttpResponse,
  { access, realm, credentials }: TokenQuestion,
): Unanswered {
  const server = `its token server at ${realm.host}`;
  if (status === 429) return { kind: "throttled", why: `${server} asks for fewer requests` };
  if (status >= 500) return { kind: "unreachable", why: `${server} failed (HTTP ${status})` };
  if (status === 401 || status === 403)
    return credentials === null ? wantsCredentials(access) : rejectedCredentials(access);
  if (status >= 300 && status < 400)
    return { kind: "denied", why: `${server} redirects, and credentials are not sent on` };
  // OAuth's answer to a refresh token that is no longer good (RFC 6749 §5.2).
  if (status === 400 && credentials?.kind === "refresh token") return rejectedCredentials(access);
  return { kind: "denied", why: `${server} gave no token (HTTP ${status})` };
}

export function rejectedCredentials({ host }: RegistryAccess): Unanswered {
  return { kind: "denied", why: `it refused the credentials for ${host}` };
}

export function wantsCredentials({ host }: RegistryAccess): Unanswered {
  const ways = `docker login ${host}, or INFERLINT_REGISTRY_USERNAME and _PASSWORD`;
  return { kind: "denied", why: `it wants credentials: ${ways}` };
}
