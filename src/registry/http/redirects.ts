import { unreachable } from "../../domain/image/registry-source.ts";
import type { Send } from "./exchange.ts";
import {
  redirectLoop,
  redirectRejected,
  redirectTargetAnswered,
  redirectWithoutTarget,
  tooManyRedirects,
} from "./failure-messages.ts";
import type { SendHop } from "./retry.ts";

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const maxHops = 3;
const maxTargetLength = 8192;

/**
 * Follows a registry's redirects, which mostly lead to its blob storage. Credentials are dropped at the first redirect to
 * another origin, and stay dropped if that one redirects back. A response from another origin counts only with status 200: its
 * 401 could ask for the registry's credentials, and its 404 would report an existing image as absent.
 * @param reject why a target is not contacted, as the end of "it redirects …"; null where it is
 */
export function followRedirects(send: SendHop, reject: (target: URL) => string | null): Send {
  return async (first) => {
    const seen = new Set([first.url.href]);
    let request = first;
    let isElsewhere = false;
    for (;;) {
      const got = await send(request, isElsewhere ? "the host it redirects to" : "it");
      if (got.kind !== "response") return got;
      const isRedirect = redirectStatuses.has(got.status) && first.method !== "POST";
      if (!isRedirect && isElsewhere && got.status !== 200)
        return unreachable(redirectTargetAnswered(got.status));
      if (!isRedirect) return got;
      if (seen.size > maxHops) return unreachable(tooManyRedirects(maxHops));
      const target = readTarget(got.header("location"), request.url);
      if (target === null) return unreachable(redirectWithoutTarget);
      const rejection = reject(target);
      if (rejection !== null) return unreachable(redirectRejected(rejection));
      if (seen.has(target.href)) return unreachable(redirectLoop);
      seen.add(target.href);
      isElsewhere ||= target.origin !== first.url.origin;
      request = {
        ...request,
        url: target,
        headers: isElsewhere ? withoutSecrets(request.headers) : request.headers,
      };
    }
  };
}

/** The target of a `Location` header; null where it is missing, repeated or not a URL. */
function readTarget(locations: readonly string[], base: URL): URL | null {
  const [location] = locations;
  if (location === undefined || locations.length > 1 || location.length > maxTargetLength)
    return null;
  if (!URL.canParse(location, base.href)) return null;
  const target = new URL(location, base);
  target.hash = "";
  return target;
}

/** A list of the headers that are safe to pass on, so that one that is added later is not passed on by mistake. */
function withoutSecrets(
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { accept } = headers;
  return accept === undefined ? {} : { accept };
}
