import { BlockList, isIP } from "node:net";
import { portOf } from "./origin.ts";

/** The proxies for https and http requests, as the usual environment variables set them. */
export interface Proxies {
  readonly https: string | null;
  readonly http: string | null;
  /** Hosts that are contacted without a proxy: `localhost,.contoso.com,10.0.0.0/8`. */
  readonly no: string | null;
}

/** A proxy, with its credentials separate from its address. */
export interface Proxy {
  readonly uri: string;
  /** The Proxy-Authorization header. */
  readonly authorization: string | null;
}

/** What is wrong with the proxy settings, without full stop; null if nothing is. Leaves out the value, which can contain a password. */
export function proxyProblem({ https, http }: Proxies): string | null {
  if (https !== null && readProxy(https) === null)
    return "HTTPS_PROXY is not the URL of an HTTP proxy";
  if (http !== null && readProxy(http) === null)
    return "HTTP_PROXY is not the URL of an HTTP proxy";
  return null;
}

/** Parses `http://user:password@proxy:3128`, or one without a scheme, as curl accepts; null for other kinds of proxy. */
function readProxy(text: string): Proxy | null {
  const address = text.includes("://") ? text : `http://${text}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if ((url.protocol !== "http:" && url.protocol !== "https:") || url.hostname === "") return null;
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "") return null;
  const hasCredentials = url.username !== "" || url.password !== "";
  const pair = `${decoded(url.username)}:${decoded(url.password)}`;
  return {
    uri: url.origin,
    authorization: hasCredentials ? `Basic ${Buffer.from(pair).toString("base64")}` : null,
  };
}

/** @returns the proxy for a URL, or null for a direct connection */
export function proxyChoice({ https, http, no }: Proxies): (url: URL) => Proxy | null {
  const secure = https === null ? null : readProxy(https);
  const plain = http === null ? null : readProxy(http);
  const exceptions = (no ?? "").split(/[,\s]+/).filter((entry) => entry !== "");
  return (url) => {
    if (exceptions.some((entry) => covers(entry, url))) return null;
    return url.protocol === "https:" ? secure : plain;
  };
}

/**
 * Whether an entry of NO_PROXY covers a URL: `*`, a host with its subdomains (`host`, `.host`, `*.host`), an IP address, or a
 * range of addresses; all but a range also with a port.
 */
function covers(entry: string, url: URL): boolean {
  if (entry === "*") return true;
  const host = url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  const range = /^([\da-f.:]+)\/(\d{1,3})$/i.exec(entry);
  if (range) return isInRange(host, range[1] ?? "", Number(range[2]));
  const isBareAddress = isIP(entry) !== 0;
  const [, name = "", port] = (isBareAddress ? null : /^(.*?)(?::(\d+))?$/.exec(entry)) ?? [
    "",
    entry,
  ];
  if (port !== undefined && port !== portOf(url)) return false;
  const wanted = name
    .replace(/^\[|\]$/g, "")
    .replace(/^\*?\./, "")
    .toLowerCase();
  return wanted !== "" && (host === wanted || host.endsWith(`.${wanted}`));
}

function isInRange(host: string, start: string, length: number): boolean {
  const family = isIP(start);
  if (family === 0 || family !== isIP(host) || length > (family === 4 ? 32 : 128)) return false;
  const range = new BlockList();
  range.addSubnet(start, length, family === 4 ? "ipv4" : "ipv6");
  return range.check(host, family === 4 ? "ipv4" : "ipv6");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
