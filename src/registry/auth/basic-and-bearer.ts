import type { RegistryAccess } from "../../domain/image/registry-access.ts";
import type { LookupFailure } from "../../domain/image/registry-source.ts";
import type { Send } from "../http/exchange.ts";
import { checkRealm } from "./acceptable-realm.ts";
import {
  credentialsRejected,
  credentialsRequired,
  passwordRequired,
  unknownScheme,
} from "./auth-messages.ts";
import type { Authorization, Authorizer } from "./authorizer.ts";
import type { Challenge } from "./challenge.ts";
import { readChallenges } from "./challenge.ts";
import type { Credentials } from "./credentials.ts";
import type { Action } from "./repository-scope.ts";
import { actionsWanted, scopeOf } from "./repository-scope.ts";
import { basicHeader, fetchToken } from "./token-server.ts";

export interface AuthorizerOptions {
  /** The registries to which credentials may be sent. */
  readonly accesses: readonly RegistryAccess[];
  /**
   * Credentials from Docker's config.json, looked up once for each host and only after a 401; null where there are none. Never
   * throws.
   */
  readonly credentialsFor: (host: string) => Promise<Credentials | null | LookupFailure>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** An access token for one repository. */
interface Token {
  readonly header: string;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** The token server that issued it, as `serverKey`. */
  readonly server: string;
  readonly actions: ReadonlySet<Action>;
}

/** Authentication state of one repository. Never used for another one. */
interface RepositoryState {
  /** The header that the last 401 was answered with. */
  current: { readonly header: string; readonly until: number } | null;
  /** By header. */
  readonly tokens: Map<string, Token>;
  /** Token requests by server and scope, running and completed; a result is used again until `until`. */
  readonly requests: Map<
    string,
    { readonly result: Promise<Token | LookupFailure>; until: number }
  >;
  /** Headers that the registry rejected, which are not sent again. */
  readonly rejected: Set<string>;
}

/** The token server of a challenge, and the permissions to request. */
interface TokenSource {
  readonly realm: URL;
  readonly service: string | null;
  readonly actions: ReadonlySet<Action>;
}

export function createAuthorizer({ accesses, credentialsFor, now }: AuthorizerOptions): Authorizer {
  const repositories = new Map<string, RepositoryState>();
  const dockerCredentials = new Map<string, Promise<Credentials | null | LookupFailure>>();

  const stateOf = ({ host }: RegistryAccess, repository: string): RepositoryState => {
    // Unambiguous, because a host contains no slash.
    const key = `${host}/${repository}`;
    let state = repositories.get(key);
    if (!state) {
      state = { current: null, tokens: new Map(), requests: new Map(), rejected: new Set() };
      repositories.set(key, state);
    }
    return state;
  };

  const credentialsOf = (access: RegistryAccess): Promise<Credentials | null | LookupFailure> => {
    const { host, username, password } = access;
    if (!accesses.some((own) => own.host === host)) return Promise.resolve(null);
    if (username !== null && password !== null)
      return Promise.resolve({ kind: "password", username, password });
    let found = dockerCredentials.get(host);
    if (!found) dockerCredentials.set(host, (found = credentialsFor(host)));
    return found;
  };

  /** A header that does not expire. Once the registry rejected it, it is not sent again. */
  const offer = (state: RepositoryState, access: RegistryAccess, header: string): Authorization => {
    if (state.rejected.has(header)) return credentialsRejected(access);
    state.current = { header, until: Infinity };
    return { kind: "header", value: header };
  };

  const requestToken = async (
    state: RepositoryState,
    access: RegistryAccess,
    repository: string,
    { realm, service, actions }: TokenSource,
    send: Send,
  ): Promise<Token | LookupFailure> => {
    const credentials = await credentialsOf(access);
    if (credentials !== null && "why" in credentials) return credentials;
    const scope = scopeOf(repository, actions);
    const result = await fetchToken({ access, realm, service, scope, credentials }, send);
    if (result.kind !== "token") return result;
    const header = `Bearer ${result.token}`;
    const until = now() + result.lifetime;
    const token: Token = { header, until, server: serverKey(realm, service), actions };
    state.tokens.set(header, token);
    return token;
  };

  /** Shares one request between all callers. After a failure other than `denied` the server may be asked again. */
  const tokenOf = (
    state: RepositoryState,
    access: RegistryAccess,
    repository: string,
    source: TokenSource,
    send: Send,
  ): Promise<Token | LookupFailure> => {
    const key = `${serverKey(source.realm, source.service)} ${scopeOf(repository, source.actions)}`;
    const known = state.requests.get(key);
    if (known && known.until > now()) return known.result;
    const result = requestToken(state, access, repository, source, send).then((got) => {
      request.until = !("why" in got) ? got.until : got.kind === "denied" ? Infinity : 0;
      return got;
    });
    const request = { result, until: Infinity };
    state.requests.set(key, request);
    return result;
  };

  const bearer = async (
    state: RepositoryState,
    access: RegistryAccess,
    repository: string,
    source: TokenSource,
    sent: string | null,
    send: Send,
  ): Promise<Authorization> => {
    const last = sent === null ? undefined : state.tokens.get(sent);
    // The registry rejected a token that is still valid. Another one helps only if it comes from the same server with more
    // permissions; requesting the same one again would never end.
    if (last && last.until > now()) {
      const isMore = [...source.actions].some((action) => !last.actions.has(action));
      if (!isMore || last.server !== serverKey(source.realm, source.service)) {
        const credentials = await credentialsOf(access);
        return credentials === null ? credentialsRequired(access) : credentialsRejected(access);
      }
    }
    const token = await tokenOf(state, access, repository, source, send);
    if ("why" in token) return token;
    state.current = token;
    return { kind: "header", value: token.header };
  };

  return {
    known: (access, repository) => {
      const { current } = stateOf(access, repository);
      return current !== null && current.until > now() ? current.header : null;
    },
    answer: async (requested, repository, response, sent, send) => {
      const access = accesses.find(({ host }) => host === requested.host) ?? anonymous(requested);
      const state = stateOf(access, repository);
      if (sent !== null && !state.tokens.has(sent)) {
        state.rejected.add(sent);
        state.current = null;
        return credentialsRejected(access);
      }
      if (access.token !== null) return offer(state, access, `Bearer ${access.token}`);

      const challenges = readChallenges(response.header("www-authenticate"));
      const realms = challenges
        .filter(({ scheme }) => scheme === "bearer")
        .map((challenge) => ({
          challenge,
          realm: checkRealm(access, challenge.parameters.get("realm")),
        }));
      for (const { challenge, realm } of realms)
        if (realm.kind === "realm") {
          const source = tokenSource(challenge, realm.url, repository);
          return bearer(state, access, repository, source, sent, send);
        }
      const hasBasic = challenges.some(({ scheme }) => scheme === "basic");
      const credentials = hasBasic ? await credentialsOf(access) : null;
      if (credentials !== null && "why" in credentials) return credentials;
      if (credentials?.kind === "password") return offer(state, access, basicHeader(credentials));
      const [rejected] = realms;
      if (rejected && rejected.realm.kind !== "realm") return rejected.realm;
      if (credentials !== null) return passwordRequired;
      if (hasBasic) return credentialsRequired(access);
      return unknownScheme;
    },
  };
}

/** A registry that the user did not allow gets no credentials, and no realm but its own host. */
function anonymous({ host }: RegistryAccess): RegistryAccess {
  return { host, insecure: false, realm: null, username: null, password: null, token: null };
}

function tokenSource({ parameters }: Challenge, realm: URL, repository: string): TokenSource {
  const actions = actionsWanted(repository, parameters.get("scope"));
  return { realm, service: parameters.get("service") ?? null, actions };
}

function serverKey(realm: URL, service: string | null): string {
  return JSON.stringify([realm.href, service]);
}
