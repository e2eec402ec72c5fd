import type { RegistryAccess } from "../../domain/image/registry-access.ts";
import { mayBePublic } from "../http/public-address.ts";

/** Which hosts the user stands for. */
export interface AllowedHosts {
  /** A registry that may be asked, at this very scheme, host and port. */
  readonly isRegistry: (url: URL) => boolean;
  /** A registry or a token server that the user named: it may be at home in a private network. */
  readonly isNamed: (url: URL) => boolean;
  /** Why a registry may not send there, after "it redirects"; null where it may. */
  readonly rejectTarget: (url: URL) => string | null;
  /** Why a token server may not be asked there, after "its token server"; null where it may. */
  readonly rejectRealm: (url: URL) => string | null;
}

export function readAllowedHosts(accesses: readonly RegistryAccess[]): AllowedHosts {
  const registries = new Set(accesses.map((access) => originOf(access)));
  const insecure = accesses.filter((access) => access.insecure);
  const plain = new Set(insecure.flatMap((access) => locationsOf(originOf(access))));
  const plainRealms = new Set(insecure.flatMap(({ realm }) => locationsOf(realm)));
  const named = new Set(
    accesses.flatMap((access) => [...locationsOf(originOf(access)), ...locationsOf(access.realm)]),
  );
  const isNamed = (url: URL): boolean => named.has(placeOf(url));

  const reject = (url: URL, mayBePlain: (location: string) => boolean): string | null => {
    if (url.protocol !== "https:" && url.protocol !== "http:")
      return "speaks something other than https";
    if (url.protocol === "http:" && !mayBePlain(placeOf(url))) return "speaks plain http";
    if (url.username !== "" || url.password !== "") return "has credentials in its address";
    return isNamed(url) || mayBePublic(url.hostname) ? null : "is at an address that is not public";
  };
  return {
    isRegistry: (url) => registries.has(url.origin),
    isNamed,
    rejectTarget: (url) => {
      const why = reject(url, (location) => plain.has(location));
      return why === null ? null : `to a host that ${why}`;
    },
    rejectRealm: (url) =>
      reject(url, (location) => plain.has(location) || plainRealms.has(location)),
  };
}

/** `https://contoso.azurecr.io`; null for what is no host. */
export function originOf({ host, insecure }: RegistryAccess): string | null {
  const address = `${insecure ? "http" : "https"}://${host}`;
  return URL.canParse(address) ? new URL(address).origin : null;
}

/** @param address an origin, a URL or a host */
function locationsOf(address: string | null): readonly string[] {
  if (address === null) return [];
  const url = address.includes("://") ? address : `https://${address}`;
  return URL.canParse(url) ? [placeOf(new URL(url))] : [];
}

/** Host and port, the port always there: what is allowed is allowed with and without TLS. */
function placeOf({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port || (protocol === "https:" ? "443" : "80")}`;
}
