import type { Send } from "./exchange.ts";
import type { SendHop } from "./retry.ts";
import { unreachable } from "../oci/registry-answer.ts";

const redirects = new Set([301, 302, 303, 307, 308]);
const maxHops = 3;
const maxTargetLength = 8192;

/**
 * Follows what a registry points to, mostly its store of blobs. What goes there holds nothing that the registry was sent, not
 * even after it points back; and what comes from there is an answer only where it is a good one: a foreign 401 would ask for
 * credentials in the registry's name, a foreign 404 would deny an image.
 * @param refuse why a place is not gone to, as part of a sentence after "it redirects"; null where it may be
 */
export function followRedirects(send: SendHop, reject: (target: URL) => string | null): Send {
  return async (first) => {
    const seen = new Set([first.url.href]);
    let request = first;
    let isElsewhere = false;
    for (;;) {
      const got = await send(request, isElsewhere ? "the host it redirects to" : "it");
      if (got.kind !== "response") return got;
      const isRedirect = redirects.has(got.status) && first.method !== "POST";
      if (!isRedirect && isElsewhere && got.status !== 200)
        return unreachable(`the host it redirects to answered ${got.status}`);
      if (!isRedirect) return got;
      if (seen.size > maxHops) return unreachable(`it redirects more than ${maxHops} times`);
      const target = readTarget(got.header("location"), request.url);
      if (target === null) return unreachable("it redirects to no address");
      const rejection = reject(target);
      if (rejection !== null) return unreachable(`it redirects ${rejection}`);
      if (seen.has(target.href)) return unreachable("it redirects in a circle");
      seen.add(target.href);
      isElsewhere ||= target.origin !== first.url.origin;
      request = {
        ...request,
        url: target,
        headers: isElsewhere ? bare(request.headers) : request.headers,
      };
    }
  };
}

function readTarget(locations: readonly string[], base: URL): URL | null {
  const [location] = locations;
  if (location === undefined || locations.length > 1 || location.length > maxTargetLength)
    return null;
  if (!URL.canParse(location, base.href)) return null;
  const target = new URL(location, base);
  target.hash = "";
  return target;
}

/** Named are those that may go on, so that no secret does whatever its name. */
function bare(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { accept } = headers;
  return accept === undefined ? {} : { accept };
}
