import type { CalendarDate } from "../../text/calendar-date.ts";
import type {
  PublishedImage,
  RepositoryAddress,
  Unanswered,
} from "../../domain/image/registry-source.ts";
import type { Ask } from "./ask.ts";
import { unexpected } from "./ask.ts";
import { digestOf, isDigestOf } from "./content-digest.ts";
import type { HttpResponse } from "../http/exchange.ts";
import { readImageConfig } from "./image-config.ts";
import type { Descriptor, Manifest, Unreadable } from "./manifest.ts";
import { completePlatform, manifestTypes, mayBeManifest, readManifest } from "./manifest.ts";
import { isDigest } from "../../domain/image/distribution-grammar.ts";
import { unreachable } from "./registry-answer.ts";

/** A repository of a registry, and how it is asked. */
export interface Location {
  readonly kind: "place";
  readonly ask: Ask;
  readonly address: RepositoryAddress;
  /** Of the registry: `https://contoso.azurecr.io`. */
  readonly origin: string;
}

interface Absent {
  readonly kind: "absent";
}

interface FoundManifest {
  readonly kind: "manifest";
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  readonly manifest: Exclude<Manifest, Unreadable>;
}

const mebibyte = 1024 * 1024;
/** What a registry has to take at the least (distribution specification), and Azure's at the most. */
const maxManifestBytes = 4 * mebibyte;
const maxConfigBytes = 8 * mebibyte;

const foreignBytes = unreachable("its bytes are not those of its digest");

/** The digest behind a tag or digest. Asked for without the manifest, which is read only where the digest is not sent along. */
export async function readDigest(
  location: Location,
  reference: string,
): Promise<{ readonly kind: "digest"; readonly digest: string } | Absent | Unanswered> {
  const { ask, address, origin } = location;
  const path = `manifests/${reference}`;
  const got = await ask(address, { method: "HEAD", path, accept: manifestTypes, maxBytes: 0 });
  if (got.kind !== "response") return got;
  if (got.status === 404) return { kind: "absent" };
  const sent = sentDigests(got);
  const [digest] = sent;
  const isToBeRead = isDigest(reference) && digest !== reference;
  if (got.status === 200 && sent.length === 1 && digest !== undefined && isDigest(digest))
    if (!isToBeRead && mayBeManifest(contentTypeOf(got))) return { kind: "digest", digest };
  // Some know no HEAD.
  const isAsked = got.status === 200 || [400, 405, 501].includes(got.status);
  if (!isAsked) return unexpected(got.status, origin);
  const read = await fetchManifest(location, reference);
  return read.kind === "manifest" ? { kind: "digest", digest: read.digest } : read;
}

/**
 * The image behind a tag or digest.
 * @param platform `linux/amd64`: which one of several
 * @param today the day of the answer
 */
export async function readPublishedImage(
  location: Location,
  reference: string,
  platform: string,
  today: CalendarDate,
): Promise<{ readonly kind: "image"; readonly image: PublishedImage } | Absent | Unanswered> {
  const named = await fetchManifest(location, reference);
  if (named.kind !== "manifest") return named;
  const chosen =
    named.manifest.kind === "index"
      ? await fetchEntry(location, named.manifest, platform)
      : { kind: "config" as const, config: named.manifest.config };
  if (chosen.kind !== "config") return chosen;
  const config = await fetchConfig(location, chosen.config, today);
  if (config.kind !== "config") return config;
  const { created, user } = config;
  return { kind: "image", image: { digest: named.digest, created, user } };
}

/** A manifest whose bytes are those of every digest that was said of it. */
async function fetchManifest(
  { ask, address, origin }: Location,
  reference: string,
): Promise<FoundManifest | Absent | Unanswered> {
  const got = await ask(address, {
    method: "GET",
    path: `manifests/${reference}`,
    accept: manifestTypes,
    maxBytes: maxManifestBytes,
  });
  if (got.kind !== "response") return got;
  if (got.status === 404) return { kind: "absent" };
  if (got.status !== 200) return unexpected(got.status, origin);
  const { body } = got;
  const asked = isDigest(reference) ? [reference] : [];
  const said = [...asked, ...sentDigests(got)];
  const manifest = readManifest(body, contentTypeOf(got));
  // Schema 1 has a signature, which its digest leaves out.
  if (manifest.kind === "unreadable") return unreachable(manifest.why);
  if (!said.every((digest) => isDigestOf(digest, body))) return foreignBytes;
  const digest = said[0] ?? digestOf(body);
  return { kind: "manifest", digest, size: body.length, manifest };
}

/** The config of the one image in an index that is for the platform. */
async function fetchEntry(
  location: Location,
  { entries }: Extract<Manifest, { kind: "index" }>,
  platform: string,
): Promise<{ readonly kind: "config"; readonly config: Descriptor } | Unanswered> {
  const wanted = completePlatform(platform);
  const entry = entries.find((one) => one.platform === wanted);
  if (!entry) return unreachable(`it has no image for ${platform}`);
  if (!entry.descriptor) return unreachable(`its index names no manifest for ${platform}`);
  const { digest, size } = entry.descriptor;
  const found = await fetchManifest(location, digest);
  if (found.kind === "absent")
    return unreachable(`it does not have the manifest that its index names for ${platform}`);
  if (found.kind !== "manifest") return found;
  if (found.size !== size) return unreachable("its manifest is not as long as its index says");
  return found.manifest.kind === "index"
    ? unreachable("its index names another index")
    : { kind: "config", config: found.manifest.config };
}

async function fetchConfig(
  { ask, address, origin }: Location,
  { digest, size }: Descriptor,
  today: CalendarDate,
) {
  if (size > maxConfigBytes) return unreachable("its config is larger than 8 MiB");
  const got = await ask(address, {
    method: "GET",
    path: `blobs/${digest}`,
    accept: "*/*",
    maxBytes: maxConfigBytes,
  });
  if (got.kind !== "response") return got;
  if (got.status === 404) return unreachable("it does not have the config that its manifest names");
  if (got.status !== 200) return unexpected(got.status, origin);
  if (!isDigestOf(digest, got.body)) return foreignBytes;
  if (got.body.length !== size)
    return unreachable("its config is not as long as its manifest says");
  const config = readImageConfig(got.body, today);
  return config ? { kind: "config" as const, ...config } : unreachable("its config is none");
}

function sentDigests(response: HttpResponse): readonly string[] {
  return response.header("docker-content-digest").map((value) => value.trim());
}

function contentTypeOf(response: HttpResponse): string | null {
  return response.header("content-type")[0] ?? null;
}
