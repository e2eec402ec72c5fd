import type { Source } from "../../domain/image/known.ts";
import type {
  Answer,
  PublishedImage,
  RegistrySource,
  RepositoryAddress,
} from "../../domain/image/registry-source.ts";
import type { AnswerStore } from "./response-cache.ts";
import { registrySource } from "../oci/registry-answer.ts";
import type { ReadSchema, Stored } from "./schema.ts";
import { readDigest, readImage, readStored, readTags } from "./schema.ts";
import { isDigest } from "../../domain/image/distribution-grammar.ts";

export interface CachedOptions {
  /** Null where nothing is kept between runs. */
  readonly store: AnswerStore | null;
  /** Called where no kept answer settles a question, the first of them opens it: what speaks HTTP is slow to load. */
  readonly registry: () => Promise<RegistrySource>;
  readonly covers: (registry: string) => boolean;
  /** `linux/amd64`: an index names another image for each. */
  readonly platform: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Everything is asked anew, and kept; kept answers count only where the registry does not answer. */
  readonly refresh: boolean;
  /**
   * The registry did not answer, so that a kept answer was used that is too old otherwise (with `refresh`: of any age).
   * @param answeredAt `YYYY-MM-DDTHH:MM:SSZ`
   */
  readonly onExpired: (address: RepositoryAddress, answeredAt: string) => void;
}

const hour = 3_600_000;
/** A tag can be moved and a list grows, some times a month. */
const pointersLast = 6 * hour;
/** Shorter, because somebody may be waiting for it: the tag that is missing is about to be pushed. */
const absenceLasts = hour;

/** What was kept, and for how long it counts, in milliseconds. */
type Cached<T> = Stored<T> & { readonly at: number; readonly lasts: number };

interface Question<T> {
  readonly address: RepositoryAddress;
  readonly readCached: () => Cached<T> | null;
  readonly ask: (registry: RegistrySource) => Promise<Answer<T> | null>;
  readonly keep: (answer: Stored<T>, at: number) => void;
}

/**
 * Answers what it can from the store, and asks the registry for the rest. Three kinds of entry: `tags` of a repository; the `digest` behind a tag or digest; the `image` behind a digest, or
 * that there is none behind a tag. So an image asked for by its tag settles the tag's digest too, and a digest settles no more
 * than it says.
 */
export function cachedRegistry(options: CachedOptions): RegistrySource {
  const { store, platform, covers, now, refresh } = options;
  const read = <T>(
    key: string,
    readValue: ReadSchema<T>,
    foundLasts: number = pointersLast,
  ): Cached<T> | null => {
    const entry = store?.read(key) ?? null;
    const stored = entry && readStored(entry.value, readValue);
    if (!entry || !stored) return null;
    return { ...stored, at: entry.at, lasts: stored.kind === "found" ? foundLasts : absenceLasts };
  };
  const write = (key: string, answer: Stored<unknown>, at: number): void => {
    // Named one by one: the answer has a source too, which is told by key and time.
    const { kind } = answer;
    store?.write(key, { at, value: kind === "found" ? { kind, value: answer.value } : { kind } });
  };

  const imageKey = (address: RepositoryAddress, reference: string): string =>
    keyOf(address, "image", reference, platform);
  const readPointer = (address: RepositoryAddress, reference: string): Cached<string> | null =>
    read(keyOf(address, "digest", reference), (value) => readDigest(value, reference));
  /** What is behind a digest never changes. */
  const readByDigest = (
    address: RepositoryAddress,
    reference: string,
  ): Cached<PublishedImage> | null =>
    read(imageKey(address, reference), (value) => readImage(value, reference), Infinity);

  const readByTag = (address: RepositoryAddress, tag: string): Cached<PublishedImage> | null => {
    const absence = readByDigest(address, tag);
    const pointer = readPointer(address, tag);
    // Of two answers the later one counts, expired or not.
    if (absence?.kind === "absent" && (!pointer || absence.at >= pointer.at)) return absence;
    if (pointer?.kind !== "found") return pointer;
    const image = readByDigest(address, pointer.value);
    return image?.kind === "found" ? { ...pointer, value: image.value } : null;
  };

  const keepImage = (
    address: RepositoryAddress,
    reference: string,
    answer: Stored<PublishedImage>,
    at: number,
  ): void => {
    if (answer.kind === "absent") {
      write(imageKey(address, reference), answer, at);
      return;
    }
    const { digest } = answer.value;
    if (isDigest(reference) && digest !== reference) return;
    // The image first: a pointer to what is not there yet would cost others a request.
    write(imageKey(address, digest), answer, at);
    write(keyOf(address, "digest", reference), { kind: "found", value: digest }, at);
  };

  const isFresh = (kept: Cached<unknown>): boolean => now() - kept.at < kept.lasts;

  const settle = async <T>({
    address,
    readCached,
    ask,
    keep,
  }: Question<T>): Promise<Answer<T> | null> => {
    const { registry: host } = address;
    if (!covers(host))
      return { kind: "denied", why: `${host} is not one of the registries that may be asked` };
    const kept = refresh ? null : readCached();
    if (kept && isFresh(kept)) return asAnswer(address, kept);
    const answered = await ask(await options.registry());
    if (answered === null) return null;
    if (answered.kind === "found" || answered.kind === "absent") {
      keep(answered, timeOf(answered.source) ?? now());
      return answered;
    }
    // Read again: by now another process may have had its answer. What was absent may have come since, so that does not count.
    const last = readCached();
    if (last?.kind !== "found") return answered;
    if (refresh || !isFresh(last))
      options.onExpired(address, registrySource(host, last.at).answeredAt);
    return asAnswer(address, last);
  };

  return {
    covers,
    tags: (address) => {
      const key = keyOf(address, "tags");
      return settle({
        address,
        readCached: () => read(key, readTags),
        ask: (registry) => registry.tags(address),
        keep: (answered, at) => {
          write(key, answered, at);
        },
      });
    },
    digest: (address, reference) => {
      const key = keyOf(address, "digest", reference);
      return settle({
        address,
        readCached: () => readPointer(address, reference),
        ask: (registry) => registry.digest(address, reference),
        keep: (answered, at) => {
          write(key, answered, at);
        },
      });
    },
    image: (address, reference) =>
      settle({
        address,
        readCached: () => (isDigest(reference) ? readByDigest : readByTag)(address, reference),
        ask: (registry) => registry.image(address, reference),
        keep: (answered, at) => {
          keepImage(address, reference, answered, at);
        },
      }),
  };
}

/** As JSON, in which no name can be made to look like two. Tag lists and digests are the same for every platform. */
function keyOf(
  { registry, repository }: RepositoryAddress,
  kind: "tags" | "digest" | "image",
  reference: string = "",
  platform: string = "",
): string {
  return JSON.stringify(["v1", registry, repository, kind, reference, platform]);
}

function asAnswer<T>({ registry }: RepositoryAddress, kept: Cached<T>): Answer<T> {
  // Without the time of reading: the same entries make the same bytes.
  const source = registrySource(registry, kept.at);
  return kept.kind === "found"
    ? { kind: "found", value: kept.value, source }
    : { kind: "absent", source };
}

/** When the registry itself is said to have answered, so that a kept answer has the time of the first. */
function timeOf({ answeredAt }: Source): number | null {
  const time = answeredAt === undefined ? NaN : Date.parse(answeredAt);
  return Number.isFinite(time) ? time : null;
}
