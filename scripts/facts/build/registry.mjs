// What Microsoft's registry answers, as `inferlint facts update` records it: the only source that is of today. It adds to what
// documents state of `latest`, and never overrides them.
import { byNumbers, stated } from "../order.mjs";
import { describedLatest } from "./latest.mjs";

export const registry = "mcr.microsoft.com";

/** How many of the newer tags are kept of each repository: together they would be most of the data. */
const mostTags = 3;

/** Days by which a version was at times published before the one it follows, as in src/catalogue/versions.ts. */
const maxDisorder = 7;

/** By repository, what the registry answered; nothing where it was never asked. */
export const answersOf = ({ registry: file }) =>
  Object.fromEntries(
    Object.entries(file?.repositories ?? {})
      .map(([name, answers]) => [name, answers[registry]])
      .filter(([, answers]) => answers !== undefined),
  );

const dayOf = ({ answeredAt }) => answeredAt.slice(0, 10);

/** The registry as a source: everything was answered on that day or later. Null where it was never asked. */
export function registrySource(collected) {
  const [oldest] = Object.values(answersOf(collected)).map(dayOf).sort();
  return oldest === undefined ? null : { name: registry, asOf: oldest };
}

const tagsIn = ({ tags }) => (Array.isArray(tags) ? tags : []);
const latestIn = ({ images = {} }) => (typeof images.latest === "object" ? images.latest : null);

/** An image with what the registry adds: facts of `latest` that no document states, and a newer version than the documents have. */
export function withAnswers(image, answers) {
  if (!answers || image.family === "unverified") return image;
  const published = newerVersion(image.newest, answers);
  return {
    ...image,
    ...(published && { newest: { ...image.newest, published } }),
    ...latestFacts(image, answers),
  };
}

function latestFacts(image, answers) {
  const all = answeredFacts(answers);
  const open = Object.keys(all).filter((key) => isOpen(image, key));
  if (open.length === 0) return {};
  const latest = Object.fromEntries(open.map((key) => [key, all[key]]));
  return { latest: { ...latest, asOf: dayOf(answers) } };
}

/**
 * What no document states: what only follows from others does not count. A CPU image is stated to have no CUDA. The variables of
 * images that are no longer supported are left out: those of all images would be a tenth of the data.
 */
function isOpen(image, key) {
  if (key === "cuda" && image.processor === "cpu") return false;
  if (key === "env" && !["listed", "published"].includes(image.support)) return false;
  return (describedLatest(image)[key] ?? null) === null || Boolean(image.inferred?.includes(key));
}

/** `{ os, cuda, user, conda, env }` of `latest`, as far as its config states them. */
export function answeredFacts(answers) {
  const { os, cuda, user, condaPath, env } = latestIn(answers) ?? {};
  return stated({ os, cuda, user: user && userOf(user), conda: condaPath, env: env?.toSorted() });
}

/** As the catalogue has users: without the group, and root by its name. */
function userOf(user) {
  const name = user.split(":")[0].trim();
  return name === "" || /^0+$/.test(name) ? "root" : name;
}

/** `latest` is the newest version, so the day on which it was made is the day of that one. */
function newerVersion(newest, answers) {
  const version = Math.max(...tagsIn(answers).filter((tag) => /^[1-9]\d{0,5}$/.test(tag)));
  const day = latestIn(answers)?.created;
  const fits = newest && day && version > newest.version && day <= dayOf(answers);
  return fits && !isOlder(day, newest.day) ? { version, day } : null;
}

const isOlder = (day, other) =>
  Date.parse(day) < Date.parse(other) - maxDisorder * 24 * 60 * 60 * 1000;

/** Whether there was no `latest`, more than a week after a document was last about the image. */
export function isAbsent(answers, day) {
  const { tags, images = {} } = answers;
  return (tags === "absent" || images.latest === "absent") && isOlder(day, dayOf(answers));
}

/**
 * Whether `latest` was answered before a document stated its facts, so that the two may differ. A new version of an environment is
 * in a document before it is in the registry.
 */
export function isBefore(answers, day, { newest }) {
  const { created } = latestIn(answers) ?? {};
  return dayOf(answers) < day || Boolean(newest && created && isOlder(created, day));
}

/**
 * The tags that are newer than all known ones.
 * @param known the places by tag
 * @returns places without a commit: the registry itself is the place
 */
export function publishedTags(known, answers, { newest }, isDated) {
  const newestKnown = Object.keys(known).filter(isDated).sort(byNumbers).at(-1);
  const dated = tagsIn(answers)
    .filter((tag) => isDated(tag) && isDayBy(tag, dayOf(answers)))
    .filter((tag) => newestKnown === undefined || byNumbers(newestKnown, tag) < 0)
    .sort(byNumbers)
    .slice(-mostTags)
    .map((tag) => [tag, { repository: registry }]);
  const { version, day } = newest?.published ?? {};
  const numbered = version && !known[version] ? [[version, { repository: registry, day }]] : [];
  return Object.fromEntries([...dated, ...numbered]);
}

/** Whether a tag contains a day, and none that was still to come. */
function isDayBy(tag, answered) {
  const day = tag.replace(/^(\d{4})(\d\d)(\d\d)\..*/, "$1-$2-$3");
  const time = Date.parse(day);
  return day <= answered && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** Whether the registry still lists a tag. */
export const isListedTag = (collected, repository, tag) =>
  tagsIn(answersOf(collected)[repository] ?? {}).includes(tag);
