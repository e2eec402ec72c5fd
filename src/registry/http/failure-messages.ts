/** Messages for requests that fail. Each is part of a sentence, without capital, full stop, URL, path or secrets. */

/** The party that failed, as the subject of a message: the registry ("it"), or a host that it sends requests to. */
export type Whom = "it" | "the host it redirects to" | "its token server";

type Party = Whom | "the proxy";

/** What is wrong with a certificate, as the end of "it has a certificate …". */
export const certificateFaults = {
  expired: "that has expired",
  notYetValid: "that is not valid yet",
  revoked: "that was revoked",
  otherName: "for other names",
  untrusted:
    "that is not trusted; trust its certificate authority with --ca-file or NODE_EXTRA_CA_CERTS",
} as const;

/** Why no connection is made, as the end of "it …". */
export const connectionFaults = {
  refused: "refuses connections",
  unknownHost: "has no address in DNS",
  dnsFailed: "could not be looked up in DNS",
  timeout: "did not accept a connection in time",
  unroutable: "cannot be reached from here",
  forbidden: "may not be connected to from here",
} as const;

type CertificateFault = (typeof certificateFaults)[keyof typeof certificateFaults];
type ConnectionFault = (typeof connectionFaults)[keyof typeof connectionFaults];

export function cannotConnect(party: Party, fault: ConnectionFault): string {
  return `${party} ${fault}`;
}

export function badCertificate(party: Party, fault: CertificateFault): string {
  return `${party} has a certificate ${fault}`;
}

export function addressNotPublic(party: Party): string {
  return `${party} is at an address that is not public`;
}

export function connectionBroken(party: Party): string {
  return `${party} closed the connection`;
}

export function notTls(party: Party): string {
  const hint = party === "it" ? " (plain http is only for hosts marked insecure)" : "";
  return `${party} does not use https on this port${hint}`;
}

/** @param code of the error; shown only if it is a plain identifier */
export function tlsHandshakeFailed(party: Party, code: string): string {
  return `the TLS handshake${party === "it" ? "" : ` with ${party}`} failed${shown(code)}`;
}

export function headersTooLarge(party: Party): string {
  return `${party} answered with headers that are too large`;
}

export function bodyCutOff(party: Party): string {
  return `${party} sent an incomplete response`;
}

/** @param isPlain whether the request used plain http */
export function notHttp(party: Party, isPlain: boolean): string {
  return `${party} does not answer in HTTP${isPlain ? "; it may require https" : ""}`;
}

/** @param code of the error; shown only if it is a plain identifier */
export function requestFailed(party: Party, code: string): string {
  return `the request${party === "it" ? "" : ` to ${party}`} failed${shown(code)}`;
}

export function proxyRejected(status: number): string {
  return status === 407
    ? "the proxy rejected the credentials, or requires some"
    : `the proxy answered ${status}`;
}

/** @param limit milliseconds */
export function responseTooSlow(whom: Whom, limit: number): string {
  return `${whom} took longer than ${limit / 1000} s to answer`;
}

/** @param limit bytes */
export function responseTooLarge(whom: Whom, limit: number): string {
  const mebibyte = 1024 * 1024;
  const size = limit >= mebibyte ? `${Math.floor(limit / mebibyte)} MiB` : `${limit} bytes`;
  return `${whom} answered with more than ${size}`;
}

export function compressedResponse(whom: Whom): string {
  return `${whom} sent a compressed response, which was not requested`;
}

export function tooManyRequests(whom: Whom, status: number): string {
  return `${whom} asks for fewer requests (${status})`;
}

/** @param timeout milliseconds */
export function budgetSpent(timeout: number): string {
  return `the time limit for registries (${timeout / 1000} s) was reached; raise it with --timeout`;
}

/** The request is for a host that the user did not allow. */
export const registryNotAllowed = "it is not a registry that you allowed";

/** @param why as `AllowedHosts.rejectRealm` returns it */
export function realmRejected(why: string): string {
  return `its token server ${why}`;
}

/** @param why as `AllowedHosts.rejectTarget` returns it */
export function redirectRejected(why: string): string {
  return `it redirects ${why}`;
}

export function redirectTargetAnswered(status: number): string {
  return `the host it redirects to answered ${status}`;
}

export function tooManyRedirects(limit: number): string {
  return `it redirects more than ${limit} times`;
}

export const redirectWithoutTarget = "it redirects without a valid address";
export const redirectLoop = "it redirects in a loop";

function shown(code: string): string {
  return /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? ` (${code})` : "";
}
