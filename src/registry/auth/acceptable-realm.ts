import { readRealm } from "../../domain/image/realm.ts";
import type { RegistryAccess } from "../../domain/image/registry-access.ts";
import type { LookupFailure } from "../../domain/image/registry-source.ts";
import { originOf, portOf } from "../http/origin.ts";
import { noValidRealm, otherRealmPath, plainRealm, realmNotAllowed } from "./auth-messages.ts";

export type RealmCheck = { readonly kind: "realm"; readonly url: URL } | LookupFailure;

/**
 * Whether a token server may be contacted: it must be on the registry's own host and port, or the realm that the user named.
 * A registry that could name any other would receive the user's credentials, or make this machine contact hosts that only this
 * machine can reach (CVE-2020-15157, CVE-2026-48978).
 */
export function checkRealm(access: RegistryAccess, realm: string | undefined): RealmCheck {
  const url = realm === undefined ? null : readRealm(realm);
  if (url === null) return noValidRealm;
  if (url.protocol === "http:" && !access.insecure) return plainRealm(url);
  const named = access.realm === null ? null : readRealm(access.realm);
  if (isOwnHost(access, url) || (named !== null && covers(named, url)))
    return { kind: "realm", url };
  return named?.origin === url.origin ? otherRealmPath(url) : realmNotAllowed(access, url);
}

/** The registry's own host and port, whichever the scheme. */
function isOwnHost(access: RegistryAccess, url: URL): boolean {
  const origin = originOf(access);
  const own = origin === null ? null : readRealm(origin);
  return own !== null && own.hostname === url.hostname && portOf(own) === portOf(url);
}

/** A realm without a path allows every path. */
function covers(named: URL, url: URL): boolean {
  return named.origin === url.origin && (named.pathname === "/" || named.pathname === url.pathname);
}
