import type { LookupFailure } from "../../domain/image/registry-source.ts";
import { denied } from "../../domain/image/registry-source.ts";
import type { RegistryAccess } from "../../domain/image/registry-access.ts";

/** Failures of authentication, with "it" for the registry. None contains anything that a server or a helper wrote. */

export function credentialsRequired({ host }: RegistryAccess): LookupFailure {
  return denied(
    `it requires credentials: use docker login ${host}, or set INFERLINT_REGISTRY_USERNAME and _PASSWORD`,
  );
}

export function credentialsRejected({ host }: RegistryAccess): LookupFailure {
  return denied(`it rejected the credentials for ${host}`);
}

export const passwordRequired: LookupFailure = denied(
  "it requires a user name and a password, but Docker has an identity token for it",
);

export const unknownScheme: LookupFailure = denied(
  "it requires an authentication scheme that inferlint does not support",
);

export const noValidRealm: LookupFailure = denied("it names no valid token server");

export function plainRealm({ host }: URL): LookupFailure {
  return denied(`its token server at ${host} uses plain http and was not contacted`);
}

export function otherRealmPath({ host }: URL): LookupFailure {
  return denied(`its token server at ${host} has a different path than the configured realm`);
}

export function realmNotAllowed(access: RegistryAccess, { host, origin }: URL): LookupFailure {
  const entry = `{ host: ${access.host}, realm: ${origin}/… }`;
  return denied(
    `its token server is at ${host}, which is not allowed: allow it in your user configuration with registries: [${entry}]`,
  );
}

/** Failures of the token server itself. */
export const tokenServer = {
  /** @param failure of the request to it */
  notReached: ({ host }: URL, failure: LookupFailure): LookupFailure => ({
    kind: failure.kind,
    why: `its token server at ${host}: ${failure.why}`,
  }),
  throttled: ({ host }: URL): LookupFailure => ({
    kind: "throttled",
    why: `its token server at ${host} asks for fewer requests`,
  }),
  failed: ({ host }: URL, status: number): LookupFailure => ({
    kind: "unreachable",
    why: `its token server at ${host} failed (HTTP ${status})`,
  }),
  redirects: ({ host }: URL): LookupFailure =>
    denied(`its token server at ${host} redirects, which is not followed with credentials`),
  /** A response with another status than 200. */
  noToken: ({ host }: URL, status: number): LookupFailure =>
    denied(`its token server at ${host} issued no token (HTTP ${status})`),
  /** A response with status 200. */
  withoutToken: ({ host }: URL): LookupFailure => ({
    kind: "unreachable",
    why: `its token server at ${host} sent a response without a token`,
  }),
} as const;

export const dockerConfig = {
  notAbsolute: (): LookupFailure => denied("the directory of Docker's config.json is not absolute"),
  unreadable: (): LookupFailure => denied("Docker's config.json cannot be read"),
  malformed: (): LookupFailure => denied("Docker's config.json is malformed"),
  badHelperName: (): LookupFailure =>
    denied("Docker's config.json names a credential helper with an invalid name"),
} as const;

/** Failures of a credential helper; `program` is its file name, `docker-credential-NAME`. */
export const credentialHelper = {
  notInPath: (program: string): LookupFailure =>
    denied(`${program}, which Docker's config.json names, is not in PATH`),
  cannotRun: (program: string): LookupFailure => denied(`${program} cannot be run`),
  /** @param timeout milliseconds */
  timedOut: (program: string, timeout: number): LookupFailure =>
    denied(`${program} did not answer within ${timeout / 1000} s`),
  tooMuchOutput: (program: string): LookupFailure => denied(`${program} wrote too much output`),
  failed: (program: string): LookupFailure =>
    denied(`${program} failed: run ${program} get to see why`),
  malformed: (program: string): LookupFailure =>
    denied(`${program} returned malformed credentials`),
} as const;
