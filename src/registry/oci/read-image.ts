import { isDigest } from "../../domain/image/distribution-grammar.ts";
import { normalPlatform } from "../../domain/image/platform.ts";
import type { LookupFailure, PublishedImage } from "../../domain/image/registry-source.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import type { HttpResponse } from "../http/exchange.ts";
import { digestOf, isDigestOf } from "./content-digest.ts";
import type { ImageConfig } from "./image-config.ts";
import { readImageConfig } from "./image-config.ts";
import type { Descriptor, IndexEntry, Manifest } from "./manifest.ts";
import { manifestTypes, mayBeManifest, readManifest } from "./manifest.ts";
import { configFaults, digestMismatch, manifestFaults, unexpectedStatus } from "./oci-messages.ts";
import type { RepositoryEndpoint } from "./repository-endpoint.ts";

interface Absent {
  readonly kind: "absent";
}

interface FoundManifest {
  readonly kind: "manifest";
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  readonly manifest: Manifest;
}

const mebibyte = 1024 * 1024;
/** What a registry must accept at least (distribution specification), and Azure's accepts at most. */
const maxManifestBytes = 4 * mebibyte;
const maxConfigMebibytes = 8;
const maxConfigBytes = maxConfigMebibytes * mebibyte;

/** Registries that do not support HEAD answer with one of these. */
const headUnsupported: readonly number[] = [400, 405, 501];

/** Resolves a tag or digest to a digest. The manifest is fetched only if the registry does not send its digest in a header. */
export async function readDigest(
  endpoint: RepositoryEndpoint,
  reference: string,
): Promise<{ readonly kind: "digest"; readonly digest: string } | Absent | LookupFailure> {
  const { send, address, origin } = endpoint;
  const path = `manifests/${reference}`;
  const got = await send(address, { method: "HEAD", path, accept: manifestTypes, maxBytes: 0 });
  if (got.kind !== "response") return got;
  if (got.status === 404) return { kind: "absent" };
  const digest = digestInHeader(got);
  const isMismatch = isDigest(reference) && digest !== reference;
  if (digest !== null && !isMismatch && mayBeManifest(contentTypeOf(got)))
    return { kind: "digest", digest };
  if (got.status !== 200 && !headUnsupported.includes(got.status))
    return unexpectedStatus(got.status, origin);
  const fetched = await fetchManifest(endpoint, reference);
  return fetched.kind === "manifest" ? { kind: "digest", digest: fetched.digest } : fetched;
}

/**
 * Reads the image that a tag or digest resolves to.
 * @param platform which image of an index: `linux/amd64`
 * @param today the day of the response
 */
export async function readPublishedImage(
  endpoint: RepositoryEndpoint,
  reference: string,
  platform: string,
  today: CalendarDate,
): Promise<{ readonly kind: "image"; readonly image: PublishedImage } | Absent | LookupFailure> {
  const fetched = await fetchManifest(endpoint, reference);
  if (fetched.kind !== "manifest") return fetched;
  const chosen =
    fetched.manifest.kind === "index"
      ? await fetchIndexEntry(endpoint, fetched.manifest.entries, platform)
      : ({ kind: "descriptor", descriptor: fetched.manifest.config } as const);
  if (chosen.kind !== "descriptor") return chosen;
  const fetchedConfig = await fetchConfig(endpoint, chosen.descriptor, today);
  if (fetchedConfig.kind !== "config") return fetchedConfig;
  return { kind: "image", image: { digest: fetched.digest, ...fetchedConfig.config } };
}

/** Fetches a manifest and checks its content against every digest that it was requested by or sent with. */
async function fetchManifest(
  { send, address, origin }: RepositoryEndpoint,
  reference: string,
): Promise<FoundManifest | Absent | LookupFailure> {
  const got = await send(address, {
    method: "GET",
    path: `manifests/${reference}`,
    accept: manifestTypes,
    maxBytes: maxManifestBytes,
  });
  if (got.kind !== "response") return got;
  if (got.status === 404) return { kind: "absent" };
  if (got.status !== 200) return unexpectedStatus(got.status, origin);
  const { body } = got;
  const digests = [...(isDigest(reference) ? [reference] : []), ...sentDigests(got)];
  const manifest = readManifest(body, contentTypeOf(got));
  // Before the digest, because the digest of a schema 1 manifest excludes its signature.
  if ("why" in manifest) return manifest;
  if (!digests.every((digest) => isDigestOf(digest, body))) return digestMismatch;
  const digest = digests[0] ?? digestOf(body);
  return { kind: "manifest", digest, size: body.length, manifest };
}

/** The config of the image for the platform, which the index lists once. */
async function fetchIndexEntry(
  endpoint: RepositoryEndpoint,
  entries: readonly IndexEntry[],
  platform: string,
): Promise<{ readonly kind: "descriptor"; readonly descriptor: Descriptor } | LookupFailure> {
  const wanted = normalPlatform(platform);
  const entry = entries.find((one) => one.platform === wanted);
  if (!entry) return manifestFaults.withoutPlatform(platform);
  if (!entry.descriptor) return manifestFaults.badEntry(platform);
  const { digest, size } = entry.descriptor;
  const fetched = await fetchManifest(endpoint, digest);
  if (fetched.kind === "absent") return manifestFaults.manifestMissing(platform);
  if (fetched.kind !== "manifest") return fetched;
  if (fetched.size !== size) return manifestFaults.sizeMismatch();
  return fetched.manifest.kind === "index"
    ? manifestFaults.nestedIndex()
    : { kind: "descriptor", descriptor: fetched.manifest.config };
}

async function fetchConfig(
  { send, address, origin }: RepositoryEndpoint,
  { digest, size }: Descriptor,
  today: CalendarDate,
): Promise<{ readonly kind: "config"; readonly config: ImageConfig } | LookupFailure> {
  if (size > maxConfigBytes) return configFaults.tooLarge(maxConfigMebibytes);
  const got = await send(address, {
    method: "GET",
    path: `blobs/${digest}`,
    accept: "*/*",
    maxBytes: maxConfigBytes,
  });
  if (got.kind !== "response") return got;
  if (got.status === 404) return configFaults.missing();
  if (got.status !== 200) return unexpectedStatus(got.status, origin);
  if (!isDigestOf(digest, got.body)) return digestMismatch;
  if (got.body.length !== size) return configFaults.sizeMismatch();
  const config = readImageConfig(got.body, today);
  return config ? { kind: "config", config } : configFaults.malformed();
}

/** The digest that a successful response was sent with; null where there is none, or several. */
function digestInHeader(response: HttpResponse): string | null {
  const [digest, ...others] = sentDigests(response);
  if (response.status !== 200 || others.length > 0) return null;
  return digest !== undefined && isDigest(digest) ? digest : null;
}

function sentDigests(response: HttpResponse): readonly string[] {
  return response.header("docker-content-digest").map((value) => value.trim());
}

function contentTypeOf(response: HttpResponse): string | null {
  return response.header("content-type")[0] ?? null;
}
