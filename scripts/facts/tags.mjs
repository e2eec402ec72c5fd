// Tags and digests, one string for each repository and origin: `tag@commit`, or `tag=day@commit` where the tag contains no date;
// `hex=tag@commit`, or `hex<day@commit` for a digest first seen on that day without a dated tag.
import { byCodeUnit, sorted } from "./objects.mjs";

/** Training environments are left out: no inference image refers to one, and their 3,400 tags would be most of the data. */
const familiesWithoutTags = ["curated", "acpt"];

const originOf = (source) => /^([\w-]+\/[\w.-]+)@(\w+):/.exec(source) ?? [, "public code", null];
const isDated = (tag) => /^\d{8}\.v?\d+$/.test(tag);
const numbers = (text) => text.match(/\d+/g)?.map(Number) ?? [];

/** Compares the numbers in tags as numbers: `.v10` is after `.v9`. */
export const byNumbers = (a, b) => {
  const [[dayA = 0, buildA = 0], [dayB = 0, buildB = 0]] = [numbers(a), numbers(b)];
  return dayA - dayB || buildA - buildB;
};

function byOrigin(entries) {
  const origins = {};
  for (const { text, source } of entries) {
    const [, origin, commit] = originOf(source);
    (origins[origin] ??= []).push(commit ? `${text}@${commit}` : text);
  }
  return sorted(
    Object.fromEntries(Object.entries(origins).map(([name, all]) => [name, all.join(" ")])),
  );
}

const tagLine = (tags) =>
  byOrigin(
    [...tags]
      .sort((a, b) => byNumbers(a.tag, b.tag))
      .map(({ tag, date, source }) => {
        return { text: isDated(tag) || !date ? tag : `${tag}=${date}`, source };
      }),
  );

const digestLine = (digests) =>
  byOrigin(
    digests
      .map(({ digest, tag, firstSeen, source }) => {
        const decides = tag && (isDated(tag) || /^\d+$/.test(tag)) ? `=${tag}` : null;
        const day = decides ?? (firstSeen && `<${firstSeen}`);
        return { text: day && digest.replace("sha256:", "") + day, source };
      })
      // Without tag and day a digest tells nothing.
      .filter(({ text }) => text !== null)
      .sort((a, b) => byCodeUnit(a.text, b.text)),
  );

function linesOf(all, families, lineOf) {
  const lines = Object.entries(all)
    .filter(([name]) => !familiesWithoutTags.includes(families[name]?.family))
    .map(([name, entries]) => [name, lineOf(entries)])
    .filter(([, origins]) => Object.keys(origins).length > 0);
  return { repositories: sorted(Object.fromEntries(lines)) };
}

export const tagsOf = (tags, repositories) => linesOf(tags, repositories, tagLine);
export const digestsOf = (digests, repositories) => linesOf(digests, repositories, digestLine);
