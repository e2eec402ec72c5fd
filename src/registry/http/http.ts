import { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { rootCertificates } from "node:tls";
import { Agent, Pool, ProxyAgent } from "undici";
import type { Dispatcher } from "undici";
import type { RegistryAccess } from "../../domain/image/registry-access.ts";
import { readAllowedHosts } from "../auth/allowed-hosts.ts";
import { openBudget } from "./budget.ts";
import type { HttpRequest, HttpResponse, Send } from "./exchange.ts";
import type { Fault, Whom } from "../oci/failure-messages.ts";
import { faultOf, ofExchange, proxyError } from "../oci/failure-messages.ts";
import type { Proxies, Proxy } from "./proxies.ts";
import { proxyChoice, proxyProblem } from "./proxies.ts";
import { lookupPublic } from "./public-address.ts";
import { followRedirects } from "./redirects.ts";
import { withRetries } from "./retry.ts";
import { openSlots } from "./slots.ts";

export interface HttpOptions {
  /** Every registry that may be asked. */
  readonly accesses: readonly RegistryAccess[];
  /** Milliseconds for the whole run, counted from the first request. */
  readonly timeout: number;
  /** Where `proxyProblem` finds something, nothing is sent: to do without a proxy is not ours to decide. */
  readonly proxies: Proxies;
  /** PEM texts that are trusted besides the usual ones. */
  readonly certificates: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Called for everything that is sent, the second try and the second hop too. */
  readonly onRequest: () => void;
}

export interface Http {
  readonly send: Send;
  /** For token servers: no redirect is followed. */
  readonly sendToRealm: Send;
  /** Milliseconds of the run's time that are left. */
  readonly timeLeft: () => number;
  readonly close: () => Promise<void>;
}

/** What a test makes shorter, and the names it makes up. Milliseconds. */
export interface Pace {
  readonly connect: number;
  readonly attempt: number;
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

/** With one host: as many as Docker's own client has are enough, and every registry bears them. */
const maxConnections = 6;
/** Nobody reads more of an answer that says no. */
const maxErrorBytes = 64 * 1024;

/** Opens what speaks HTTP; nothing is sent before `send`. */
export function openHttp(options: HttpOptions, pace: Pace = defaultPace): Http {
  const { accesses, certificates, now, onRequest } = options;
  const hosts = readAllowedHosts(accesses);
  const budget = openBudget(options.timeout, now);
  const proxyFor = proxyChoice(options.proxies);

  // Said, because NODE_TLS_REJECT_UNAUTHORIZED=0 would turn it off unsaid.
  const checked = { rejectUnauthorized: true };
  const tls =
    certificates.length > 0 ? { ...checked, ca: [...rootCertificates, ...certificates] } : checked;
  // A quarter of a second for each address of a host, as is usual, is short for a slow line.
  const patience = { timeout: pace.connect, autoSelectFamilyAttemptTimeout: 1_000 };
  const shared = {
    connections: maxConnections,
    pipelining: 1,
    // Deadlines are kept here: undici's own come up to a second late.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const openAgent = (lookup: LookupFunction): Dispatcher =>
    new Agent({ ...shared, connect: { ...tls, ...patience, lookup } });
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
      proxyTls: { ...tls, ...patience, lookup: pace.lookup },
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
      // Settled before it is aborted: undici does not heed a signal while it connects.
      const stop = (why: string, isPassing: boolean): void => {
        settle(ofExchange(why, isPassing));
        controller.abort();
      };
      const timer = setTimeout(() => {
        stop(`${whom} took longer than ${pace.attempt / 1000} s to answer`, true);
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
  const broken = problem === null ? null : ({ kind: "unreachable", why: problem } as const);
  const follow = followRedirects(sendHop, hosts.rejectTarget);
  return {
    send: async (request) => {
      if (broken) return broken;
      return hosts.isRegistry(request.url)
        ? follow(request)
        : { kind: "denied", why: "it is no registry that you allowed" };
    },
    sendToRealm: async (request) => {
      if (broken) return broken;
      const rejection = hosts.rejectRealm(request.url);
      return rejection === null
        ? sendHop(request, "its token server")
        : { kind: "denied", why: `its token server ${rejection}` };
    },
    timeLeft: () => budget.left(),
    close: async () => {
      budget.end();
      const opened = [toNamed, toOthers, ...throughProxies.values()];
      await Promise.all(opened.map((dispatcher) => dispatcher.destroy()));
    },
  };
}

/** Connections to a proxy, whose errors say that they are such. */
function openProxyPool(origin: URL, options: object): Dispatcher {
  const pool = new Pool(origin, options);
  const connect = pool.connect.bind(pool);
  return Object.assign(pool, {
    connect: (wanted: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> =>
      new Promise((resolve, reject) => {
        connect(wanted, (error, connected) => {
          if (error === null) resolve(connected);
          else reject(proxyError(error));
        });
      }),
  });
}

/** Sends one request once, and reads its answer within bounds. Rejects with what undici throws. */
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
    return ofExchange(`${whom} answered compressed, which was not asked for`, false);
  }
  const chunks: Buffer[] = [];
  let module = isGood ? maxBytes : Math.min(maxBytes, maxErrorBytes);
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    module -= chunk.length;
    if (module < 0 && isGood)
      return ofExchange(`${whom} answered with more than ${shownSize(maxBytes)}`, false);
    if (module < 0) break;
    chunks.push(chunk);
  }
  return { kind: "response", status: answer.statusCode, header, body: Buffer.concat(chunks) };
}

function shownSize(bytes: number): string {
  const mebibyte = 1024 * 1024;
  return bytes >= mebibyte ? `${Math.floor(bytes / mebibyte)} MiB` : `${bytes} bytes`;
}
