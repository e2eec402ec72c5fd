import { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { rootCertificates } from "node:tls";
import { Agent, Pool, ProxyAgent } from "undici";
import type { Dispatcher } from "undici";
import type { RegistryAccess } from "../../domain/image/registry-access.ts";
import { denied, unreachable } from "../../domain/image/registry-source.ts";
import { readAllowedHosts } from "./allowed-hosts.ts";
import { openBudget } from "./budget.ts";
import type { HttpRequest, HttpResponse, Send } from "./exchange.ts";
import {
  compressedResponse,
  realmRejected,
  registryNotAllowed,
  responseTooLarge,
  responseTooSlow,
  type Whom,
} from "./failure-messages.ts";
import type { Fault } from "./fault.ts";
import { faultOf, ofExchange, proxyError, proxyStatusError } from "./fault.ts";
import type { Proxies, Proxy } from "./proxies.ts";
import { proxyChoice, proxyProblem } from "./proxies.ts";
import { lookupPublic } from "./public-address.ts";
import { followRedirects } from "./redirects.ts";
import { withRetries } from "./retry.ts";
import { openSlots } from "./slots.ts";

export interface HttpOptions {
  /** The registries that may be contacted. */
  readonly accesses: readonly RegistryAccess[];
  /** Milliseconds for the whole run, counted from the first request. */
  readonly timeout: number;
  /** If `proxyProblem` rejects them, nothing is sent: going around a proxy is not for this program to decide. */
  readonly proxies: Proxies;
  /** Certificates in PEM form, trusted in addition to the default ones. */
  readonly certificates: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Called for every request that is sent, retries and redirects included. */
  readonly onRequest: () => void;
}

export interface Http {
  readonly send: Send;
  /** For token servers: does not follow redirects. */
  readonly sendToRealm: Send;
  /** Milliseconds that are left of `timeout`. */
  readonly timeLeft: () => number;
  readonly close: () => Promise<void>;
}

/** Time limits in milliseconds, and the DNS lookup, which tests replace. */
export interface Pace {
  /** For one connection. */
  readonly connect: number;
  /** For one request and its response. */
  readonly attempt: number;
  /** Shortest and longest wait before each retry. */
  readonly backOff: readonly (readonly [number, number])[];
  readonly lookup: LookupFunction;
}

const defaultPace: Pace = {
  connect: 5_000,
  attempt: 15_000,
  backOff: [
    [300, 600],
    [900, 1_800],
  ],
  lookup: systemLookup,
};

/** To one host. About as many as Docker's client opens, which every registry can handle. */
const maxConnections = 6;
/** Of the body of an error response, of which only the start is of use. */
const maxErrorBytes = 64 * 1024;

/** Creates an HTTP client. It opens no connection before the first request. */
export function openHttp(options: HttpOptions, pace: Pace = defaultPace): Http {
  const { accesses, certificates, now, onRequest } = options;
  const hosts = readAllowedHosts(accesses);
  const budget = openBudget(options.timeout, now);
  const proxyFor = proxyChoice(options.proxies);

  // Explicit, because NODE_TLS_REJECT_UNAUTHORIZED=0 would silently turn the check off.
  const checked = { rejectUnauthorized: true };
  const tls =
    certificates.length > 0 ? { ...checked, ca: [...rootCertificates, ...certificates] } : checked;
  // Node's default of 250 ms for each address of a host is too short for slow connections.
  const timeouts = { timeout: pace.connect, autoSelectFamilyAttemptTimeout: 1_000 };
  const shared = {
    connections: maxConnections,
    pipelining: 1,
    // `attempt` below enforces its own limit: undici's timeouts can fire a second late.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const openAgent = (lookup: LookupFunction): Dispatcher =>
    new Agent({ ...shared, connect: { ...tls, ...timeouts, lookup } });
  const toNamed = openAgent(pace.lookup);
  const toOthers = openAgent(lookupPublic(pace.lookup));
  const throughProxies = new Map<string, Dispatcher>();
  const throughProxy = ({ uri, authorization }: Proxy): Dispatcher => {
    const key = JSON.stringify([uri, authorization]);
    const known = throughProxies.get(key);
    if (known) return known;
    const opened = new ProxyAgent({
      ...shared,
      uri,
      ...(authorization === null ? {} : { token: authorization }),
      proxyTls: { ...tls, ...timeouts, lookup: pace.lookup },
      requestTls: tls,
      clientFactory: openProxyPool,
    });
    throughProxies.set(key, opened);
    return opened;
  };

  const attempt = (request: HttpRequest, whom: Whom): Promise<HttpResponse | Fault> => {
    const proxy = proxyFor(request.url);
    const direct = hosts.isNamed(request.url) ? toNamed : toOthers;
    const dispatcher = proxy === null ? direct : throughProxy(proxy);
    onRequest();
    return new Promise((resolve) => {
      const controller = new AbortController();
      const settle = (result: HttpResponse | Fault): void => {
        clearTimeout(timer);
        forget();
        resolve(result);
      };
      // Settled before it is aborted: undici ignores the signal while it connects.
      const stop = (why: string, isTemporary: boolean): void => {
        settle(ofExchange(why, isTemporary));
        controller.abort();
      };
      const timer = setTimeout(() => {
        stop(responseTooSlow(whom, pace.attempt), true);
      }, pace.attempt);
      const forget = budget.whenSpent(() => {
        stop(budget.spent.why, false);
      });
      exchange(dispatcher, request, whom, controller.signal).then(settle, (error: unknown) => {
        settle(faultOf(error, whom, request.url.protocol === "http:"));
      });
    });
  };

  const sendHop = withRetries({
    attempt,
    budget,
    slotsOf: openSlots(maxConnections),
    now,
    backOff: pace.backOff,
  });
  const problem = proxyProblem(options.proxies);
  const badProxy = problem === null ? null : unreachable(problem);
  const follow = followRedirects(sendHop, hosts.rejectTarget);
  return {
    send: async (request) => {
      if (badProxy) return badProxy;
      return hosts.isRegistry(request.url) ? follow(request) : denied(registryNotAllowed);
    },
    sendToRealm: async (request) => {
      if (badProxy) return badProxy;
      const rejection = hosts.rejectRealm(request.url);
      return rejection === null
        ? sendHop(request, "its token server")
        : denied(realmRejected(rejection));
    },
    timeLeft: () => budget.left(),
    close: async () => {
      budget.end();
      const opened = [toNamed, toOthers, ...throughProxies.values()];
      await Promise.all(opened.map((dispatcher) => dispatcher.destroy()));
    },
  };
}

/** Connections to a proxy, whose errors are marked as the proxy's. */
function openProxyPool(origin: URL, options: object): Dispatcher {
  const pool = new Pool(origin, options);
  const connect = pool.connect.bind(pool);
  return Object.assign(pool, {
    connect: (wanted: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> =>
      new Promise((resolve, reject) => {
        connect(wanted, (error, connected) => {
          if (error !== null) reject(proxyError(error));
          else if (connected.statusCode === 200) resolve(connected);
          else {
            connected.socket.on("error", () => undefined).destroy();
            reject(proxyStatusError(connected.statusCode));
          }
        });
      }),
  });
}

/** Sends one request once and reads the response up to `maxBytes`. Rejects with undici's error. */
async function exchange(
  dispatcher: Dispatcher,
  { method, url, headers, body, maxBytes }: HttpRequest,
  whom: Whom,
  signal: AbortSignal,
): Promise<HttpResponse | Fault> {
  const answer = await dispatcher.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    headers: { ...headers, "user-agent": "inferlint", "accept-encoding": "identity" },
    ...(body === undefined ? {} : { body }),
    signal,
  });
  const header = (name: string): readonly string[] => {
    const value = answer.headers[name];
    return typeof value === "string" ? [value] : (value ?? []);
  };
  const isGood = answer.statusCode >= 200 && answer.statusCode < 300;
  if (
    isGood &&
    header("content-encoding").some((coding) => coding.trim().toLowerCase() !== "identity")
  ) {
    answer.body.on("error", () => undefined).destroy();
    return ofExchange(compressedResponse(whom), false);
  }
  const chunks: Buffer[] = [];
  let bytesLeft = isGood ? maxBytes : Math.min(maxBytes, maxErrorBytes);
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    bytesLeft -= chunk.length;
    if (bytesLeft < 0 && isGood) return ofExchange(responseTooLarge(whom, maxBytes), false);
    if (bytesLeft < 0) break;
    chunks.push(chunk);
  }
  return { kind: "response", status: answer.statusCode, header, body: Buffer.concat(chunks) };
}
