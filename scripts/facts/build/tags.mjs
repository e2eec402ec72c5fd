// Tags and digests, one string for each repository and origin: `tag@commit`, or `tag=day@commit` where the tag contains no day;
// `hex=tag@commit`, or `hex<day@commit` for a digest first seen on that day without a dated tag. The path follows the commit where
// the origin is no repository of Microsoft's. A tag that only the registry has needs neither: it is found there.
import { byCodeUnit, byNumbers, sorted } from "../order.mjs";
import { microsoft, placesOf } from "./places.mjs";
import { answersOf, publishedTags } from "./registry.mjs";

/** Training environments are left out: their 3,400 tags would be most of the data. */
const familiesWithoutTags = ["curated", "acpt", "unverified"];

export const isDated = (tag) => /^\d{8}\.v?\d+$/.test(tag);
const isInteger = (tag) => /^\d{1,6}$/.test(tag);

function placed(text, { repository, commit, path }) {
  if (commit === undefined) return text;
  return microsoft.includes(repository)
    ? `${text}@${commit}`
    : `${text}@${commit}:${encodeURI(path)}`;
}

const tagText = (tag, { day }) => (isDated(tag) || !day ? tag : `${tag}=${day}`);

/** Null for a digest of which neither tag nor day is known: it tells nothing. */
function digestText(digest, { tag, day }) {
  const hex = digest.replace("sha256:", "");
  if (tag && (isDated(tag) || isInteger(tag))) return `${hex}=${tag}`;
  return day ? `${hex}<${day}` : null;
}

function byOrigin(entries, textOf, compare) {
  const origins = {};
  for (const [name, place] of Object.entries(entries).sort(([a], [b]) => compare(a, b))) {
    const text = textOf(name, place);
    if (text !== null) (origins[place.repository] ??= []).push(placed(text, place));
  }
  const lines = Object.entries(origins).map(([origin, all]) => [origin, all.join(" ")]);
  return sorted(Object.fromEntries(lines));
}

function linesOf(places, repositories, write) {
  const lines = Object.entries(places)
    .filter(
      ([name]) => repositories[name] && !familiesWithoutTags.includes(repositories[name].family),
    )
    .map(([name, entries]) => [name, write(entries)])
    .filter(([, origins]) => Object.keys(origins).length > 0);
  return { repositories: sorted(Object.fromEntries(lines)) };
}

export function tagsOf(inputs, repositories) {
  const places = placesOf("tags", inputs);
  for (const [name, answers] of Object.entries(answersOf(inputs.collected))) {
    if (!repositories[name]) continue;
    const known = places[name] ?? {};
    places[name] = { ...known, ...publishedTags(known, answers, repositories[name], isDated) };
  }
  return linesOf(places, repositories, (tags) => byOrigin(tags, tagText, byNumbers));
}

export const digestsOf = (inputs, repositories) =>
  linesOf(placesOf("digests", inputs), repositories, (digests) =>
    byOrigin(digests, digestText, byCodeUnit),
  );
