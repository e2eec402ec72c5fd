import type { CalendarDate } from "../../text/calendar-date.ts";
import { calendarDate } from "../../text/calendar-date.ts";
import type { Source } from "./known.ts";

/** A repository on a registry: `mcr.microsoft.com` and `azureml/minimal-py312-inference`. */
export interface RepositoryAddress {
  /** Host in lower case, with its port unless that is 443. */
  readonly registry: string;
  readonly repository: string;
}

/**
 * Why a registry lookup failed.
 * - `denied`: credentials are missing or wrong, or the user did not allow the host
 * - `throttled`: the registry asks for fewer requests
 * - `unreachable`: no response, or one that violates the protocol
 */
export type Failure = "denied" | "throttled" | "unreachable";

/** A failed lookup. */
export interface LookupFailure {
  readonly kind: Failure;
  /** Part of a sentence: no secrets, no capital at the start, no full stop. */
  readonly why: string;
}

/** @param why part of a sentence, without secrets */
export function denied(why: string): LookupFailure {
  return { kind: "denied", why };
}

/** @param why part of a sentence, without secrets */
export function throttled(why: string): LookupFailure {
  return { kind: "throttled", why };
}

/** @param why part of a sentence, without secrets */
export function unreachable(why: string): LookupFailure {
  return { kind: "unreachable", why };
}

/**
 * Days for which a recorded answer is current: it says what `latest` is and which tags do not exist. An older answer only says
 * what existed on its day. Microsoft publishes the images every two weeks (concept-vulnerability-management, 2026-06-24), and a
 * nightly job may fail a few times in a row.
 */
export const answersHoldForDays = 7;

/** What a registry answers. `absent` is an answer too: the repository, tag or digest does not exist. */
export type Answer<T> =
  | { readonly kind: "found"; readonly value: T; readonly source: Source }
  | { readonly kind: "absent"; readonly source: Source }
  | LookupFailure;

/** The source of what a registry answered. @param at milliseconds since 1970 */
export function answerSource(
  registry: string,
  at: number,
): Required<Source> & { readonly asOf: CalendarDate } {
  const time = new Date(at).toISOString();
  return {
    name: registry,
    asOf: calendarDate(time.slice(0, 10)),
    answeredAt: `${time.slice(0, 19)}Z`,
  };
}

/** What the config of an image contains, for the platform that is built for. */
export interface PublishedImage {
  /** Of the manifest or index that the tag or digest points to. */
  readonly digest: string;
  /** The UTC day of `created`; null where it is missing, before Docker existed, or in the future. */
  readonly created: CalendarDate | null;
  /** `root` where the config sets no user. */
  readonly user: string;
  /**
   * The names of the variables that the config sets, sorted: all that a Dockerfile can refer to. Null where the config was
   * recorded without them.
   */
  readonly env: readonly string[] | null;
  /** By the labels of Ubuntu's own images, which images built on them keep: `ubuntu22.04`. Null where it is not stated. */
  readonly os: string | null;
  /** As NVIDIA's images state it in `CUDA_VERSION`: `12.4.1`. Null where it is not stated. */
  readonly cuda: string | null;
  /** The conda environment that the image activates: `/azureml-envs/minimal`. Null where it is not stated. */
  readonly condaPath: string | null;
}

/**
 * Answers lookups: a registry itself, cached responses, or a facts file. Null: the recorded answers do not contain the lookup.
 * No method throws because of what a registry sends.
 */
export interface RegistrySource {
  /** Whether lookups on this registry are possible: Microsoft's, and those that the user allowed. */
  readonly covers: (registry: string) => boolean;
  /** All tags of a repository, sorted; `absent` where the repository does not exist. */
  readonly tags: (address: RepositoryAddress) => Promise<Answer<readonly string[]> | null>;
  /** The digest that a tag or digest resolves to; `absent` where there is no such manifest. */
  readonly digest: (
    address: RepositoryAddress,
    reference: string,
  ) => Promise<Answer<string> | null>;
  /** The image that a tag or digest resolves to. */
  readonly image: (
    address: RepositoryAddress,
    reference: string,
  ) => Promise<Answer<PublishedImage> | null>;
}

/**
 * A lookup without a current answer, and why.
 * - `missing`: the recorded answers do not contain it
 * - `outdated`: the recorded answers are too old to be current
 * - `elsewhere`: it is about an image of another platform, which is not looked up
 */
export interface UnresolvedLookup {
  readonly kind: Failure | "missing" | "outdated" | "elsewhere";
  /** Part of a sentence. */
  readonly why: string;
}

/**
 * Called for every unresolved lookup that a rule's result depends on, more than once for the same lookup.
 * @param lookup what was looked up in the repository: `tags`, a tag or a digest
 */
export type OnUnresolved = (
  address: RepositoryAddress,
  lookup: string,
  reason: UnresolvedLookup,
) => void;
