import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import type { Unanswered } from "../../domain/image/registry-source.ts";
import { askHelper } from "./credential-helper.ts";
import type { Credentials } from "./credentials.ts";

export interface DockerConfigOptions {
  /** `$DOCKER_CONFIG`, else `~/.docker`; absolute. */
  readonly directory: string;
  /** `PATH`: where credential helpers are looked for. */
  readonly path: string;
  /** Of the helper's process. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds. */
  readonly helperTimeout: () => number;
}

/** Many times what Docker writes. */
const maxSize = 1024 * 1024;

/** What Docker calls its own registry, under every name it has (docker/cli, `IndexServer`). */
const hubKey = "https://index.docker.io/v1/";
const hubHosts: readonly string[] = ["docker.io", "index.docker.io", "registry-1.docker.io"];

const notUnderstood: Unanswered = { kind: "denied", why: "Docker's config.json is not understood" };

/**
 * The credentials that `docker login` left for a registry; null where there are none. The file is read when the first
 * question comes, and once. Never throws, and says nothing of what the file holds.
 */
export function dockerCredentials(
  options: DockerConfigOptions,
): (host: string) => Promise<Credentials | null | Unanswered> {
  let config: Promise<DockerConfig | null | Unanswered> | undefined;
  return async (host) => {
    const read = await (config ??= readConfig(options.directory));
    if (read === null || "why" in read) return read;
    const key = hubHosts.includes(host) ? hubKey : host;
    // As in Docker, an empty name stands for no helper, and whoever has a helper keeps nothing in the file.
    const helper = entryOf(read.helpers, key) ?? read.store;
    if (typeof helper !== "string") return notUnderstood;
    if (helper !== "") return askHelper(helper, key, options);
    const entry = entryOf(read.entries, key);
    return entry === undefined ? null : credentialsIn(entry);
  };
}

interface DockerConfig {
  readonly entries: ReadonlyMap<string, unknown>;
  readonly helpers: ReadonlyMap<string, unknown>;
  readonly store: unknown;
}

async function readConfig(directory: string): Promise<DockerConfig | null | Unanswered> {
  // A relative one lies in the repository that is judged, which has no say in credentials.
  if (!isAbsolute(directory))
    return { kind: "denied", why: "the directory of Docker's config.json is not absolute" };
  try {
    const text = await readText(join(directory, "config.json"));
    if (text === null) return notUnderstood;
    const config = mappingOf(JSON.parse(text.replace(/^\ufeff/, "")) as unknown);
    const entries = mappingOf(config?.get("auths") ?? {});
    const helpers = mappingOf(config?.get("credHelpers") ?? {});
    if (!config || !entries || !helpers) return notUnderstood;
    return { entries, helpers, store: config.get("credsStore") ?? "" };
  } catch (error) {
    if (error instanceof SyntaxError) return notUnderstood;
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    return { kind: "denied", why: "Docker's config.json cannot be read" };
  }
}

/** Null for what is no regular file, or too large. One that never ends is opened without waiting, and not read. */
async function readText(path: string): Promise<string | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!(await file.stat()).isFile()) return null;
    const buffer = Buffer.alloc(maxSize + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, null);
      if (bytesRead === 0) return buffer.toString("utf8", 0, length);
      length += bytesRead;
    }
    return null;
  } finally {
    await file.close();
  }
}

function mappingOf(value: unknown): ReadonlyMap<string, unknown> | null {
  const isMapping = typeof value === "object" && value !== null && !Array.isArray(value);
  return isMapping ? new Map(Object.entries(value)) : null;
}

/** By the very name, else by the host alone: older files have `https://contoso.azurecr.io/v1/`. */
function entryOf(entries: ReadonlyMap<string, unknown>, key: string): unknown {
  if (entries.has(key)) return entries.get(key);
  const host = hostOf(key);
  for (const [name, value] of entries) if (hostOf(name) === host) return value;
  return undefined;
}

function hostOf(name: string): string {
  const host = name.replace(/^https?:\/\//i, "").toLowerCase();
  return (host.split("/", 1)[0] ?? "").replace(/:443$/, "");
}

function credentialsIn(value: unknown): Credentials | null | Unanswered {
  const entry = mappingOf(value);
  if (!entry) return notUnderstood;
  const said = (key: string): unknown => entry.get(key) ?? "";
  const [token, auth] = [said("identitytoken"), said("auth")];
  const [username, password] = [said("username"), said("password")];
  if (typeof token !== "string" || typeof auth !== "string") return notUnderstood;
  if (typeof username !== "string" || typeof password !== "string") return notUnderstood;
  if (token !== "") return { kind: "refresh token", token };
  if (auth !== "") return decoded(auth);
  // Docker leaves an empty entry where a helper keeps the rest.
  return username === "" || password === "" ? null : { kind: "password", username, password };
}

/** Base64 of `user:password`; only the password may hold a colon. */
function decoded(auth: string): Credentials | null | Unanswered {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(auth)) return notUnderstood;
  const text = Buffer.from(auth, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 0) return notUnderstood;
  const username = text.slice(0, colon);
  // Old versions of Docker filled up with NUL.
  const password = text.slice(colon + 1).replace(/\0+$/, "");
  return username === "" || password === "" ? null : { kind: "password", username, password };
}
