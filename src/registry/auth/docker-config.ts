import { isAbsolute, join } from "node:path";
import { withoutDefaultPort } from "../../domain/image/registry-host.ts";
import type { LookupFailure } from "../../domain/image/registry-source.ts";
import { errorCode } from "../../fs/error-code.ts";
import { readBytes } from "../../fs/read-bytes.ts";
import type { JsonObject } from "../../text/json-object.ts";
import { asObject, parseJsonObject } from "../../text/json-object.ts";
import { dockerConfig } from "./auth-messages.ts";
import { runHelper } from "./credential-helper.ts";
import type { Credentials } from "./credentials.ts";

export interface DockerConfigOptions {
  /** `$DOCKER_CONFIG`, else `~/.docker`; absolute. Null where there is none. */
  readonly directory: string | null;
  /** `PATH`, where credential helpers are found. */
  readonly path: string;
  /** Of the helper's process. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds. */
  readonly helperTimeout: () => number;
}

/** Docker's own files are far smaller. */
const maxBytes = 1024 * 1024;

/** The key of Docker Hub, and its names (docker/cli, `IndexServer`). */
const hubKey = "https://index.docker.io/v1/";
const hubHosts: readonly string[] = ["docker.io", "index.docker.io", "registry-1.docker.io"];

/**
 * Looks up the credentials that `docker login` stored for a registry; null where there are none. The file is read once, for the
 * first lookup. Never throws, and no message contains anything from the file.
 */
export function dockerCredentials(
  options: DockerConfigOptions,
): (host: string) => Promise<Credentials | null | LookupFailure> {
  const { directory } = options;
  if (directory === null) return () => Promise.resolve(null);
  let config: DockerConfig | null | LookupFailure | undefined;
  return async (host) => {
    config ??= readConfig(directory);
    if (config === null || "why" in config) return config;
    const key = hubHosts.includes(host) ? hubKey : host;
    // As in Docker: an empty name means no helper, and with a helper the file's own entries do not count.
    const helper = entryOf(config.helpers, key) ?? config.store;
    if (typeof helper !== "string") return dockerConfig.malformed();
    if (helper !== "") return runHelper(helper, key, { ...options, directory });
    const entry = entryOf(config.entries, key);
    return entry === undefined ? null : credentialsIn(entry);
  };
}

interface DockerConfig {
  readonly entries: JsonObject;
  readonly helpers: JsonObject;
  readonly store: unknown;
}

function readConfig(directory: string): DockerConfig | null | LookupFailure {
  // A relative directory would be in the repository that is checked, which must not supply credentials.
  if (!isAbsolute(directory)) return dockerConfig.notAbsolute();
  try {
    const read = readBytes(join(directory, "config.json"), maxBytes, { follow: true });
    if (read.kind !== "bytes") return dockerConfig.malformed();
    const config = parseJsonObject(read.bytes.toString("utf8").replace(/^\ufeff/, ""));
    const entries = asObject(config?.["auths"] ?? {});
    const helpers = asObject(config?.["credHelpers"] ?? {});
    if (!config || !entries || !helpers) return dockerConfig.malformed();
    return { entries, helpers, store: config["credsStore"] ?? "" };
  } catch (error) {
    const code = errorCode(error);
    return code === "ENOENT" || code === "ENOTDIR" ? null : dockerConfig.unreadable();
  }
}

/** Matches the exact key, else the host alone, because older files have keys such as `https://contoso.azurecr.io/v1/`. */
function entryOf(entries: JsonObject, key: string): unknown {
  if (Object.hasOwn(entries, key)) return entries[key];
  const host = hostOf(key);
  return Object.entries(entries).find(([name]) => hostOf(name) === host)?.[1];
}

function hostOf(name: string): string {
  const host = name.replace(/^https?:\/\//i, "").toLowerCase();
  return withoutDefaultPort(host.split("/", 1)[0] ?? "");
}

function credentialsIn(value: unknown): Credentials | null | LookupFailure {
  const entry = asObject(value);
  if (!entry) return dockerConfig.malformed();
  const field = (name: string): unknown => entry[name] ?? "";
  const [token, auth] = [field("identitytoken"), field("auth")];
  const [username, password] = [field("username"), field("password")];
  if (typeof token !== "string" || typeof auth !== "string") return dockerConfig.malformed();
  if (typeof username !== "string" || typeof password !== "string") return dockerConfig.malformed();
  if (token !== "") return { kind: "refresh token", token };
  if (auth !== "") return decoded(auth);
  // Docker leaves an empty entry where a helper has the credentials.
  return username === "" || password === "" ? null : { kind: "password", username, password };
}

/** Decodes the Base64 of `user:password`; only the password may contain a colon. */
function decoded(auth: string): Credentials | null | LookupFailure {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(auth)) return dockerConfig.malformed();
  const text = Buffer.from(auth, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 0) return dockerConfig.malformed();
  const username = text.slice(0, colon);
  // Old versions of Docker pad with NUL.
  const password = text.slice(colon + 1).replace(/\0+$/, "");
  return username === "" || password === "" ? null : { kind: "password", username, password };
}
