import { notPublicCode } from "../http/public-address.ts";

/** Who did not do what it should, as it stands in a sentence. */
export type Whom = "it" | "the host it redirects to" | "its token server";

/** An exchange that came to nothing. */
export interface Fault {
  readonly kind: "fault";
  /** Part of a sentence, without anything secret, any address or path. */
  readonly why: string;
  /** It may go well the next time. */
  readonly isPassing: boolean;
  /** No connection comes about, whatever is asked for. */
  readonly isOfHost: boolean;
}

const trustHint = "trust its certificate authority by --ca-file or NODE_EXTRA_CA_CERTS";

/** Errors of TCP and DNS, as Node names them. */
const connecting: Readonly<Record<string, string>> = {
  ECONNREFUSED: "refuses connections",
  ENOTFOUND: "has no address in DNS",
  EAI_AGAIN: "could not be looked up in DNS",
  ETIMEDOUT: "accepts no connection in time",
  UND_ERR_CONNECT_TIMEOUT: "accepts no connection in time",
  EHOSTUNREACH: "cannot be reached from here",
  ENETUNREACH: "cannot be reached from here",
  EADDRNOTAVAIL: "cannot be reached from here",
  EACCES: "may not be connected to from here",
  EPERM: "may not be connected to from here",
};

const breaking = new Set(["ECONNRESET", "EPIPE", "ECONNABORTED", "UND_ERR_SOCKET"]);

const untrusted = `that is not trusted; ${trustHint}`;
const certificates: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "that has expired",
  CERT_NOT_YET_VALID: "that is not valid yet",
  CERT_REVOKED: "that was revoked",
  ERR_TLS_CERT_ALTNAME_INVALID: "for other names",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_UNTRUSTED: untrusted,
  // By an authority that has the name of a trusted one.
  CERT_SIGNATURE_FAILURE: untrusted,
  INVALID_CA: untrusted,
};

/** What stands between: no connection to a proxy, or none through it. */
const proxyCode = "PROXY";

/**
 * An error on the way to a proxy, told apart from one behind it. Its code is another than undici's own for a broken
 * connection, upon which it would connect again, thousands of times a second.
 */
export function proxyError(cause: unknown): Error {
  return Object.assign(new Error("proxy", { cause }), { code: proxyCode });
}

/**
 * What an error of undici, or of Node beneath it, comes to. Only its code is read: its message can hold an address.
 * @param isPlain plain http was spoken
 */
export function faultOf(error: unknown, whom: Whom, isPlain: boolean): Fault {
  const rejection = proxyRejection(error);
  if (rejection !== null) return ofHost(rejection, false);
  return codeOf(error) === proxyCode && error instanceof Error
    ? faultAt("the proxy", codeOf(error.cause), false)
    : faultAt(whom, codeOf(error), isPlain);
}

function faultAt(who: Whom | "the proxy", code: string, isPlain: boolean): Fault {
  if (code === notPublicCode) return ofHost(`${who} is at an address that is not public`, false);
  const unconnected = connecting[code];
  if (unconnected !== undefined) return ofHost(`${who} ${unconnected}`, true);
  if (breaking.has(code)) return ofExchange(`${who} broke off the connection`, true);
  const bad = certificates[code];
  if (bad !== undefined) return ofHost(`${who} has a certificate ${bad}`, false);
  if (code === "ERR_SSL_WRONG_VERSION_NUMBER" || code === "ERR_SSL_PACKET_LENGTH_TOO_LONG")
    return ofHost(
      `${who} does not speak https at this port${who === "it" ? " (plain http is for hosts marked insecure)" : ""}`,
      false,
    );
  if (/^(?:ERR_SSL|ERR_TLS|CERT_|EPROTO)/.test(code))
    return ofHost(`TLS with ${who} does not come about${shown(code)}`, false);
  if (code === "UND_ERR_HEADERS_OVERFLOW" || code === "HPE_HEADER_OVERFLOW")
    return ofExchange(`${who} answered with headers that are too large`, false);
  if (code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH")
    return ofExchange(`${who} broke off its answer`, true);
  if (code.startsWith("HPE_"))
    return ofExchange(
      `${who} does not answer in HTTP${isPlain ? "; it may want https" : ""}`,
      false,
    );
  return ofExchange(`the exchange with ${who} failed${shown(code)}`, true);
}

function ofHost(why: string, isPassing: boolean): Fault {
  return { kind: "fault", why, isPassing, isOfHost: true };
}

export function ofExchange(why: string, isPassing: boolean): Fault {
  return { kind: "fault", why, isPassing, isOfHost: false };
}

/** The status with which a proxy refused a tunnel. undici tells it in words only. */
function proxyRejection(error: unknown): string | null {
  const message = error instanceof Error ? error.message : "";
  const [, status] = /^Proxy response \((\d{3})\) !== 200/.exec(message) ?? [];
  if (status === undefined) return null;
  return status === "407" ? "the proxy wants other credentials" : `the proxy answered ${status}`;
}

/** Of several addresses that were tried, the error of the first counts. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error.name === "HTTPParserError") return "HPE_";
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error.cause === undefined ? "" : codeOf(error.cause);
}

function shown(code: string): string {
  return /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? ` (${code})` : "";
}
