// Release notes of base images: the tags that they list, and the day from which an image is deprecated.
import { posix } from "node:path";
import { textsOf } from "../history/blobs.mjs";
import { dayOf } from "../history/log.mjs";
import { sorted } from "../order.mjs";
import { placeOf, referencesIn } from "./references.mjs";

const isNote = (path) => /release-?notes[^/]*\.md$/i.test(path);

/** The image that notes are about: the folder is named after it. */
function imageOf(text, path) {
  const folder = posix.basename(posix.dirname(path));
  if (folder !== ".") return `azureml/${folder}`;
  const [first] = referencesIn(text);
  return first?.repository ?? null;
}

/** The tags that are headings of notes. Those without a `v` were typing errors, which later notes correct. */
export function* notedTags(text, path) {
  const repository = isNote(path) ? imageOf(text, path) : null;
  if (!repository) return;
  for (const [, tag] of text.matchAll(/^[ \t*:-]*(\d{8}\.v\d+)[ \t*:]*$/gm))
    yield { repository, tag, digest: null };
}

/** The day that a note says an image is deprecated from; null where it states none, undefined where it says nothing of it. */
function deprecationIn(text) {
  for (const line of text.split("\n").slice(0, 12)) {
    if (!/\bdeprecated\b/i.test(line)) continue;
    const [, month, day, year] = /as of\W+(\d{1,2})\/(\d{1,2})\/(\d{4}|\d\d)\b/i.exec(line) ?? [];
    if (year) return `${year.padStart(4, "20")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    if (/\bwill be\b/.test(line)) continue;
    return null;
  }
  return undefined;
}

/**
 * The images that notes call deprecated, by repository: `{ day, noted, commit, path }`, `day` as the note states it, else the day of
 * the commit (`noted`) that first says so.
 */
export async function withdrawalsOf(directory, history) {
  const changes = history
    .toReversed()
    .flatMap(({ commit, time, changes: all }) =>
      all
        .filter(({ path, blob }) => blob && isNote(path))
        .map(({ path, blob }) => ({ commit, time, path, blob })),
    );
  const texts = await textsOf(
    directory,
    changes.map(({ blob }) => blob),
  );
  const withdrawn = {};
  for (const { blob, ...place } of changes) {
    const text = texts.get(blob) ?? "";
    const repository = imageOf(text, place.path);
    const stated = deprecationIn(text);
    if (!repository || stated === undefined || withdrawn[repository]) continue;
    const { commit, path } = placeOf(place);
    withdrawn[repository] = {
      ...{ day: stated ?? dayOf(place.time), noted: dayOf(place.time), commit, path },
    };
  }
  return sorted(withdrawn);
}
