// Repositories whose image pins a bot keeps fresh: tags with their digests, weeks after the publication at the latest.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { headOf, wholeRepository } from "../history/repository.mjs";
import { byCodeUnit, sorted } from "../order.mjs";
import { referencesOf, wholeHistory } from "./references.mjs";

/** The repositories by the name of their folder. */
const repositories = { "physical-ai-toolchain": "microsoft/physical-ai-toolchain" };

/** `folder` holds one repository for each folder in it; where two name the same tag, the first day counts. */
export async function collect(folder, name) {
  const result = { sources: {}, tags: {}, digests: {} };
  for (const entry of readdirSync(folder).sort(byCodeUnit)) {
    const repository = repositories[entry];
    if (!repository)
      throw new Error(
        `${name}/${entry}: unknown; name its repository in scripts/facts/collect/pins.mjs`,
      );
    const directory = wholeRepository(join(folder, entry), `${name}/${entry}`);
    const head = headOf(directory, ["HEAD"]);
    const found = await referencesOf(directory, wholeHistory(directory));
    result.sources[repository] = { commit: head.commit, asOf: head.day };
    for (const table of ["tags", "digests"]) merge(result[table], found[table], repository);
  }
  return Object.fromEntries(Object.entries(result).map(([key, value]) => [key, sorted(value)]));
}

function merge(all, found, repository) {
  for (const [image, entries] of Object.entries(found)) {
    const known = (all[image] ??= {});
    for (const [key, place] of Object.entries(entries))
      if (!known[key] || place.day < known[key].day) known[key] = { repository, ...place };
    all[image] = sorted(known);
  }
}
