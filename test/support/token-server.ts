import { X509Certificate, createPrivateKey, randomUUID, sign } from "node:crypto";
import { createServer as createHttpServer } from "node:http";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { createSigner } from "./certificates.ts";
import type { Certificate } from "./certificates.ts";

/** A token server for docker-registry's `token` authentication, which issues valid tokens. */
export interface TokenServer {
  /** `http://127.0.0.1:38199/token`, or https */
  readonly realm: string;
  readonly issuer: string;
  readonly service: string;
  /** The certificate of its signing key, PEM. */
  readonly certificate: string;
  readonly requests: readonly TokenRequest[];
  /** Issues a token, for `repository:azureml/minimal-py312-inference:pull,push`. */
  readonly tokenFor: (scope: string) => string;
  readonly stop: () => Promise<void>;
}

export interface TokenRequest {
  readonly method: string;
  /** Parameters of the query of a GET or the body of a POST, with all their values. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly authorization: string | null;
}

export interface TokenServerOptions {
  /** The credentials that are required; if absent, tokens are anonymous. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** The refresh token that a POST with `grant_type=refresh_token` must have. */
  readonly refreshToken?: string;
  /** Lifetime of a token in seconds; null leaves it out of the response, which means 60. */
  readonly lifetime?: number | null;
  readonly tls?: Certificate;
}

export async function startTokenServer({
  credentials,
  refreshToken,
  lifetime = 300,
  tls,
}: TokenServerOptions = {}): Promise<TokenServer> {
  const [issuer, service] = ["test-issuer", "registry.test"];
  const signer = await createSigner(issuer);
  const requests: TokenRequest[] = [];
  const tokenFor = (scope: string): string =>
    signed(signer, {
      ...claims(lifetime ?? 60),
      iss: issuer,
      aud: service,
      access: accessTo(scope),
    });

  const isWelcome = (
    method: string,
    sent: URLSearchParams,
    authorization: string | null,
  ): boolean => {
    if (method === "POST" && sent.get("grant_type") === "refresh_token")
      return refreshToken !== undefined && sent.get("refresh_token") === refreshToken;
    if (!credentials) return true;
    const { username, password } = credentials;
    if (method === "POST")
      return sent.get("username") === username && sent.get("password") === password;
    const basic = Buffer.from(`${username}:${password}`).toString("base64");
    return authorization === `Basic ${basic}`;
  };
  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "", url = "", headers } = message;
    const body = await text(message);
    const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
    const sent = method === "POST" ? new URLSearchParams(body) : searchParams;
    const authorization = headers.authorization ?? null;
    requests.push({ method, parameters: all(sent), authorization });
    if (pathname !== "/token") {
      reply(response, 404, { details: "there is nothing but /token" });
    } else if (!isWelcome(method, sent, authorization)) {
      reply(response, 401, { details: "who are you?" });
    } else {
      const token = tokenFor(sent.getAll("scope").join(" "));
      reply(response, 200, {
        ...(method === "POST" ? { access_token: token } : { token }),
        ...(lifetime !== null && { expires_in: lifetime }),
      });
    }
  };
  const listener: RequestListener = (message, response) => {
    answer(message, response).catch(() => response.destroy());
  };
  const server = tls
    ? createHttpsServer({ cert: tls.certificate, key: tls.key }, listener)
    : createHttpServer(listener);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    realm: `${tls ? "https" : "http"}://127.0.0.1:${port}/token`,
    issuer,
    service,
    certificate: signer.certificate,
    requests,
    tokenFor,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => {
          stopped();
        });
        server.closeAllConnections();
      }),
  };
}

function all(sent: URLSearchParams): TokenRequest["parameters"] {
  return Object.fromEntries([...new Set(sent.keys())].map((name) => [name, sent.getAll(name)]));
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** Grants everything that is requested, and nothing for an invalid scope. */
function accessTo(scope: string): readonly unknown[] {
  return scope.split(" ").flatMap((one) => {
    const [, type, name, actions = ""] = /^(\w+):(.+):([^:]*)$/.exec(one) ?? [];
    return type === undefined ? [] : [{ type, name, actions: actions.split(",") }];
  });
}

function claims(lifetime: number): object {
  const now = Math.floor(Date.now() / 1000);
  return { sub: "", exp: now + lifetime, nbf: now - 10, iat: now, jti: randomUUID() };
}

/** A JSON web token with ES256 and the certificate in its header. */
function signed({ certificate, key }: Certificate, payload: object): string {
  const { raw } = new X509Certificate(certificate);
  const header = { typ: "JWT", alg: "ES256", x5c: [raw.toString("base64")] };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const content = `${part(header)}.${part(payload)}`;
  const signature = sign("sha256", Buffer.from(content), {
    key: createPrivateKey(key),
    dsaEncoding: "ieee-p1363",
  });
  return `${content}.${signature.toString("base64url")}`;
}
