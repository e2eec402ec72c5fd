import type { Whom } from "./failure-messages.ts";
import * as messages from "./failure-messages.ts";
import { certificateFaults, connectionFaults } from "./failure-messages.ts";
import { notPublicCode } from "./public-address.ts";

/** A request that got no usable response. */
export interface Fault {
  readonly kind: "fault";
  /** Part of a sentence, without secrets, URLs or paths. */
  readonly why: string;
  /** The same request may succeed later. */
  readonly isTemporary: boolean;
  /** No connection to the host is possible, for this or any other request. */
  readonly isOfHost: boolean;
}

/** Errors of TCP and DNS, as Node names them. */
const connectionErrors: Readonly<
  Record<string, (typeof connectionFaults)[keyof typeof connectionFaults]>
> = {
  ECONNREFUSED: connectionFaults.refused,
  ENOTFOUND: connectionFaults.unknownHost,
  EAI_AGAIN: connectionFaults.dnsFailed,
  ETIMEDOUT: connectionFaults.timeout,
  UND_ERR_CONNECT_TIMEOUT: connectionFaults.timeout,
  EHOSTUNREACH: connectionFaults.unroutable,
  ENETUNREACH: connectionFaults.unroutable,
  EADDRNOTAVAIL: connectionFaults.unroutable,
  EACCES: connectionFaults.forbidden,
  EPERM: connectionFaults.forbidden,
};

const brokenConnections = new Set(["ECONNRESET", "EPIPE", "ECONNABORTED", "UND_ERR_SOCKET"]);

/** Errors of certificate checks, as Node and OpenSSL name them. */
const certificateErrors: Readonly<
  Record<string, (typeof certificateFaults)[keyof typeof certificateFaults]>
> = {
  CERT_HAS_EXPIRED: certificateFaults.expired,
  CERT_NOT_YET_VALID: certificateFaults.notYetValid,
  CERT_REVOKED: certificateFaults.revoked,
  ERR_TLS_CERT_ALTNAME_INVALID: certificateFaults.otherName,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificateFaults.untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: certificateFaults.untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: certificateFaults.untrusted,
  UNABLE_TO_GET_ISSUER_CERT: certificateFaults.untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: certificateFaults.untrusted,
  CERT_UNTRUSTED: certificateFaults.untrusted,
  // Signed by an authority that has the name of a trusted one.
  CERT_SIGNATURE_FAILURE: certificateFaults.untrusted,
  INVALID_CA: certificateFaults.untrusted,
};

/** The code of `proxyError`. It must not be undici's own code for a broken connection, on which undici reconnects at once. */
const proxyCode = "PROXY";
const proxyStatusCode = "PROXY_STATUS";

/** Marks an error of the connection to a proxy, as opposed to the server behind it. */
export function proxyError(cause: unknown): Error {
  return Object.assign(new Error("proxy", { cause }), { code: proxyCode });
}

/** The error for a proxy that answered a CONNECT request with another status than 200. */
export function proxyStatusError(status: number): Error {
  return Object.assign(new Error("proxy status"), { code: proxyStatusCode, status });
}

/**
 * Classifies an error of undici or Node by its code alone, because its message can contain an address.
 * @param isPlain whether the request used plain http
 */
export function faultOf(error: unknown, whom: Whom, isPlain: boolean): Fault {
  const code = codeOf(error);
  if (code === proxyStatusCode) return ofHost(messages.proxyRejected(statusOf(error)), false);
  return code === proxyCode && error instanceof Error
    ? faultOfCode("the proxy", codeOf(error.cause), false)
    : faultOfCode(whom, code, isPlain);
}

/** A fault of one request, which says nothing about others to the same host. */
export function ofExchange(why: string, isTemporary: boolean): Fault {
  return { kind: "fault", why, isTemporary, isOfHost: false };
}

function ofHost(why: string, isTemporary: boolean): Fault {
  return { kind: "fault", why, isTemporary, isOfHost: true };
}

function faultOfCode(party: Whom | "the proxy", code: string, isPlain: boolean): Fault {
  if (code === notPublicCode) return ofHost(messages.addressNotPublic(party), false);
  const connection = connectionErrors[code];
  if (connection !== undefined) return ofHost(messages.cannotConnect(party, connection), true);
  if (brokenConnections.has(code)) return ofExchange(messages.connectionBroken(party), true);
  const certificate = certificateErrors[code];
  if (certificate !== undefined) return ofHost(messages.badCertificate(party, certificate), false);
  if (code === "ERR_SSL_WRONG_VERSION_NUMBER" || code === "ERR_SSL_PACKET_LENGTH_TOO_LONG")
    return ofHost(messages.notTls(party), false);
  if (/^(?:ERR_SSL|ERR_TLS|CERT_|EPROTO)/.test(code))
    return ofHost(messages.tlsHandshakeFailed(party, code), false);
  if (code === "UND_ERR_HEADERS_OVERFLOW" || code === "HPE_HEADER_OVERFLOW")
    return ofExchange(messages.headersTooLarge(party), false);
  if (code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH")
    return ofExchange(messages.bodyCutOff(party), true);
  if (code.startsWith("HPE_")) return ofExchange(messages.notHttp(party, isPlain), false);
  return ofExchange(messages.requestFailed(party, code), true);
}

/** Empty where there is no code. Of several addresses that were tried, the error of the first counts. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error.name === "HTTPParserError") return "HPE_";
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error.cause === undefined ? "" : codeOf(error.cause);
}

function statusOf(error: unknown): number {
  return error instanceof Error && "status" in error ? Number(error.status) : NaN;
}
