import { readRealm } from "../../domain/image/realm.ts";
import type { RegistryAccess } from "../../domain/image/registry-access.ts";
import type { Unanswered } from "../../domain/image/registry-source.ts";
import { denied } from "../oci/registry-answer.ts";

export type RealmCheck = { readonly kind: "realm"; readonly url: URL } | Unanswered;

/**
 * Whether a token server may be asked, decided before anything is sent to it: it stands at the registry's own host and port,
 * or where the user said. A registry that could name any other would be handed the user's credentials, or make this machine
 * call what only this machine can reach (CVE-2020-15157, CVE-2026-48978).
 */
export function checkRealm(access: RegistryAccess, realm: string | undefined): RealmCheck {
  const url = realm === undefined ? null : readRealm(realm);
  if (url === null) return denied("it names no token server that can be asked");
  const isPlain = url.protocol === "http:";
  if (isPlain && !access.insecure)
    return denied(`its token server at ${url.host} is on plain http, so it was not asked`);
  const named = access.realm === null ? null : readRealm(access.realm);
  if (isOwn(access, url) || (named !== null && covers(named, url))) return { kind: "realm", url };
  if (named?.origin === url.origin)
    return denied(`its token server at ${url.host} has another path than the realm that you named`);
  const entry = `{ host: ${access.host}, realm: ${url.origin}/… }`;
  return denied(
    `its token server is at ${url.host}, which you did not name: registries: [${entry}]`,
  );
}

/** The registry's own host and port, whichever the scheme. */
function isOwn({ host, insecure }: RegistryAccess, url: URL): boolean {
  const own = readRealm(`${insecure ? "http" : "https"}://${host}`);
  return own !== null && own.hostname === url.hostname && portOf(own) === portOf(url);
}

function portOf({ port, protocol }: URL): string {
  return port !== "" ? port : protocol === "https:" ? "443" : "80";
}

/** One without a path stands for every path. */
function covers(named: URL, url: URL): boolean {
  return named.origin === url.origin && (named.pathname === "/" || named.pathname === url.pathname);
}
