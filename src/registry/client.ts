import type { RegistryAccess } from "../domain/registry-access.ts";
import type {
  Answer,
  RegistrySource,
  RepositoryAddress,
  Unanswered,
} from "../domain/registry-source.ts";
import { originOf } from "./allowed-hosts.ts";
import { createAsk } from "./ask.ts";
import type { Authorizer } from "./authorizer.ts";
import type { Http } from "./http.ts";
import { isDigest, isRepositoryName, isTag } from "../domain/distribution-grammar.ts";
import type { Place } from "./read-image.ts";
import { readDigest, readPublishedImage } from "./read-image.ts";
import { readTagList } from "./tag-list.ts";
import { registrySource, unreachable } from "./registry-answer.ts";

export interface ClientOptions {
  /** Every registry that may be asked. */
  readonly accesses: readonly RegistryAccess[];
  readonly http: Http;
  readonly authorizer: Authorizer;
  /** `linux/amd64`, the image of an index that counts. */
  readonly platform: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Asks registries themselves, over the OCI distribution API. Every answer is one of its own day and second. */
export function openClient(options: ClientOptions): RegistrySource {
  const { accesses, platform, now } = options;
  const ask = createAsk(options);

  /** Everything that goes into a path is looked over before anything is asked. */
  const placeOf = (address: RepositoryAddress, reference: string | null): Place | Unanswered => {
    const access = accesses.find(({ host }) => host === address.registry);
    const origin = access ? originOf(access) : null;
    if (origin === null) return { kind: "denied", why: "it is no registry that you allowed" };
    if (!isRepositoryName(address.repository))
      return unreachable("no repository can have that name");
    if (reference !== null && !isTag(reference) && !isDigest(reference))
      return unreachable("no registry can have such a tag or digest");
    return { kind: "place", ask, address, origin };
  };
  const answered = <T>({ address }: Place, value: T): Answer<T> => {
    return { kind: "found", value, source: registrySource(address.registry, now()) };
  };
  const absent = ({ address }: Place): Answer<never> => {
    return { kind: "absent", source: registrySource(address.registry, now()) };
  };

  return {
    covers: (registry) => accesses.some(({ host }) => host === registry),
    tags: async (address) => {
      const place = placeOf(address, null);
      if (place.kind !== "place") return place;
      const read = await readTagList(place);
      if (read.kind === "absent") return absent(place);
      return read.kind === "list" ? answered(place, read.tags) : read;
    },
    digest: async (address, reference) => {
      const place = placeOf(address, reference);
      if (place.kind !== "place") return place;
      const read = await readDigest(place, reference);
      if (read.kind === "absent") return absent(place);
      return read.kind === "digest" ? answered(place, read.digest) : read;
    },
    image: async (address, reference) => {
      const place = placeOf(address, reference);
      if (place.kind !== "place") return place;
      const today = registrySource(address.registry, now()).asOf;
      const read = await readPublishedImage(place, reference, platform, today);
      if (read.kind === "absent") return absent(place);
      return read.kind === "image" ? answered(place, read.image) : read;
    },
  };
}
