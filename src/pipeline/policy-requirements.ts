import { ConfigError } from "../config/index.ts";
import type { Source } from "../domain/image/known.ts";
import type { Settings } from "../domain/settings/settings.ts";
import { daysBetween, later } from "../text/calendar-date.ts";
import { counted } from "../text/list.ts";
import { catalogueOf } from "./catalogue-of.ts";
import type { ScanRequest } from "./scan-request.ts";

/**
 * Whether the facts are as new as the policy requires: the catalogue, or a facts file that is newer.
 * @throws ConfigError at the place of the policy where they are not
 */
export async function requireFreshFacts(
  { settings: { policy } }: { readonly settings: Pick<Settings, "policy"> },
  request: Pick<ScanRequest, "asOf" | "catalogue" | "session">,
): Promise<void> {
  const limit = policy?.catalogueDays ?? null;
  if (limit === null) return;
  const { list, sources } = await catalogueOf(request);
  const ofCatalogue = sources.reduce((day, { asOf }) => newer(day, asOf), list.asOf);
  const facts = request.session?.facts ?? null;
  const newest = newer(ofCatalogue, facts?.newest ?? null);
  const days = newest === null ? Infinity : daysBetween(newest, request.asOf);
  if (days <= limit.value) return;
  const { path, region } = limit.location;
  const age = `this policy needs facts of the last ${counted(limit.value, "day")}, and the newest are of ${newest ?? "no day"}, ${counted(days, "day")} before ${request.asOf}`;
  const update = facts
    ? "run inferlint facts update again, or update inferlint"
    : "update inferlint, or set --facts to a file of inferlint facts update";
  throw new ConfigError([{ path, region, message: `${age}: ${update}` }]);
}

function newer(a: Source["asOf"], b: Source["asOf"]): Source["asOf"] {
  return a === null || b === null ? (a ?? b) : later(a, b);
}
