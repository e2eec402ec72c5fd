import type { LookupFunction } from "node:net";
import type { RegistryAccess } from "../../src/domain/image/registry-access.ts";
import type { RegistrySource } from "../../src/domain/image/registry-source.ts";
import type { Authorizer } from "../../src/registry/auth/authorizer.ts";
import { openClient } from "../../src/registry/oci/client.ts";
import type { Http, HttpOptions, Pace } from "../../src/registry/http/http.ts";
import { openHttp } from "../../src/registry/http/http.ts";

/** An authorizer that cannot answer a 401. */
export const anonymous: Authorizer = {
  known: () => null,
  answer: () => Promise.resolve({ kind: "denied", why: "it wants credentials" }),
};

/** A DNS lookup with fixed names; all others do not exist, and the system's DNS is not used. */
export function lookupIn(names: Readonly<Record<string, readonly string[]>>): LookupFunction {
  return (hostname, options, callback) => {
    const found = names[hostname] ?? [];
    const addresses = found.map((address) => {
      return { address, family: address.includes(":") ? 6 : 4 };
    });
    const [first] = addresses;
    setImmediate(() => {
      if (!first) callback(Object.assign(new Error("none"), { code: "ENOTFOUND" }), "");
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** The default limits, without the waiting. */
const fast: Pace = {
  connect: 400,
  attempt: 1_000,
  backOff: [
    [5, 10],
    [10, 20],
  ],
  lookup: lookupIn({}),
};

export interface Opened {
  readonly http: Http;
  readonly client: RegistrySource;
  /** The number of requests so far. */
  readonly sent: () => number;
}

const noProxies = { https: null, http: null, no: null } as const;

export function openRegistries(
  accesses: readonly RegistryAccess[],
  options: Partial<HttpOptions> & {
    readonly authorizer?: Authorizer;
    readonly platform?: string;
    readonly pace?: Partial<Pace>;
  } = {},
): Opened {
  let sent = 0;
  const { authorizer = anonymous, platform = "linux/amd64", pace = {}, ...rest } = options;
  const now = rest.now ?? Date.now;
  const http = openHttp(
    {
      accesses,
      timeout: 5_000,
      proxies: noProxies,
      certificates: [],
      now,
      onRequest: () => sent++,
      ...rest,
    },
    { ...fast, ...pace },
  );
  const client = openClient({ accesses, http, authorizer, platform, now });
  return { http, client, sent: () => sent };
}
