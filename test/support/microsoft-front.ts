import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request as requestHttp } from "node:http";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import type { Authority } from "./certificates.ts";
import { createAuthority } from "./certificates.ts";
import type { ConnectProxy } from "./connect-proxy.ts";
import { startConnectProxy } from "./connect-proxy.ts";

/**
 * A stand-in for mcr.microsoft.com, for an unmodified program: HTTPS_PROXY sends its requests here, and NODE_EXTRA_CA_CERTS makes
 * it trust the certificate. Requests are forwarded to a real registry.
 */
export interface MicrosoftFront {
  /** Environment variables of the program: the proxy, and a file with the authority's certificate. */
  readonly environment: () => Readonly<Record<"HTTPS_PROXY" | "NODE_EXTRA_CA_CERTS", string>>;
  readonly authority: Authority;
  readonly proxy: ConnectProxy;
  /** Its own port, on loopback. */
  readonly port: number;
  readonly requests: readonly FrontRequest[];
  readonly connections: FrontConnections;
  /** Sets the behaviour for requests whose path and query match; the last one that was set counts. */
  readonly misbehave: (path: RegExp, how: Misbehaviour) => void;
  /** Sends tag lists sorted, in pages of at most this many tags, which 2.8 does not support; null: unchanged. */
  readonly pageTags: (size: number | null) => void;
  /** Closes all connections and rejects new ones: the proxy answers 502. */
  readonly refuseConnections: () => void;
  /** Resets all settings above. Requests and connections remain counted. */
  readonly behave: () => void;
  readonly stop: () => Promise<void>;
}

export interface FrontRequest {
  readonly method: string;
  /** The requested host. */
  readonly host: string;
  /** With its query. */
  readonly path: string;
  readonly authorization: string | null;
}

export interface FrontConnections {
  /** Total number, counted after the handshake. */
  readonly made: number;
  /** The most that were open at the same time. */
  readonly maxAtOnce: number;
}

export type Misbehaviour = (
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers?: OutgoingHttpHeaders;
      readonly body?: string;
    }
  /** Delays the registry's response. */
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** Closes the connection: before the response, or in the middle of its body. */
  | { readonly kind: "cut"; readonly where: "before" | "body" }
) & {
  /** For how many requests; always, if absent. */
  readonly times?: number;
};

export interface FrontOptions {
  /** Further hosts that it stands in for, on port 443. */
  readonly names?: readonly string[];
  /** Further targets of the proxy: `contoso.test:443` → a port on loopback. */
  readonly routes?: Readonly<Record<string, number>>;
  readonly authority?: Authority;
}

/** @param upstream `http://127.0.0.1:38199` */
export async function startMicrosoftFront(
  upstream: string,
  { names = [], routes = {}, authority: given }: FrontOptions = {},
): Promise<MicrosoftFront> {
  const authority = given ?? (await createAuthority());
  const hosts = ["mcr.microsoft.com", ...names];
  const { certificate, key } = await authority.issue(...hosts, "127.0.0.1");
  const agent = new Agent({ keepAlive: true });
  const requests: FrontRequest[] = [];
  const open = new Set<Socket>();
  const connections = { made: 0, maxAtOnce: 0 };
  let planned: readonly { readonly path: RegExp; readonly how: Misbehaviour; left: number }[] = [];
  let pageSize: number | null = null;
  let isRejecting = false;

  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "", url: path = "", headers } = message;
    const { host = "", authorization = null } = headers;
    requests.push({ method, host, path, authorization });
    const plan = planned.find((one) => one.left > 0 && one.path.test(path));
    if (plan) plan.left -= 1;
    const how = plan?.how;
    if (how?.kind === "answer") {
      response.writeHead(how.status, how.headers).end(how.body);
    } else if (how?.kind === "cut") {
      await cut(response, how.where);
    } else {
      if (how) await wait(how.milliseconds, undefined, { ref: false });
      await passOn(message, response);
    }
  };
  const passOn = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answered = await ask(upstream, agent, message);
    if (pageSize !== null && isTagList(message) && answered.statusCode === 200) {
      const { headers, body } = pageOf(await json(answered), message.url ?? "", pageSize);
      response.writeHead(200, headers).end(body);
    } else {
      response.writeHead(answered.statusCode ?? 502, answered.rawHeaders);
      answered.pipe(response);
    }
  };

  const server = createServer({ cert: certificate, key }, (message, response) => {
    answer(message, response).catch(() => response.destroy());
  });
  server.on("connection", (socket) => {
    if (isRejecting) socket.destroy();
  });
  server.on("secureConnection", (socket) => {
    open.add(socket);
    connections.made += 1;
    connections.maxAtOnce = Math.max(connections.maxAtOnce, open.size);
    socket.once("close", () => open.delete(socket));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const proxy = await startConnectProxy((target) => {
    if (!hosts.some((host) => `${host}:443` === target)) return routes[target] ?? null;
    return isRejecting ? null : port;
  });
  const directory = mkdtempSync(join(tmpdir(), "inferlint-front-"));
  const authorityFile = join(directory, "authority.pem");
  writeFileSync(authorityFile, authority.certificate);
  const cutAll = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    environment: () => ({ HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: authorityFile }),
    authority,
    proxy,
    port,
    requests,
    connections,
    misbehave: (path, how) => {
      planned = [{ path, how, left: how.times ?? Infinity }, ...planned];
    },
    pageTags: (size) => {
      pageSize = size;
    },
    refuseConnections: () => {
      isRejecting = true;
      cutAll();
    },
    behave: () => {
      planned = [];
      pageSize = null;
      isRejecting = false;
    },
    stop: async () => {
      await proxy.stop();
      cutAll();
      await new Promise((stopped) => server.close(stopped));
      agent.destroy();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Forwards a request unchanged, with headers for the requested host and https. */
function ask(upstream: string, agent: Agent, message: IncomingMessage): Promise<IncomingMessage> {
  const { method, url = "", headers } = message;
  return new Promise((answered, failed) => {
    const asking = requestHttp(
      new URL(url, upstream),
      { method, agent, headers: { ...headers, "x-forwarded-proto": "https" } },
      answered,
    );
    asking.once("error", failed);
    message.pipe(asking);
  });
}

async function cut(response: ServerResponse, where: "before" | "body"): Promise<void> {
  if (where === "body") {
    response.writeHead(200, { "content-length": 1000, "content-type": "application/json" });
    await new Promise((written) => response.write('{"name":"', written));
  }
  response.destroy();
}

function isTagList({ method, url = "" }: IncomingMessage): boolean {
  return method === "GET" && /\/tags\/list(\?|$)/.test(url);
}

/** One page according to the specification: sorted, after `last`, and with a Link to the next page. */
function pageOf(
  list: unknown,
  url: string,
  max: number,
): { readonly headers: OutgoingHttpHeaders; readonly body: string } {
  const { name, tags } = list as { name: string; tags: readonly string[] | null };
  const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
  const last = searchParams.get("last") ?? "";
  const size = Math.min(Number(searchParams.get("n") ?? max), max);
  const after = [...(tags ?? [])].sort().filter((tag) => tag > last);
  const page = after.slice(0, size);
  const next = new URLSearchParams({ last: page.at(-1) ?? "", n: String(size) });
  return {
    headers: {
      "content-type": "application/json",
      ...(after.length > page.length && { link: `<${pathname}?${next.toString()}>; rel="next"` }),
    },
    body: JSON.stringify({ name, tags: page }),
  };
}
