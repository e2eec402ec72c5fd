import { X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { NetworkOptions } from "./command.ts";
import { registryOfEnvironment } from "../config/schema/registry-environment.ts";
import type { UserConfig } from "../config/schema/user-config.ts";
import { readConfigBytes, repositoryRootFinder } from "../discover/index.ts";
import { microsoftRegistry } from "../domain/image/image-policy.ts";
import type { RegistryAccess } from "../domain/image/registry-access.ts";
import type { Io } from "./io.ts";
import { shown } from "./scan-request.ts";
import type { Proxies } from "../registry/index.ts";
import { cacheDirectory, proxyProblem } from "../registry/index.ts";
import { UsageError } from "../domain/settings/usage-error.ts";

/**
 * What only the user decides about the network, by variables and by the file in the home directory: nothing of it can come from
 * a repository. Throws ConfigError and UsageError.
 */

export type CacheLocation = ReturnType<typeof cacheDirectory>;

/** Every registry that may be asked; Microsoft's always. */
export function allowedRegistries(user: UserConfig | null, io: Io): readonly RegistryAccess[] {
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

/** Where answers are kept. @param paths that are judged: in none of their repositories */
export function cacheLocation(
  { cache }: NetworkOptions,
  user: UserConfig | null,
  { cwd, env, home, operatingSystem }: Io,
  paths: readonly string[] = [],
): CacheLocation {
  const given = cache === "none" ? null : cache.directory;
  return cacheDirectory({
    given: given === null ? null : resolve(cwd, given),
    ...{ env, home, platform: operatingSystem },
    userConfig: withHome(user?.cacheDir ?? null, home),
    repositoryRoots: [cwd, ...paths.map((path) => resolve(cwd, path))]
      .map(repositoryRootFinder())
      .filter((root) => root !== null),
  });
}

/** Null where the user has no configuration. */
export async function userConfig(io: Io): Promise<UserConfig | null> {
  const base = io.env["XDG_CONFIG_HOME"];
  const folder = base?.startsWith("/") === true ? base : join(io.home, ".config");
  const absolute = join(folder, "inferlint", "config.yaml");
  const read = readConfigBytes(absolute);
  const path = shown(absolute, io.cwd);
  if (read.kind === "missing") {
    const other = ["config.yml", "config.json"].find((name) =>
      existsSync(join(dirname(absolute), name)),
    );
    if (other === undefined) return null;
    throw new UsageError(
      `${path} is the user's configuration, and ${other} beside it is not read: rename it`,
    );
  }
  if (read.kind !== "bytes") throw new UsageError(`${path} cannot be used: ${read.message}`);
  const { loadUserConfig } = await import("../config/schema/user-config.ts");
  return loadUserConfig(read.bytes, path);
}

function withHome(path: string | null, home: string): string | null {
  return path?.startsWith("~/") === true ? join(home, path.slice(2)) : path;
}

/** Where a cache is wanted, the directory it is in; null for none. */
export function cachePath(location: CacheLocation): string | null {
  if (location.kind === "refused") throw new UsageError(location.why);
  return location.kind === "directory" ? location.path : null;
}

/**
 * Certificates to trust besides the usual ones: `--ca-file`, and with it those of NODE_EXTRA_CA_CERTS, which Node itself takes
 * only where nobody names others.
 */
export function extraCertificates({ caFile }: NetworkOptions, io: Io): readonly string[] {
  if (caFile === null) return [];
  const extra = io.env["NODE_EXTRA_CA_CERTS"];
  const own = certificatesIn("--ca-file", caFile, io);
  return extra === undefined || extra === ""
    ? [own]
    : [own, certificatesIn("NODE_EXTRA_CA_CERTS", extra, io)];
}

function certificatesIn(option: string, file: string, { cwd }: Io): string {
  const read = readConfigBytes(resolve(cwd, file));
  if (read.kind !== "bytes")
    throw new UsageError(`${option} ${file} cannot be read: ${read.message}`);
  const text = read.bytes.toString("latin1");
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0 || !blocks.every(isCertificate))
    throw new UsageError(`${option} ${file} holds no certificates in PEM form`);
  return blocks.join("\n");
}

function isCertificate(block: string): boolean {
  try {
    return new X509Certificate(block).raw.length > 0;
  } catch {
    return false;
  }
}

/** Proxies by their usual variables, in either case. Throws UsageError. */
export function proxiesOf(env: Io["env"]): Proxies {
  const of = (name: string): string | null => {
    const text = env[name.toLowerCase()] ?? env[name] ?? "";
    return text === "" ? null : text;
  };
  const proxies = { https: of("HTTPS_PROXY"), http: of("HTTP_PROXY"), no: of("NO_PROXY") };
  const problem = proxyProblem(proxies);
  if (problem !== null) throw new UsageError(`${problem}: write http://HOST:PORT, or unset it`);
  return proxies;
}
