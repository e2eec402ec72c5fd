import { isCondaPath, isCudaVersion, isUbuntuRelease } from "../../domain/image/config-values.ts";
import type {
  Answer,
  PublishedImage,
  RegistrySource,
  RepositoryAddress,
} from "../../domain/image/registry-source.ts";
import { areVariableNames } from "../../domain/image/variable-name.ts";
import type { ImageAnswer, ImageConfig, RepositoryAnswers } from "./facts-table.ts";
import { factsText } from "./facts-text.ts";
import {
  isDigest,
  isImageUser,
  isRepositoryName,
  isTag,
} from "../../domain/image/distribution-grammar.ts";
import { dayOfMoment, isRegistry } from "./facts-grammar.ts";

/** A source whose answers are recorded for a facts file. */
export interface FactsRecorder {
  readonly source: RegistrySource;
  /** The facts file of all answers so far; the same answers give the same text, in any order. */
  readonly text: () => string;
  /** The number of repositories with recorded answers. */
  readonly repositories: () => number;
}

/** An answer with the time at which the registry gave it, `YYYY-MM-DDTHH:MM:SSZ`. */
interface Recorded<T> {
  readonly value: T;
  readonly at: string;
}

/** The answers about one repository of one registry. */
interface Group {
  readonly address: RepositoryAddress;
  tags: Recorded<readonly string[] | "absent"> | null;
  /** By tag or digest: the digest that it resolves to, or `absent`. */
  readonly digests: Map<string, Recorded<string>>;
  /** By digest. */
  readonly configs: Map<string, Recorded<ImageConfig>>;
}

/**
 * Wraps a source and records its answers, found and absent. Not recorded are failures and what a facts file cannot express: an
 * answer without a time, or with an invalid name.
 * @param platform of the image configs: `linux/amd64`
 */
export function recordFacts(inner: RegistrySource, platform: string): FactsRecorder {
  const groups = new Map<string, Group>();
  const record = <T>(
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
    if (group.tags || group.digests.size > 0) groups.set(key, group);
    return answer;
  };
  return {
    source: {
      covers: (registry) => inner.covers(registry),
      tags: async (address) => record(address, await inner.tags(address), putTags),
      digest: async (address, reference) =>
        record(address, await inner.digest(address, reference), (group, digest, at) => {
          putDigest(group, reference, digest, at);
        }),
      image: async (address, reference) =>
        record(address, await inner.image(address, reference), (group, image, at) => {
          if (image === "absent") {
            putDigest(group, reference, image, at);
            return;
          }
          const { digest } = image;
          if (putDigest(group, reference, digest, at) && isImageUser(image.user))
            putNewer(group.configs, digest, { value: writable(image), at });
        }),
    },
    text: () => factsText({ platform, table: tableOf([...groups.values()]) }),
    repositories: () => groups.size,
  };
}

/** The config, without what a facts file cannot express. */
function writable({ created, user, env, os, cuda, condaPath }: PublishedImage): ImageConfig {
  const orNull = (value: string | null, isValid: (text: string) => boolean): string | null =>
    value !== null && isValid(value) ? value : null;
  return {
    created,
    user,
    env: env && areVariableNames(env) ? env : null,
    os: orNull(os, isUbuntuRelease),
    cuda: orNull(cuda, isCudaVersion),
    condaPath: orNull(condaPath, isCondaPath),
  };
}

function newGroup(address: RepositoryAddress): Group {
  return { address, tags: null, digests: new Map(), configs: new Map() };
}

function isAddress({ registry, repository }: RepositoryAddress): boolean {
  return isRegistry(registry) && isRepositoryName(repository);
}

function putTags(group: Group, found: readonly string[] | "absent", at: string): void {
  const value = found === "absent" ? found : [...new Set(found)].sort();
  // Without its invalid tags the list would be incomplete.
  if (value !== "absent" && !value.every(isTag)) return;
  group.tags = newer(group.tags, { value, at });
}

/** @returns whether a facts file can express the answer */
function putDigest({ digests }: Group, reference: string, value: string, at: string): boolean {
  const isWritable = isDigest(reference)
    ? value === "absent" || value === reference
    : isTag(reference) && (value === "absent" || isDigest(value));
  if (isWritable) putNewer(digests, reference, { value, at });
  return isWritable;
}

function putNewer<T>(facts: Map<string, Recorded<T>>, key: string, fact: Recorded<T>): void {
  facts.set(key, newer(facts.get(key) ?? null, fact));
}

/** The later answer; of the same second, the choice must not depend on their order. */
function newer<T>(a: Recorded<T> | null, b: Recorded<T>): Recorded<T> {
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

function answersOf({ tags, digests, configs }: Group): RepositoryAnswers {
  const times = tags ? [tags.at] : [];
  const images = new Map<string, ImageAnswer>();
  for (const [reference, { value, at }] of digests) {
    const config = configs.get(value);
    times.push(at, ...(config ? [config.at] : []));
    images.set(
      reference,
      value === "absent" ? value : { digest: value, config: config?.value ?? null },
    );
  }
  const [answeredAt = ""] = times.sort();
  return { answeredAt, tags: tags?.value ?? null, images };
}
