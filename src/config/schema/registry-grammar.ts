import { readRealm } from "../../domain/image/realm.ts";
import { lowerCase } from "../../shell/lower-case.ts";
import { withoutDefaultPort } from "../../domain/image/registry-host.ts";

/**
 * What a registry's host, realm and credentials may be, wherever the user says them: the user's own file and the environment.
 * Each answers with what is wrong, to stand behind the name of the setting; null where nothing is. Where a secret could be
 * part of what was written, it is not repeated.
 */

/** Lower case, without the port that https has anyway. */
export function canonicalHost(text: string): string {
  return withoutDefaultPort(lowerCase(text));
}

const label = String.raw`[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?`;
const port = String.raw`(?::(?<port>[0-9]{1,5}))?`;
const hostForm = new RegExp(
  String.raw`^(?:(?<name>${label}(?:\.${label})*)|\[[0-9a-f:.]+\])${port}$`,
);

export function whyNotHost(text: string): string | null {
  if (text === "") return `is a registry (${example}), and empty`;
  if (text.includes("@"))
    return "takes no user: the username and the password are set by themselves";
  const bare = text.replace(/^[a-z]+:\/+/i, "").replace(/[/?#].*$/s, "");
  const meant = fits(bare) ? `: write ${canonicalHost(bare)}` : "";
  if (/^[a-z]+:\/\//i.test(text)) return `takes no scheme${meant}`;
  if (/[/?#]/.test(text)) return `takes no path${meant}`;
  return fits(text) ? null : `is a registry with or without a port (${example})`;
}

const example = "contoso.azurecr.io, localhost:5000";

/** A name alone is no registry in a Dockerfile: `contoso/image` is Docker Hub's. */
function fits(text: string): boolean {
  const groups = text.length > 255 ? undefined : hostForm.exec(lowerCase(text))?.groups;
  if (!groups) return false;
  const { name, port } = groups;
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65535)) return false;
  return name === undefined || name === "localhost" || name.includes(".") || port !== undefined;
}

/** @param insecure whether its registry is on plain http */
export function whyNotRealm(text: string, insecure: boolean): string | null {
  if (!/^https?:\/\//i.test(text)) return `is the address of a token server (${realmExample})`;
  if (/^[^/]*\/\/[^/]*@/.test(text))
    return "takes no user: the username and the password are set by themselves";
  if (text.includes("#")) return "takes no # and what is behind it";
  if (text.includes("?")) return "takes no query: the registry gives it";
  const url = readRealm(text);
  if (url === null) return `is the address of a token server (${realmExample})`;
  if (url.protocol === "http:" && !insecure)
    return "is on plain http, which only a registry marked insecure may use: write https";
  return null;
}

const realmExample = "https://auth.contoso.com/token";

export function whyNotUsername(text: string): string | null {
  if (text === "") return "is empty";
  // RFC 7617: whatever is behind the first colon is the password.
  if (text.includes(":")) return "takes no colon";
  return whyNotSecret(text);
}

export function whyNotSecret(text: string): string | null {
  if (text === "") return "is empty";
  if (text.length > 16_384) return "is longer than 16384 characters";
  return /\p{Cc}/u.test(text) ? "holds a line end or another control character" : null;
}

/** It goes into a header as it is. */
export function whyNotToken(text: string): string | null {
  if (/^bearer\s/i.test(text)) return "is the token alone, without Bearer in front";
  const why = whyNotSecret(text);
  if (why !== null) return why;
  return /^[\x21-\x7e]+$/.test(text) ? null : "holds a blank or a letter beyond ASCII";
}
