import { isDigest, isRepositoryName, isTag } from "../../domain/image/distribution-grammar.ts";
import type { RegistryAccess } from "../../domain/image/registry-access.ts";
import type {
  Answer,
  LookupFailure,
  RegistrySource,
  RepositoryAddress,
} from "../../domain/image/registry-source.ts";
import { answerSource, denied } from "../../domain/image/registry-source.ts";
import type { Authorizer } from "../auth/authorizer.ts";
import { registryNotAllowed } from "../http/failure-messages.ts";
import type { Http } from "../http/http.ts";
import { originOf } from "../http/origin.ts";
import { invalidReference, invalidRepository } from "./oci-messages.ts";
import { readDigest, readPublishedImage } from "./read-image.ts";
import type { RepositoryEndpoint } from "./repository-endpoint.ts";
import { createRepositoryRequests } from "./repository-request.ts";
import { readTagList } from "./tag-list.ts";

export interface ClientOptions {
  /** The registries that may be contacted. */
  readonly accesses: readonly RegistryAccess[];
  readonly http: Http;
  readonly authorizer: Authorizer;
  /** Which image of an index is read, in its canonical form: `linux/amd64`. */
  readonly platform: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A client of the OCI distribution API. Each answer carries the second in which it was received. */
export function openClient(options: ClientOptions): RegistrySource {
  const { accesses, platform, now } = options;
  const send = createRepositoryRequests(options);

  /** Validates everything that becomes part of a URL, before anything is sent. */
  const endpointOf = (
    address: RepositoryAddress,
    reference: string | null,
  ): RepositoryEndpoint | LookupFailure => {
    const access = accesses.find(({ host }) => host === address.registry);
    const origin = access ? originOf(access) : null;
    if (origin === null) return denied(registryNotAllowed);
    if (!isRepositoryName(address.repository)) return invalidRepository;
    if (reference !== null && !isTag(reference) && !isDigest(reference)) return invalidReference;
    return { kind: "endpoint", send, address, origin };
  };
  const found = <T>({ registry }: RepositoryAddress, value: T): Answer<T> => {
    return { kind: "found", value, source: answerSource(registry, now()) };
  };
  const absent = ({ registry }: RepositoryAddress): Answer<never> => {
    return { kind: "absent", source: answerSource(registry, now()) };
  };

  return {
    covers: (registry) => accesses.some(({ host }) => host === registry),
    tags: async (address) => {
      const endpoint = endpointOf(address, null);
      if (endpoint.kind !== "endpoint") return endpoint;
      const read = await readTagList(endpoint);
      if (read.kind === "absent") return absent(address);
      return read.kind === "list" ? found(address, read.tags) : read;
    },
    digest: async (address, reference) => {
      const endpoint = endpointOf(address, reference);
      if (endpoint.kind !== "endpoint") return endpoint;
      const read = await readDigest(endpoint, reference);
      if (read.kind === "absent") return absent(address);
      return read.kind === "digest" ? found(address, read.digest) : read;
    },
    image: async (address, reference) => {
      const endpoint = endpointOf(address, reference);
      if (endpoint.kind !== "endpoint") return endpoint;
      const today = answerSource(address.registry, now()).asOf;
      const read = await readPublishedImage(endpoint, reference, platform, today);
      if (read.kind === "absent") return absent(address);
      return read.kind === "image" ? found(address, read.image) : read;
    },
  };
}
