import type {
  Answer,
  RegistrySource,
  RepositoryAddress,
} from "../../domain/image/registry-source.ts";
import type { ImageAnswer, ImageConfig, RepositoryAnswers } from "./facts-table.ts";
import { factsText } from "./facts-text.ts";
import {
  isDigest,
  isImageUser,
  isRepositoryName,
  isTag,
} from "../../domain/image/distribution-grammar.ts";
import { dayOfMoment, isRegistry } from "./facts-messages.ts";

/** A source whose answers are written down. */
export interface FactsRecorder {
  readonly source: RegistrySource;
  /** A facts file of what was answered so far: the same answers give the same bytes, in whatever order they came. */
  readonly text: () => string;
  /** How many repositories of registries it has something of. */
  readonly repositories: () => number;
}

/** A fact and when it was told. */
interface Told<T> {
  readonly value: T;
  readonly at: string;
}

interface Group {
  readonly address: RepositoryAddress;
  tags: Told<readonly string[] | "absent"> | null;
  /** What a tag or digest names: a digest, or `absent`. */
  readonly named: Map<string, Told<string>>;
  /** By digest: what a config says cannot change. */
  readonly configs: Map<string, Told<ImageConfig>>;
}

/**
 * Passes questions on and keeps what was found and what is absent. Failures are not kept, nor is what a facts file cannot hold:
 * an answer without its moment, or one that breaks the grammar of registries.
 * @param platform what the configs are for: `linux/amd64`
 */
export function recordFacts(inner: RegistrySource, platform: string): FactsRecorder {
  const groups = new Map<string, Group>();
  const keep = <T>(
    address: RepositoryAddress,
    answer: Answer<T> | null,
    put: (group: Group, value: T | "absent", at: string) => void,
  ): typeof answer => {
    if (answer?.kind !== "found" && answer?.kind !== "absent") return answer;
    const { answeredAt: at = "" } = answer.source;
    if (dayOfMoment(at) === null || !isAddress(address)) return answer;
    const key = `${address.registry}/${address.repository}`;
    const group = groups.get(key) ?? newGroup(address);
    put(group, answer.kind === "found" ? answer.value : "absent", at);
    if (group.tags || group.named.size > 0) groups.set(key, group);
    return answer;
  };
  return {
    source: {
      covers: (registry) => inner.covers(registry),
      tags: async (address) => keep(address, await inner.tags(address), putTags),
      digest: async (address, reference) =>
        keep(address, await inner.digest(address, reference), (group, digest, at) => {
          putNamed(group, reference, digest, at);
        }),
      image: async (address, reference) =>
        keep(address, await inner.image(address, reference), (group, image, at) => {
          if (image === "absent") {
            putNamed(group, reference, image, at);
            return;
          }
          const { digest, created, user } = image;
          if (putNamed(group, reference, digest, at) && isImageUser(user))
            putNewer(group.configs, digest, { value: { created, user }, at });
        }),
    },
    text: () => factsText({ platform, table: tableOf([...groups.values()]) }),
    repositories: () => groups.size,
  };
}

function newGroup(address: RepositoryAddress): Group {
  return { address, tags: null, named: new Map(), configs: new Map() };
}

function isAddress({ registry, repository }: RepositoryAddress): boolean {
  return isRegistry(registry) && isRepositoryName(repository);
}

function putTags(group: Group, found: readonly string[] | "absent", at: string): void {
  const value = found === "absent" ? found : [...new Set(found)].sort();
  // A list without those that cannot be written would be another list.
  if (value !== "absent" && !value.every(isTag)) return;
  group.tags = newer(group.tags, { value, at });
}

/** @returns whether a facts file can hold it */
function putNamed({ named }: Group, reference: string, value: string, at: string): boolean {
  const isWritable = isDigest(reference)
    ? value === "absent" || value === reference
    : isTag(reference) && (value === "absent" || isDigest(value));
  if (isWritable) putNewer(named, reference, { value, at });
  return isWritable;
}

function putNewer<T>(facts: Map<string, Told<T>>, key: string, fact: Told<T>): void {
  facts.set(key, newer(facts.get(key) ?? null, fact));
}

/** The one told later; of the same second any, as long as the order of the answers does not choose. */
function newer<T>(a: Told<T> | null, b: Told<T>): Told<T> {
  if (a === null || a.at < b.at) return b;
  if (a.at > b.at) return a;
  return JSON.stringify(a.value) < JSON.stringify(b.value) ? b : a;
}

function tableOf(groups: readonly Group[]): Map<string, Map<string, RepositoryAnswers>> {
  const table = new Map<string, Map<string, RepositoryAnswers>>();
  for (const group of groups) {
    const { registry, repository } = group.address;
    const registries = table.get(repository) ?? new Map<string, RepositoryAnswers>();
    table.set(repository, registries.set(registry, answersOf(group)));
  }
  return table;
}

function answersOf({ tags, named, configs }: Group): RepositoryAnswers {
  const moments = tags ? [tags.at] : [];
  const images = new Map<string, ImageAnswer>();
  for (const [reference, { value, at }] of named) {
    const config = configs.get(value);
    moments.push(at, ...(config ? [config.at] : []));
    images.set(
      reference,
      value === "absent" ? value : { digest: value, config: config?.value ?? null },
    );
  }
  const [answeredAt = ""] = moments.sort();
  return { answeredAt, tags: tags?.value ?? null, images };
}
