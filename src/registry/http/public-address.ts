import { BlockList, isIP, isIPv4 } from "node:net";
import type { LookupFunction } from "node:net";

/** IPv4 ranges that are not public: IANA's special-purpose address registry (RFC 6890), and one of Azure's. */
const notPublic4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  // Azure's platform services, which serve credentials of extensions to every virtual machine.
  ["168.63.129.16", 32],
];

/** Ranges within 2000::/3, the only allocated one, that are not public: protocol assignments with Teredo, documentation, 6to4. */
const notPublic6: readonly (readonly [string, number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

// One list for each family, because Node's BlockList matches IPv4 addresses against ::ffff:0:0/96.
const closed4 = new BlockList();
for (const [address, length] of notPublic4) closed4.addSubnet(address, length, "ipv4");
const closed6 = new BlockList();
for (const [address, length] of notPublic6) closed6.addSubnet(address, length, "ipv6");
const open6 = new BlockList();
open6.addSubnet("2000::", 3, "ipv6");

/** Whether an IP address is public. IPv6 addresses that lead to IPv4 (mapped, NAT64) are not. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !closed4.check(address, "ipv4");
  const plain = address.replace(/%.*$/s, "");
  if (isIP(plain) === 0) return false;
  return open6.check(plain, "ipv6") && !closed6.check(plain, "ipv6");
}

/** Whether a host can be public, as far as its name shows before a DNS lookup. @param hostname as in a URL: IPv6 in brackets */
export function mayBePublic(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (isIP(bare) !== 0) return isPublicAddress(bare);
  return bare !== "" && bare !== "localhost" && !bare.endsWith(".localhost");
}

/** The code of the error with which `lookupPublic` rejects an address. */
export const notPublicCode = "NOT_PUBLIC";

/**
 * Wraps a DNS lookup so that it fails for addresses that are not public. The connection uses exactly the addresses that were
 * checked, so a name that resolves differently a moment later (DNS rebinding) gains nothing.
 */
export function lookupPublic(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses =
        typeof found === "string" ? [{ address: found, family: isIP(found) }] : found;
      const [first] = error ? [] : addresses;
      if (!first) callback(error ?? failure("ENOTFOUND"), "");
      // All must be public: Node chooses which of them it connects to.
      else if (!addresses.every(({ address }) => isPublicAddress(address)))
        callback(failure(notPublicCode), "");
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function failure(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}
