import { createHash } from "node:crypto";
import { calendarDate } from "../../src/text/calendar-date.ts";
import type {
  Answer,
  PublishedImage,
  RegistrySource,
  RepositoryAddress,
  LookupFailure,
} from "../../src/domain/image/registry-source.ts";

interface FakeImage {
  readonly digest?: string;
  /** Null: not in the config. */
  readonly created?: string | null;
  readonly user?: string;
  /** Null: an answer that was recorded without the variables. None by default. */
  readonly env?: readonly string[] | null;
  /** Not stated by default. */
  readonly os?: string;
  readonly cuda?: string;
  readonly condaPath?: string;
}

export interface FakeRepository {
  readonly tags?: readonly string[] | "absent" | LookupFailure;
  /** By tag or digest. Other tags of the list have a default image. */
  readonly images?: Readonly<Record<string, FakeImage | "absent" | LookupFailure>>;
}

export interface FakeRegistry extends RegistrySource {
  /** The lookups, in order: `tags mcr.microsoft.com/azureml/x`, `image mcr.microsoft.com/azureml/x:latest`. */
  readonly asked: readonly string[];
}

const mcr = "mcr.microsoft.com";

/**
 * A registry with fixed answers, by `registry/repository`. Other repositories are absent, and other registries are not
 * covered. Every answer is of 2026-11-23, noon.
 */
export function fakeRegistry(
  repositories: Readonly<Record<string, FakeRepository>>,
  answeredOn: string = "2026-11-23",
): FakeRegistry {
  const asked: string[] = [];
  const hosts = new Set([
    mcr,
    ...Object.keys(repositories).map((name) => name.split("/")[0] ?? ""),
  ]);
  const source = (registry: string) => ({
    name: registry,
    asOf: calendarDate(answeredOn),
    answeredAt: `${answeredOn}T12:00:00Z`,
  });
  const of = ({ registry, repository }: RepositoryAddress): FakeRepository | undefined =>
    repositories[`${registry}/${repository}`];
  const imageOf = (
    address: RepositoryAddress,
    reference: string,
  ): Answer<Omit<PublishedImage, "created"> & { readonly created: string | null }> => {
    const repository = of(address);
    const image = repository?.images?.[reference];
    const isListed = Array.isArray(repository?.tags) && repository.tags.includes(reference);
    if (image === "absent" || (image === undefined && !isListed))
      return { kind: "absent", source: source(address.registry) };
    if (image !== undefined && "kind" in image) return image;
    const {
      digest = digestOf(reference),
      created = "2026-11-01",
      user = "dockeruser",
      env = [],
      os = null,
      cuda = null,
      condaPath = null,
    } = image ?? {};
    return {
      kind: "found",
      value: { digest, created, user, env, os, cuda, condaPath },
      source: source(address.registry),
    };
  };
  return {
    asked,
    covers: (registry) => hosts.has(registry),
    tags: (address) => {
      asked.push(`tags ${address.registry}/${address.repository}`);
      const { tags = "absent" } = of(address) ?? {};
      if (tags === "absent")
        return Promise.resolve({ kind: "absent", source: source(address.registry) });
      if ("kind" in tags) return Promise.resolve(tags);
      const value = [...tags].sort();
      return Promise.resolve({ kind: "found", value, source: source(address.registry) });
    },
    digest: (address, reference) => {
      asked.push(`digest ${shown(address, reference)}`);
      const answer = imageOf(address, reference);
      return Promise.resolve(
        answer.kind === "found" ? { ...answer, value: answer.value.digest } : answer,
      );
    },
    image: (address, reference) => {
      asked.push(`image ${shown(address, reference)}`);
      const answer = imageOf(address, reference);
      if (answer.kind !== "found") return Promise.resolve(answer);
      const { created } = answer.value;
      const day = created === null ? null : calendarDate(created);
      return Promise.resolve({ ...answer, value: { ...answer.value, created: day } });
    },
  };
}

function shown({ registry, repository }: RepositoryAddress, reference: string): string {
  return `${registry}/${repository}${reference.includes(":") ? "@" : ":"}${reference}`;
}

/** A digest of any text. */
export function digestOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
