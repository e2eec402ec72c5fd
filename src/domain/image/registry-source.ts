import type { CalendarDate } from "../../text/calendar-date.ts";
import type { Source } from "./known.ts";

/** Where a repository is asked for: `mcr.microsoft.com` and `azureml/minimal-py312-inference`. */
export interface RepositoryAddress {
  /** Host in lower case, with its port where that is not 443. */
  readonly registry: string;
  readonly repository: string;
}

/**
 * Why a registry did not answer. denied: it wants credentials, or other ones, or a host that the user did not allow;
 * throttled: it asks for fewer requests; unreachable: no answer came, or one that no registry gives.
 */
export type Failure = "denied" | "throttled" | "unreachable";

/** A question that stays open, and why: a part of a sentence, without secrets, full stop or capital. */
export interface Unanswered {
  readonly kind: Failure;
  readonly why: string;
}

/**
 * For that many days an answer says what `latest` is and what is not there; afterwards only what was. The images are published
 * every two weeks (Microsoft's concept-vulnerability-management, 2026-06-24), and a nightly job may fail a few times.
 */
export const answersHoldForDays = 7;

/** What a registry says. `absent` is an answer: there is no such thing. */
export type Answer<T> =
  | { readonly kind: "found"; readonly value: T; readonly source: Source }
  | { readonly kind: "absent"; readonly source: Source }
  | Unanswered;

/** What the config of an image says, for the platform that is judged. */
export interface PublishedImage {
  /** Of the manifest, or of the index, that the tag or digest names. */
  readonly digest: string;
  /** The day it was made, UTC; null where the config does not say, or says one before there was Docker, or one to come. */
  readonly created: CalendarDate | null;
  /** As the config says; `root` where it says nothing. */
  readonly user: string;
}

/**
 * Answers of registries: those of a registry itself, or kept ones. Null: a source of kept answers does not have it.
 * Never throws for what a registry does.
 */
export interface RegistrySource {
  /** Whether a registry may be asked at all: Microsoft's, and those the user allowed. */
  readonly covers: (registry: string) => boolean;
  /** Every tag of a repository, sorted; `absent`: there is no such repository. */
  readonly tags: (address: RepositoryAddress) => Promise<Answer<readonly string[]> | null>;
  /** The digest that a tag or digest names; `absent`: there is no such manifest. */
  readonly digest: (
    address: RepositoryAddress,
    reference: string,
  ) => Promise<Answer<string> | null>;
  /** The image that a tag or digest names. */
  readonly image: (
    address: RepositoryAddress,
    reference: string,
  ) => Promise<Answer<PublishedImage> | null>;
}

/**
 * Why a question stays open. missing: kept answers do not have it; outdated: they are too old to say what is; elsewhere: nobody
 * asks for images of another platform.
 */
export interface OpenQuestion {
  readonly kind: Failure | "missing" | "outdated" | "elsewhere";
  /** Part of a sentence. */
  readonly why: string;
}

/**
 * Told of every question that stays open although a verdict depends on it. The same question may be told of many times.
 * @param question what was asked about the repository: `tags`, a tag or a digest
 */
export type NoteOpen = (address: RepositoryAddress, question: string, open: OpenQuestion) => void;
