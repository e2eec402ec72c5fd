import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { RegistryAccess } from "../../src/domain/image/registry-access.ts";
import type { Certificate } from "./certificates.ts";

/** A server on loopback with configurable responses, which records its requests. */
export interface MisbehavingRegistry {
  /** `127.0.0.1:38199` */
  readonly host: string;
  readonly port: number;
  /** `http://127.0.0.1:38199` */
  readonly origin: string;
  /** Allows it as a registry. */
  readonly access: RegistryAccess;
  readonly requests: readonly RecordedRequest[];
  /** `GET /v2/…` of each request. */
  readonly asked: () => readonly string[];
  /** The number of connections so far. */
  readonly connections: () => number;
  readonly stop: () => Promise<void>;
}

export interface RecordedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Reply {
  /** Default: 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
}

/** A reply, a function that writes the response itself, or null for a 404. */
export type Behaviour = (
  request: RecordedRequest,
  response: ServerResponse,
  /** The number of requests before. */
  before: number,
) => Reply | null | "handled";

export async function startMisbehaving(
  behave: Behaviour,
  certificate: Certificate | null = null,
): Promise<MisbehavingRegistry> {
  const requests: RecordedRequest[] = [];
  const open = new Set<Socket>();
  let connections = 0;
  const handle = (message: IncomingMessage, response: ServerResponse): void => {
    const { method = "", url = "", headers } = message;
    const request = { method, path: url, headers };
    requests.push(request);
    message.resume();
    const reply = behave(request, response, requests.length - 1);
    if (reply === "handled") return;
    const { status = 200, headers: sent = {}, body = "" } = reply ?? notFound;
    for (const [name, value] of Object.entries(sent)) response.setHeader(name, value);
    response.writeHead(status).end(method === "HEAD" ? undefined : body);
  };
  const server =
    certificate === null
      ? createServer(handle)
      : createSecureServer({ cert: certificate.certificate, key: certificate.key }, handle);
  server.on("connection", (socket: Socket) => {
    connections++;
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => open.delete(socket));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return {
    host,
    port,
    origin: `${certificate === null ? "http" : "https"}://${host}`,
    access: accessTo(host, certificate === null),
    requests,
    asked: () => requests.map(({ method, path }) => `${method} ${path}`),
    connections: () => connections,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => {
          stopped();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}

export function accessTo(host: string, insecure: boolean): RegistryAccess {
  return { host, insecure, realm: null, username: null, password: null, token: null };
}

const notFound: Reply = { status: 404, body: '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}' };

/** JSON with its digest, as a registry stores it. */
export interface Stored {
  readonly mediaType: string;
  readonly body: Buffer;
  readonly digest: string;
  /** The descriptor that refers to it. */
  readonly descriptor: Readonly<Record<string, unknown>>;
}

export const types = {
  index: "application/vnd.oci.image.index.v1+json",
  list: "application/vnd.docker.distribution.manifest.list.v2+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  docker: "application/vnd.docker.distribution.manifest.v2+json",
  config: "application/vnd.oci.image.config.v1+json",
} as const;

export function stored(mediaType: string, content: unknown): Stored {
  const body = Buffer.from(typeof content === "string" ? content : JSON.stringify(content));
  const digest = `sha256:${createHash("sha256").update(body).digest("hex")}`;
  return { mediaType, body, digest, descriptor: { mediaType, digest, size: body.length } };
}

export interface ImageParts {
  readonly config: Stored;
  readonly manifest: Stored;
}

/** An image without layers. @param config its whole config */
export function imageOf(
  config: unknown,
  changes: Readonly<Record<string, unknown>> = {},
): ImageParts {
  const blob = stored(types.config, config);
  const manifest = stored(types.manifest, {
    schemaVersion: 2,
    mediaType: types.manifest,
    config: blob.descriptor,
    layers: [],
    ...changes,
  });
  return { config: blob, manifest };
}

/** Correct responses. @param names path below the repository, `manifests/latest` → content */
export function serve(
  repository: string,
  names: Readonly<Record<string, Stored | undefined>>,
): Behaviour {
  return ({ path }) => {
    const item = path.startsWith(`/v2/${repository}/`)
      ? names[path.slice(`/v2/${repository}/`.length)]
      : undefined;
    return item ? replyOf(item) : null;
  };
}

export function replyOf(item: Stored): Reply {
  return {
    headers: { "content-type": item.mediaType, "docker-content-digest": item.digest },
    body: item.body,
  };
}

/** The paths of these images: the tag, and each part by its digest. */
export function namesOf(
  tag: string,
  named: Stored,
  images: readonly ImageParts[],
): Record<string, Stored> {
  const parts = images.flatMap(({ config, manifest }) => [
    [`blobs/${config.digest}`, config] as const,
    [`manifests/${manifest.digest}`, manifest] as const,
  ]);
  return Object.fromEntries([
    ...parts,
    [`manifests/${named.digest}`, named],
    [`manifests/${tag}`, named],
  ]);
}
