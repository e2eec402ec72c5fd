import { isDigest } from "../../domain/image/distribution-grammar.ts";
import type { Source } from "../../domain/image/known.ts";
import type {
  Answer,
  PublishedImage,
  RegistrySource,
  RepositoryAddress,
} from "../../domain/image/registry-source.ts";
import { answerSource, denied } from "../../domain/image/registry-source.ts";
import type { ResponseCache } from "./response-cache.ts";
import type { ReadSchema, Stored } from "./schema.ts";
import { isComplete, readDigest, readImage, readStored, readTags } from "./schema.ts";

export interface CachedRegistryOptions {
  /** Null where responses are not stored between runs. */
  readonly cache: ResponseCache | null;
  /** Opens the registry client, for the first lookup that the cache cannot answer; loading the HTTP client is slow. */
  readonly registry: () => Promise<RegistrySource>;
  readonly covers: (registry: string) => boolean;
  /** Part of the key of an image, because an index has an image for each platform: `linux/amd64`. */
  readonly platform: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Sends every lookup to the registry and stores the response; cached ones count only where the registry fails. */
  readonly refresh: boolean;
  /**
   * Called where the registry failed and an expired response was used instead (with `refresh`: one of any age).
   * @param answeredAt `YYYY-MM-DDTHH:MM:SSZ`
   */
  readonly onExpired: (address: RepositoryAddress, answeredAt: string) => void;
}

const hour = 3_600_000;
/** Milliseconds. Tags are moved and lists grow a few times a month. */
const foundLifetime = 6 * hour;
/** Milliseconds. Shorter, because a missing tag may be pushed soon. */
const absentLifetime = hour;

/** A stored response and its lifetime in milliseconds. */
type Cached<T> = Stored<T> & { readonly at: number; readonly lifetime: number };

interface Lookup<T> {
  readonly address: RepositoryAddress;
  readonly readCached: () => Cached<T> | null;
  readonly send: (registry: RegistrySource) => Promise<Answer<T> | null>;
  readonly store: (answer: Stored<T>, at: number) => void;
}

/**
 * Answers lookups from the cache, and sends the others to the registry. There are three kinds of entries: the `tags` of a
 * repository; the `digest` that a tag or digest resolves to; and the `image` of a digest, or its absence for a tag. So the
 * lookup of an image by its tag also answers the lookup of the tag's digest.
 */
export function cachedRegistry(options: CachedRegistryOptions): RegistrySource {
  const { cache, platform, covers, now, refresh } = options;
  const read = <T>(
    key: string,
    readValue: ReadSchema<T>,
    lifetimeOfFound: (stored: unknown) => number = () => foundLifetime,
  ): Cached<T> | null => {
    const entry = cache?.read(key) ?? null;
    const stored = entry && readStored(entry.value, readValue);
    if (!entry || !stored) return null;
    const lifetime = stored.kind === "found" ? lifetimeOfFound(entry.value) : absentLifetime;
    return { ...stored, at: entry.at, lifetime };
  };
  const write = (key: string, answer: Stored<unknown>, at: number): void => {
    // Field by field: the answer's source must not be stored, because key and time determine it.
    const { kind } = answer;
    cache?.write(key, { at, value: kind === "found" ? { kind, value: answer.value } : { kind } });
  };

  const imageKey = (address: RepositoryAddress, reference: string): string =>
    keyOf(address, "image", reference, platform);
  const readPointer = (address: RepositoryAddress, reference: string): Cached<string> | null =>
    read(keyOf(address, "digest", reference), (value) => readDigest(value, reference));
  /**
   * Never expires, because the content of a digest cannot change. An entry of an older version, which lacks what is read from
   * the config now, has expired: it only counts where the registry fails.
   */
  const readByDigest = (
    address: RepositoryAddress,
    reference: string,
  ): Cached<PublishedImage> | null => {
    const key = imageKey(address, reference);
    const lifetime = (stored: unknown): number => (isComplete(stored) ? Infinity : 0);
    return read(key, (value) => readImage(value, reference), lifetime);
  };

  const readByTag = (address: RepositoryAddress, tag: string): Cached<PublishedImage> | null => {
    const absence = readByDigest(address, tag);
    const pointer = readPointer(address, tag);
    // The later of the two counts, expired or not; of the same time, the absence.
    if (absence?.kind === "absent" && (!pointer || absence.at >= pointer.at)) return absence;
    if (pointer?.kind !== "found") return pointer;
    const image = readByDigest(address, pointer.value);
    if (image?.kind !== "found") return null;
    const lifetime = Math.min(pointer.lifetime, image.lifetime);
    return { ...pointer, value: image.value, lifetime };
  };

  const storeImage = (
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
    // The image first: with only the pointer, another process would send the lookup again.
    write(imageKey(address, digest), answer, at);
    write(keyOf(address, "digest", reference), { kind: "found", value: digest }, at);
  };

  const isFresh = (cached: Cached<unknown>): boolean => now() - cached.at < cached.lifetime;

  const answer = async <T>({
    address,
    readCached,
    send,
    store,
  }: Lookup<T>): Promise<Answer<T> | null> => {
    const { registry: host } = address;
    if (!covers(host)) return denied(`${host} is not a registry that you allowed`);
    const cached = refresh ? null : readCached();
    if (cached && isFresh(cached)) return asAnswer(address, cached);
    const answered = await send(await options.registry());
    if (answered === null) return null;
    if (answered.kind === "found" || answered.kind === "absent") {
      store(answered, timeOf(answered.source) ?? now());
      return answered;
    }
    // Read again, because another process may have stored a response meanwhile. An absence does not count: what was absent then
    // may exist now.
    const last = readCached();
    if (last?.kind !== "found") return answered;
    if (refresh || !isFresh(last))
      options.onExpired(address, answerSource(host, last.at).answeredAt);
    return asAnswer(address, last);
  };

  return {
    covers,
    tags: (address) => {
      const key = keyOf(address, "tags");
      return answer({
        address,
        readCached: () => read(key, readTags),
        send: (registry) => registry.tags(address),
        store: (answered, at) => {
          write(key, answered, at);
        },
      });
    },
    digest: (address, reference) => {
      const key = keyOf(address, "digest", reference);
      return answer({
        address,
        readCached: () => readPointer(address, reference),
        send: (registry) => registry.digest(address, reference),
        store: (answered, at) => {
          write(key, answered, at);
        },
      });
    },
    image: (address, reference) =>
      answer({
        address,
        readCached: () => (isDigest(reference) ? readByDigest : readByTag)(address, reference),
        send: (registry) => registry.image(address, reference),
        store: (answered, at) => {
          storeImage(address, reference, answered, at);
        },
      }),
  };
}

/** As JSON, so that different lookups never have the same key. Tag lists and digests are the same for every platform. */
function keyOf(
  { registry, repository }: RepositoryAddress,
  kind: "tags" | "digest" | "image",
  reference: string = "",
  platform: string = "",
): string {
  return JSON.stringify(["v1", registry, repository, kind, reference, platform]);
}

/** Dated by when the registry answered, not by when the entry is read: the same entries give the same report. */
function asAnswer<T>({ registry }: RepositoryAddress, cached: Cached<T>): Answer<T> {
  const source = answerSource(registry, cached.at);
  return cached.kind === "found"
    ? { kind: "found", value: cached.value, source }
    : { kind: "absent", source };
}

/** When the registry answered, in milliseconds since 1970, so that storing an answer does not make it newer. */
function timeOf({ answeredAt }: Source): number | null {
  const time = answeredAt === undefined ? NaN : Date.parse(answeredAt);
  return Number.isFinite(time) ? time : null;
}
