import type { RegistryAccess } from "../../domain/image/registry-access.ts";
import { hostAndPort, originOf } from "./origin.ts";
import { mayBePublic } from "./public-address.ts";

/** Decides which hosts may be contacted, from the registries that the user allowed. */
export interface AllowedHosts {
  /** Whether the URL is on an allowed registry: same scheme, host and port. */
  readonly isRegistry: (url: URL) => boolean;
  /** Whether the user named the host, as a registry or token server: it may have a private address. */
  readonly isNamed: (url: URL) => boolean;
  /** Why a registry's redirect is not followed, as the end of "it redirects …"; null where it is. */
  readonly rejectTarget: (url: URL) => string | null;
  /** Why a token server is not contacted, as the end of "its token server …"; null where it is. */
  readonly rejectRealm: (url: URL) => string | null;
}

export function readAllowedHosts(accesses: readonly RegistryAccess[]): AllowedHosts {
  const registries = new Set(accesses.map((access) => originOf(access)));
  const insecure = accesses.filter((access) => access.insecure);
  const plain = new Set(insecure.flatMap((access) => hostsAndPorts(originOf(access))));
  const plainRealms = new Set(insecure.flatMap(({ realm }) => hostsAndPorts(realm)));
  const named = new Set(
    accesses.flatMap((access) => [
      ...hostsAndPorts(originOf(access)),
      ...hostsAndPorts(access.realm),
    ]),
  );
  const isNamed = (url: URL): boolean => named.has(hostAndPort(url));

  const reject = (url: URL, mayBePlain: (host: string) => boolean): string | null => {
    if (url.protocol !== "https:" && url.protocol !== "http:")
      return "uses a protocol other than https";
    if (url.protocol === "http:" && !mayBePlain(hostAndPort(url))) return "uses plain http";
    if (url.username !== "" || url.password !== "") return "has credentials in its URL";
    return isNamed(url) || mayBePublic(url.hostname) ? null : "is at an address that is not public";
  };
  return {
    isRegistry: (url) => registries.has(url.origin),
    isNamed,
    rejectTarget: (url) => {
      const why = reject(url, (host) => plain.has(host));
      return why === null ? null : `to a host that ${why}`;
    },
    rejectRealm: (url) => reject(url, (host) => plain.has(host) || plainRealms.has(host)),
  };
}

/** @param address an origin, a URL or a host; null gives an empty list */
function hostsAndPorts(address: string | null): readonly string[] {
  if (address === null) return [];
  const url = address.includes("://") ? address : `https://${address}`;
  return URL.canParse(url) ? [hostAndPort(new URL(url))] : [];
}
