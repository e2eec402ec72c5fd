import type { RegistryAccess } from "../../domain/image/registry-access.ts";
import type {
  Answer,
  RegistrySource,
  RepositoryAddress,
  Unanswered,
} from "../../domain/image/registry-source.ts";
import { originOf } from "../auth/allowed-hosts.ts";
import { createAsk } from "./ask.ts";
import type { Authorizer } from "../auth/authorizer.ts";
import type { Http } from "../http/http.ts";
import { isDigest, isRepositoryName, isTag } from "../../domain/image/distribution-grammar.ts";
import type { Location } from "./read-image.ts";
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
  const placeOf = (address: RepositoryAddress, reference: string | null): Location | Unanswered => {
    const access = accesses.find(({ host }) => host === address.registry);
    const origin = access ? originOf(access) : null;
    if (origin === null) return { kind: "denied", why: "it is no registry that you allowed" };
    if (!isRepositoryName(address.repository))
      return unreachable("no repository can have that name");
    if (reference !== null && !isTag(reference) && !isDigest(reference))
      return unreachable("no registry can have such a tag or digest");
    return { kind: "place", ask, address, origin };
  };
  const answered = <T>({ address }: Location, value: T): Answer<T> => {
    return { kind: "found", value, source: registrySource(address.registry, now()) };
  };
  const absent = ({ address }: Location): Answer<never> => {
    return { kind: "absent", source: registrySource(address.registry, now()) };
  };

  return {
    covers: (registry) => accesses.some(({ host }) => host === registry),
    tags: async (address) => {
      const location = placeOf(address, null);
      if (location.kind !== "place") return location;
      const read = await readTagList(location);
      if (read.kind === "absent") return absent(location);
      return read.kind === "list" ? answered(location, read.tags) : read;
    },
    digest: async (address, reference) => {
      const location = placeOf(address, reference);
      if (location.kind !== "place") return location;
      const read = await readDigest(location, reference);
      if (read.kind === "absent") return absent(location);
      return read.kind === "digest" ? answered(location, read.digest) : read;
    },
    image: async (address, reference) => {
      const location = placeOf(address, reference);
      if (location.kind !== "place") return location;
      const today = registrySource(address.registry, now()).asOf;
      const read = await readPublishedImage(location, reference, platform, today);
      if (read.kind === "absent") return absent(location);
      return read.kind === "image" ? answered(location, read.image) : read;
    },
  };
}
