// endoflife-date/endoflife.date: the release cycles of Ubuntu, Debian, Python and Azure Linux.
import { parse } from "yaml";
import { textsOf } from "../history/blobs.mjs";
import { filesAt, headOf, repositoryIn } from "../history/repository.mjs";
import { cycleTable } from "./cycle-table.mjs";

const products = ["azure-linux", "debian", "python", "ubuntu"];

export async function collect(folder, name) {
  const directory = repositoryIn(folder, name);
  const { ref, commit, day } = headOf(directory, ["HEAD"]);
  const files = filesAt(directory, ref, ["products/"]);
  const blobs = products.map((product) => [product, files[`products/${product}.md`]]);
  const texts = await textsOf(directory, blobs.map(([, blob]) => blob).filter(Boolean));
  return {
    source: { repository: "endoflife-date/endoflife.date", commit, asOf: day },
    cycles: cycleTable(
      blobs.flatMap(([product, blob]) => (blob ? cyclesIn(product, texts.get(blob) ?? "") : [])),
    ),
  };
}

/** The releases in the front matter; a date is a day or a boolean, which says nothing of the day. */
function cyclesIn(product, text) {
  const [, matter] = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text) ?? [];
  if (!matter) throw new Error(`endoflife.date: products/${product}.md has no front matter`);
  const { releases } = parse(matter, { schema: "failsafe", maxAliasCount: 0 });
  if (!Array.isArray(releases))
    throw new Error(`endoflife.date: products/${product}.md has no releases`);
  return releases.map(({ releaseCycle, eol, eoes }) => [
    `${product} ${releaseCycle}`,
    { endOfLife: eol, endOfExtendedLife: eoes },
  ]);
}
