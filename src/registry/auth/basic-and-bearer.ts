import type { RegistryAccess } from "../../domain/image/registry-access.ts";
import type { Unanswered } from "../../domain/image/registry-source.ts";
import { checkRealm } from "./acceptable-realm.ts";
import type { Authorization, Authorizer } from "./authorizer.ts";
import type { Challenge } from "./challenge.ts";
import { readChallenges } from "./challenge.ts";
import type { Credentials } from "./credentials.ts";
import type { Send } from "../http/exchange.ts";
import type { Action } from "./repository-scope.ts";
import { actionsWanted, scopeOf } from "./repository-scope.ts";
import { askToken, basicHeader, rejectedCredentials, wantsCredentials } from "./token-server.ts";

export interface AuthorizerOptions {
  /** Only these get credentials. */
  readonly accesses: readonly RegistryAccess[];
  /**
   * Credentials that the user keeps elsewhere (Docker's config.json), asked for once a host and only after a 401; null where
   * there are none. Never throws.
   */
  readonly credentialsFor: (host: string) => Promise<Credentials | null | Unanswered>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A token that was handed out for one repository. */
interface Token {
  readonly header: string;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** Realm and service. */
  readonly location: string;
  readonly actions: ReadonlySet<Action>;
}

/** What is known of one repository. Nothing of it is ever used for another. */
interface RepositoryState {
  served: { readonly header: string; readonly until: number } | null;
  /** By header. */
  readonly tokens: Map<string, Token>;
  /** What token servers are asked and were asked, by place and scope, and until when the answer counts. */
  readonly asked: Map<string, { readonly answer: Promise<Token | Unanswered>; until: number }>;
  /** Headers that are not sent again. */
  readonly rejected: Set<string>;
}

/** Where a token is to be had, and for what. */
interface TokenLocation {
  readonly realm: URL;
  readonly service: string | null;
  readonly actions: ReadonlySet<Action>;
}

export function createAuthorizer({ accesses, credentialsFor, now }: AuthorizerOptions): Authorizer {
  const repositories = new Map<string, RepositoryState>();
  const elsewhere = new Map<string, Promise<Credentials | null | Unanswered>>();

  const stateOf = ({ host }: RegistryAccess, repository: string): RepositoryState => {
    // A host holds no slash.
    const key = `${host}/${repository}`;
    let state = repositories.get(key);
    if (!state) {
      state = { served: null, tokens: new Map(), asked: new Map(), rejected: new Set() };
      repositories.set(key, state);
    }
    return state;
  };

  const credentialsOf = (access: RegistryAccess): Promise<Credentials | null | Unanswered> => {
    const { host, username, password } = access;
    if (!accesses.some((own) => own.host === host)) return Promise.resolve(null);
    if (username !== null && password !== null)
      return Promise.resolve({ kind: "password", username, password });
    let found = elsewhere.get(host);
    if (!found) elsewhere.set(host, (found = credentialsFor(host)));
    return found;
  };

  /** What does not end by itself: refused once, it is not sent again. */
  const offer = (state: RepositoryState, access: RegistryAccess, header: string): Authorization => {
    if (state.rejected.has(header)) return rejectedCredentials(access);
    state.served = { header, until: Infinity };
    return { kind: "header", value: header };
  };

  const fetchToken = async (
    state: RepositoryState,
    access: RegistryAccess,
    repository: string,
    { realm, service, actions }: TokenLocation,
    send: Send,
  ): Promise<Token | Unanswered> => {
    const credentials = await credentialsOf(access);
    if (credentials !== null && "why" in credentials) return credentials;
    const scope = scopeOf(repository, actions);
    const answer = await askToken({ access, realm, service, scope, credentials }, send);
    if (answer.kind !== "token") return answer;
    const header = `Bearer ${answer.token}`;
    const until = now() + answer.lifetime;
    const token: Token = { header, until, location: placeOf(realm, service), actions };
    state.tokens.set(header, token);
    return token;
  };

  /** One question for however many wait for it. Those who are overloaded or out of reach may be asked again. */
  const tokenOf = (
    state: RepositoryState,
    access: RegistryAccess,
    repository: string,
    location: TokenLocation,
    send: Send,
  ): Promise<Token | Unanswered> => {
    const key = `${placeOf(location.realm, location.service)} ${scopeOf(repository, location.actions)}`;
    const known = state.asked.get(key);
    if (known && known.until > now()) return known.answer;
    const answer = fetchToken(state, access, repository, location, send).then((got) => {
      asked.until = !("why" in got) ? got.until : got.kind === "denied" ? Infinity : 0;
      return got;
    });
    const asked = { answer, until: Infinity };
    state.asked.set(key, asked);
    return answer;
  };

  const bearer = async (
    state: RepositoryState,
    access: RegistryAccess,
    repository: string,
    location: TokenLocation,
    sent: string | null,
    send: Send,
  ): Promise<Authorization> => {
    const last = sent === null ? undefined : state.tokens.get(sent);
    // A token refused before its end was too little, or the registry means to go on like that. More is asked for only where
    // the same server can give more.
    if (last && last.until > now()) {
      const isMore = [...location.actions].some((action) => !last.actions.has(action));
      if (!isMore || last.location !== placeOf(location.realm, location.service)) {
        const credentials = await credentialsOf(access);
        return credentials === null ? wantsCredentials(access) : rejectedCredentials(access);
      }
    }
    const token = await tokenOf(state, access, repository, location, send);
    if ("why" in token) return token;
    state.served = token;
    return { kind: "header", value: token.header };
  };

  return {
    known: (access, repository) => {
      const { served } = stateOf(access, repository);
      return served !== null && served.until > now() ? served.header : null;
    },
    answer: async (asked, repository, response, sent, send) => {
      const access = accesses.find(({ host }) => host === asked.host) ?? anonymous(asked);
      const state = stateOf(access, repository);
      if (sent !== null && !state.tokens.has(sent)) {
        state.rejected.add(sent);
        state.served = null;
        return rejectedCredentials(access);
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
          const location = tokenLocation(challenge, realm.url, repository);
          return bearer(state, access, repository, location, sent, send);
        }
      const hasBasic = challenges.some(({ scheme }) => scheme === "basic");
      const credentials = hasBasic ? await credentialsOf(access) : null;
      if (credentials !== null && "why" in credentials) return credentials;
      if (credentials?.kind === "password") return offer(state, access, basicHeader(credentials));
      const [wrong] = realms;
      if (wrong && wrong.realm.kind !== "realm") return wrong.realm;
      if (credentials !== null) return { kind: "denied", why: needsPassword };
      if (hasBasic) return wantsCredentials(access);
      return { kind: "denied", why: "it asks for credentials in a way that is not known here" };
    },
  };
}

const needsPassword =
  "it wants a user name and a password, and Docker has an identity token for it";

/** A registry that is none of the user's: its own host at most, and nothing of anybody. */
function anonymous({ host }: RegistryAccess): RegistryAccess {
  return { host, insecure: false, realm: null, username: null, password: null, token: null };
}

function tokenLocation({ parameters }: Challenge, realm: URL, repository: string): TokenLocation {
  const actions = actionsWanted(repository, parameters.get("scope"));
  return { realm, service: parameters.get("service") ?? null, actions };
}

function placeOf(realm: URL, service: string | null): string {
  return JSON.stringify([realm.href, service]);
}
