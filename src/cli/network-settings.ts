import { X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { registryOfEnvironment } from "../config/schema/registry-environment.ts";
import type { UserConfig } from "../config/schema/user-config.ts";
import { readConfigBytes, repositoryRootFinder } from "../discover/index.ts";
import { microsoftRegistry } from "../domain/image/image-policy.ts";
import type { RegistryAccess } from "../domain/image/registry-access.ts";
import { UsageError } from "../domain/settings/usage-error.ts";
import type { OnlineSettings } from "../pipeline/registry-session.ts";
import type { CacheDirectory, Proxies } from "../registry/index.ts";
import { cacheDirectory, proxyProblem } from "../registry/index.ts";
import type { NetworkOptions } from "./command.ts";
import type { Io } from "./io.ts";
import { relativePath } from "../fs/relative-path.ts";
import { nonEmpty } from "../text/non-empty.ts";

/**
 * Network settings come from the command line, environment variables and the user's own configuration. None can come from a
 * repository: a commit could then redirect requests, or read credentials.
 */

/**
 * @param paths that are checked: the cache must not be in one of their repositories
 * @throws UsageError for invalid options and variables, ConfigError for an invalid user configuration
 */
export async function readOnlineSettings(
  options: NetworkOptions,
  paths: readonly string[],
  io: Io,
): Promise<Omit<OnlineSettings, "onRequest">> {
  const user = await userConfig(io);
  const accesses = allowedRegistries(user, io);
  const cache = cacheLocation(options, user, io, paths);
  if (options.cache !== "none" && cache.kind === "rejected") throw new UsageError(cache.why);
  return {
    accesses,
    cache: options.cache === "none" || cache.kind === "rejected" ? { kind: "off" } : cache,
    certificates: extraCertificates(options, io),
    proxies: proxiesOf(io.env),
    timeout: options.timeout,
    docker: {
      directory: nonEmpty(io.env["DOCKER_CONFIG"]) ?? inHome(io.home, ".docker"),
      path: io.env["PATH"] ?? "",
      environment: io.env,
    },
    now: io.now,
    unique: io.unique,
  };
}

/** The registries that may be contacted: those of the user, and always Microsoft's. */
function allowedRegistries(user: UserConfig | null, io: Io): readonly RegistryAccess[] {
  const own = registryOfEnvironment(io.env);
  const microsoft: RegistryAccess = {
    host: microsoftRegistry,
    insecure: false,
    ...{ realm: null, username: null, password: null, token: null },
  };
  return [...(own ? [own] : []), ...(user?.registries ?? []), microsoft].filter(
    ({ host }, index, all) => all.findIndex((other) => other.host === host) === index,
  );
}

/** The directory of the response cache. @param paths that are checked */
export function cacheLocation(
  { cache }: NetworkOptions,
  user: UserConfig | null,
  { cwd, env, home, operatingSystem }: Io,
  paths: readonly string[] = [],
): CacheDirectory {
  const option = cache === "none" ? null : cache.directory;
  return cacheDirectory({
    option: option === null ? null : resolve(cwd, option),
    ...{ env, home, platform: operatingSystem },
    userConfig: withHome(user?.cacheDir ?? null, home),
    repositoryRoots: [cwd, ...paths.map((path) => resolve(cwd, path))]
      .map(repositoryRootFinder())
      .filter((root) => root !== null),
  });
}

/** The user's own configuration; null where there is none. @throws UsageError, ConfigError */
export async function userConfig(io: Io): Promise<UserConfig | null> {
  const base = io.env["XDG_CONFIG_HOME"];
  const folder = base?.startsWith("/") === true ? base : inHome(io.home, ".config");
  if (folder === null) return null;
  const absolute = join(folder, "inferlint", "config.yaml");
  const read = readConfigBytes(absolute);
  const path = relativePath(absolute, io.cwd);
  if (read.kind === "missing") {
    const other = ["config.yml", "config.json"].find((name) =>
      existsSync(join(dirname(absolute), name)),
    );
    if (other === undefined) return null;
    throw new UsageError(
      `${other} is not read as user configuration: rename it to config.yaml (${path})`,
    );
  }
  if (read.kind !== "bytes") throw new UsageError(`${path} cannot be used: ${read.message}`);
  const { loadUserConfig } = await import("../config/schema/user-config.ts");
  return loadUserConfig(read.bytes, path);
}

function inHome(home: string | null, name: string): string | null {
  return home === null ? null : join(home, name);
}

/** A path that stays relative, and is rejected, where the home directory is unknown. */
function withHome(path: string | null, home: string | null): string | null {
  return path?.startsWith("~/") === true && home !== null ? join(home, path.slice(2)) : path;
}

/**
 * Certificates to trust in addition to the default ones: those of --ca-file, and then also those of NODE_EXTRA_CA_CERTS, which
 * Node ignores where certificates are set explicitly.
 */
function extraCertificates({ caFile }: NetworkOptions, io: Io): readonly string[] {
  if (caFile === null) return [];
  const extra = nonEmpty(io.env["NODE_EXTRA_CA_CERTS"]);
  const own = certificatesIn("--ca-file", caFile, io);
  return extra === null ? [own] : [own, certificatesIn("NODE_EXTRA_CA_CERTS", extra, io)];
}

function certificatesIn(option: string, file: string, { cwd }: Io): string {
  const read = readConfigBytes(resolve(cwd, file));
  if (read.kind !== "bytes")
    throw new UsageError(`${option} ${file} cannot be read: ${read.message}`);
  const text = read.bytes.toString("latin1");
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0 || !blocks.every(isCertificate))
    throw new UsageError(`${option} ${file} contains no valid certificates in PEM form`);
  return blocks.join("\n");
}

function isCertificate(block: string): boolean {
  try {
    return new X509Certificate(block).raw.length > 0;
  } catch {
    return false;
  }
}

/**
 * The proxies of the usual environment variables. Of both spellings the lower-case one counts, as in curl, even if it is empty,
 * which means no proxy.
 * @throws UsageError
 */
export function proxiesOf(env: Io["env"]): Proxies {
  const variable = (name: string): string | null => nonEmpty(env[name.toLowerCase()] ?? env[name]);
  const proxies = {
    https: variable("HTTPS_PROXY"),
    http: variable("HTTP_PROXY"),
    no: variable("NO_PROXY"),
  };
  const problem = proxyProblem(proxies);
  if (problem !== null) throw new UsageError(`${problem}: set it to http://HOST:PORT, or unset it`);
  return proxies;
}
