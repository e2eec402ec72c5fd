// References to images below `azureml/` in all texts of the history of a repository, each with the first commit that holds it.
import { blobsOf } from "../history/blobs.mjs";
import { dayOf, historyOf, short } from "../history/log.mjs";
import { byCodeUnit, sorted } from "../order.mjs";

const component = String.raw`[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*`;
const reference = new RegExp(
  String.raw`mcr\.microsoft\.com/(azureml(?:/${component})+)(?::(\w[\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?`,
  "g",
);
/** Package URLs, as VEX and SBOM documents name images: https://github.com/package-url/purl-spec */
const packageUrl = new RegExp(
  String.raw`pkg:oci/(${component})@(sha256(?::|%3A)[0-9a-f]{64})\?(?:[\w.=&%:-]*&)?repository_url=mcr\.microsoft\.com(?:/|%2F)(azureml(?:(?:/|%2F)${component})*)`,
  "g",
);
/** Far longer than any name; keeps hostile text out. */
const maxName = 128;

/** Tags as they are published; `latest`, templates, words and typing errors are none. */
const forms = [
  /^\d{8}(?:\.v?\d+)?$/,
  /^(?:(?:biweekly|monthly)\.)\d{6}(?:\.\d+)?(?:\.v\d+)?$/,
  /^(?:open|intel)mpi[\w.-]+-ubuntu\d\d\.\d\d$/,
];
/** Release notes are written some days before the publication. */
const maxDaysAhead = 7;
const version = /^\d{1,6}$/;

/** The references of a text: `{ repository, tag, digest }`, tag and digest null where not written. */
export function* referencesIn(text) {
  for (const [, repository, tag = null, digest = null] of text.matchAll(reference))
    if (repository.length <= maxName)
      yield { repository, tag: tag?.replace(/[.-]+$/, "") ?? null, digest };
  for (const [, name, digest, path] of text.matchAll(packageUrl)) {
    const repository = path.replaceAll("%2F", "/");
    yield {
      repository: repository.endsWith(`/${name}`) ? repository : `${repository}/${name}`,
      tag: null,
      digest: digest.replace("%3A", ":"),
    };
  }
}

/**
 * Whether a tag can have been published when a commit of that day names it: a day of the future is a typing error.
 * @param day `YYYY-MM-DD`
 */
function isPublishedTag(repository, tag, day) {
  if (repository.startsWith("azureml/curated/")) return version.test(tag);
  if (!forms.some((form) => form.test(tag))) return false;
  const [, year, month, date] = /^(\d{4})(\d\d)(\d\d)(?:\.|$)/.exec(tag) ?? [];
  if (!year) return true;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(date));
  const isDay = dayOf(time / 1000) === `${year}-${month}-${date}`;
  return isDay && time <= Date.parse(day) + maxDaysAhead * 24 * 60 * 60 * 1000;
}

function precedes(a, b) {
  return (a.time - b.time || byCodeUnit(a.commit, b.commit) || byCodeUnit(a.path, b.path)) < 0;
}

/** Of two places the older; of commits of one second that with the smallest hash, of its paths the smallest. */
const older = (a, b) => (!b || precedes(a, b) ? a : b);
const newer = (a, b) => (!b || a.time > b.time || (a.time === b.time && precedes(a, b)) ? a : b);

/** A place as the collected files have it. */
export const placeOf = ({ time, commit, path }) => ({
  commit: short(commit),
  day: dayOf(time),
  path,
});

/** The first and the last commit that put each blob at a path: `{ blob: { first, last } }`. */
function placesOfBlobs(history) {
  const places = new Map();
  for (const { commit, time, changes } of history) {
    for (const { path, blob } of changes) {
      if (!blob) continue;
      const place = { time, commit, path };
      const known = places.get(blob);
      places.set(blob, { first: older(place, known?.first), last: newer(place, known?.last) });
    }
  }
  return places;
}

/** Collects tags, digests and names, each with its oldest place; a name also with its newest. */
class ReferenceTable {
  #tags = {};
  #digests = {};
  #names = {};

  /** @param places the `first` and `last` place of the text that holds the reference */
  add({ repository, tag, digest }, { first, last }) {
    const name = (this.#names[repository] ??= {});
    name.first = older(first, name.first);
    name.last = newer(last, name.last);
    const known = tag !== null && isPublishedTag(repository, tag, dayOf(first.time)) ? tag : null;
    if (known !== null) {
      const tags = (this.#tags[repository] ??= {});
      tags[known] = older(first, tags[known]);
    }
    if (digest === null) return;
    const digests = (this.#digests[repository] ??= {});
    const before = digests[digest];
    // A text that names the tag too says more than an older one that does not.
    digests[digest] =
      before && (before.tag === null) !== (known === null)
        ? [before, { tag: known, place: first }].find((each) => each.tag !== null)
        : older(first, before?.place) === first
          ? { tag: known, place: first }
          : before;
  }

  /** `{ tags, digests, names }` as the collected files have them. */
  result() {
    const table = (all, entry) =>
      sorted(
        Object.fromEntries(
          Object.entries(all).map(([repository, entries]) => [
            repository,
            sorted(
              Object.fromEntries(
                Object.entries(entries).map(([key, value]) => [key, entry(value)]),
              ),
            ),
          ]),
        ),
      );
    return {
      tags: table(this.#tags, placeOf),
      digests: table(this.#digests, ({ tag, place }) => ({ ...placeOf(place), tag })),
      names: table(this.#names, placeOf),
    };
  }
}

/**
 * The references in all texts that the revisions reach.
 * @param also reads more references from a text: `(text, path) => iterable`
 */
export async function referencesOf(directory, history, also = () => []) {
  const places = placesOfBlobs(history);
  const table = new ReferenceTable();
  for await (const [blob, bytes] of blobsOf(directory, [...places.keys()])) {
    if (!bytes.includes("azureml") && !places.get(blob).first.path.includes("mpi")) continue;
    const text = bytes.toString("utf8");
    const { first } = places.get(blob);
    for (const found of [...referencesIn(text), ...also(text, first.path)])
      table.add(found, places.get(blob));
  }
  return table.result();
}

/** The history of all refs that are there. */
export const wholeHistory = (directory) => historyOf(directory, ["--all"]);
