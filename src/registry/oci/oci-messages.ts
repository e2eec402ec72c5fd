import type { LookupFailure } from "../../domain/image/registry-source.ts";
import { denied, unreachable } from "../../domain/image/registry-source.ts";

/** Failures of lookups on registries that violate the OCI distribution or image specification, with "it" for the registry. */

export const invalidRepository: LookupFailure = unreachable("no repository can have that name");
export const invalidReference: LookupFailure = unreachable("no tag or digest can have that form");

export const accessDenied: LookupFailure = denied("it denied access (403)");
/** The registry answers 401 even to the credentials that it asked for. */
export const authorizationRejected: LookupFailure = denied(
  "it rejected the authorization that it asked for (401)",
);

/** @param origin of the registry; a server that expects TLS answers plain http with 400 */
export function unexpectedStatus(status: number, origin: string): LookupFailure {
  const hint = status === 400 && origin.startsWith("http:") ? "; it may require https" : "";
  return unreachable(`it answered ${status}${hint}`);
}

export const digestMismatch: LookupFailure = unreachable("its content does not match its digest");

/** Faults of manifests and indexes. */
export const manifestFaults = {
  notManifest: (): LookupFailure => unreachable("its response is not a manifest"),
  contentTypeMismatch: (): LookupFailure =>
    unreachable("the media type in its manifest differs from the one in its response"),
  ambiguous: (): LookupFailure => unreachable("its manifest is both an index and an image"),
  schema1: (): LookupFailure => unreachable("its manifest has schema 1, which cannot be checked"),
  otherKind: (): LookupFailure =>
    unreachable("its manifest has a media type that is not used for images"),
  withoutManifests: (): LookupFailure => unreachable("its index lists no manifests"),
  withoutConfig: (): LookupFailure => unreachable("its manifest has no config"),
  notContainerImage: (): LookupFailure => unreachable("it is not a container image"),
  nestedIndex: (): LookupFailure => unreachable("its index refers to another index"),
  sizeMismatch: (): LookupFailure =>
    unreachable("the size of its manifest differs from the one in its index"),
  withoutPlatform: (platform: string): LookupFailure =>
    unreachable(`it has no image for ${platform}`),
  badEntry: (platform: string): LookupFailure =>
    unreachable(`its index has a malformed entry for ${platform}`),
  manifestMissing: (platform: string): LookupFailure =>
    unreachable(`the manifest that its index lists for ${platform} does not exist`),
} as const;

/** Faults of image configs. */
export const configFaults = {
  tooLarge: (maxMebibytes: number): LookupFailure =>
    unreachable(`its config is larger than ${maxMebibytes} MiB`),
  missing: (): LookupFailure =>
    unreachable("the config that its manifest refers to does not exist"),
  sizeMismatch: (): LookupFailure =>
    unreachable("the size of its config differs from the one in its manifest"),
  malformed: (): LookupFailure => unreachable("its config is malformed"),
} as const;

/** Faults of tag lists. */
export const tagListFaults = {
  malformed: (): LookupFailure => unreachable("its response is not a list of tags"),
  tooManyTags: (max: number): LookupFailure => unreachable(`it lists more than ${max} tags`),
  tooManyPages: (max: number): LookupFailure =>
    unreachable(`its tag list has more than ${max} pages`),
  brokenLink: (): LookupFailure =>
    unreachable("the link to the next page of its tag list is malformed"),
  foreignLink: (): LookupFailure =>
    unreachable("the link to the next page of its tag list leads to another URL"),
  loop: (): LookupFailure => unreachable("the pages of its tag list link to each other in a loop"),
} as const;
