import { readRealm } from "../../domain/image/realm.ts";
import { lowerCase } from "../../shell/lower-case.ts";
import { withoutDefaultPort } from "../../domain/image/registry-host.ts";

/**
 * The grammar of a registry's host, realm and credentials, for the user's file and the environment. Each function returns what
 * is wrong, to follow the name of the setting, or null. What could hold a secret is not repeated.
 */

/** In lower case and without port 443. */
export function canonicalHost(text: string): string {
  return withoutDefaultPort(lowerCase(text));
}

const label = String.raw`[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?`;
const port = String.raw`(?::(?<port>[0-9]{1,5}))?`;
const hostForm = new RegExp(
  String.raw`^(?:(?<name>${label}(?:\.${label})*)|\[[0-9a-f:.]+\])${port}$`,
);

export function whyNotHost(text: string): string | null {
  if (text === "") return `must be a registry (${example}), and is empty`;
  if (text.includes("@")) return "must not have a user: set username and password instead";
  const bare = text.replace(/^[a-z]+:\/+/i, "").replace(/[/?#].*$/s, "");
  const meant = fits(bare) ? `: write ${canonicalHost(bare)}` : "";
  if (/^[a-z]+:\/\//i.test(text)) return `must not have a scheme${meant}`;
  if (/[/?#]/.test(text)) return `must not have a path${meant}`;
  return fits(text) ? null : `must be a registry with or without a port (${example})`;
}

const example = "contoso.azurecr.io, localhost:5000";

/** A single name is not a registry in a Dockerfile: `contoso/image` is on Docker Hub. */
function fits(text: string): boolean {
  const groups = text.length > 255 ? undefined : hostForm.exec(lowerCase(text))?.groups;
  if (!groups) return false;
  const { name, port } = groups;
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65535)) return false;
  return name === undefined || name === "localhost" || name.includes(".") || port !== undefined;
}

/** @param insecure whether its registry uses plain http */
export function whyNotRealm(text: string, insecure: boolean): string | null {
  if (!/^https?:\/\//i.test(text)) return `must be the address of a token server (${realmExample})`;
  if (/^[^/]*\/\/[^/]*@/.test(text))
    return "must not have a user: set username and password instead";
  if (text.includes("#")) return "must not have a fragment (#…)";
  if (text.includes("?")) return "must not have a query: the registry sends it";
  const url = readRealm(text);
  if (url === null) return `must be the address of a token server (${realmExample})`;
  if (url.protocol === "http:" && !insecure)
    return "uses plain http, which is only allowed for a registry marked insecure: write https";
  return null;
}

const realmExample = "https://auth.contoso.com/token";

export function whyNotUsername(text: string): string | null {
  if (text === "") return "is empty";
  // RFC 7617: the first colon ends the user name.
  if (text.includes(":")) return "must not contain a colon";
  return whyNotSecret(text);
}

export function whyNotSecret(text: string): string | null {
  if (text === "") return "is empty";
  if (text.length > 16_384) return "is longer than 16384 characters";
  return /\p{Cc}/u.test(text) ? "must not contain line breaks or other control characters" : null;
}

/** It is sent in a header as it is. */
export function whyNotToken(text: string): string | null {
  if (/^bearer\s/i.test(text)) return "must be the token alone, without Bearer";
  const why = whyNotSecret(text);
  if (why !== null) return why;
  return /^[\x21-\x7e]+$/.test(text) ? null : "must contain only ASCII characters and no spaces";
}
