import type { JsonObject } from "./json-object.ts";
import { asObject, readJsonObject } from "./json-object.ts";
import { isDigest } from "../../domain/image/distribution-grammar.ts";

/** What is read of a manifest. Layers are left alone, and the `urls` of foreign ones are never followed. */
export type Manifest =
  | { readonly kind: "index"; readonly entries: readonly IndexEntry[] }
  | { readonly kind: "image"; readonly config: Descriptor }
  | Unreadable;

/** Part of a sentence: why it tells nothing. */
export interface Unreadable {
  readonly kind: "unreadable";
  readonly why: string;
}

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

export interface IndexEntry {
  /** As `linux/amd64` or `linux/arm/v7`; null for what is for no platform, such as an attestation. */
  readonly platform: string | null;
  readonly descriptor: Descriptor | null;
}

const indexes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
];
const images = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];
const configs = new Set([
  "application/vnd.oci.image.config.v1+json",
  "application/vnd.docker.container.image.v1+json",
]);

/** Asked for whole: a registry that is not told so converts, to another digest, or says that there is nothing. */
export const manifestTypes: string = [...indexes, ...images].join(", ");

type Kind = "index" | "image" | "schema 1" | "other";

/** @param contentType as the registry sent it; null where it sent none */
export function readManifest(body: Buffer, contentType: string | null): Manifest {
  const document = readJsonObject(body);
  if (!document) return unreadable("its answer is no manifest");
  const sent = kindOf(contentType);
  const own = kindOf(document["mediaType"]);
  if (sent !== null && own !== null && sent !== own)
    return unreadable("its manifest says to be of another kind than the registry says");
  // CVE-2021-41190: the same bytes, an index to one reader and an image to another.
  const isIndex = "manifests" in document;
  const isImage = "config" in document || "layers" in document;
  if (isIndex && isImage) return unreadable("its manifest is an index and an image at once");
  const isOld = document["schemaVersion"] === 1 || sent === "schema 1" || own === "schema 1";
  if (isOld)
    return unreadable("its manifest is of schema 1, which says nothing that can be checked");
  const kind = sent ?? own ?? (isIndex ? "index" : isImage ? "image" : "other");
  if (kind === "index" && isIndex) return readIndex(document);
  if (kind === "image" && isImage) return readImage(document);
  return unreadable("its manifest is of a kind that no image has");
}

/** The kind that a media type says; null where it says none. */
function kindOf(mediaType: unknown): Kind | null {
  if (typeof mediaType !== "string") return null;
  const type = bareType(mediaType);
  if (type === "" || type === "application/json" || type === "application/octet-stream")
    return null;
  if (indexes.includes(type)) return "index";
  if (images.includes(type)) return "image";
  return type.startsWith("application/vnd.docker.distribution.manifest.v1") ? "schema 1" : "other";
}

/** Whether a registry that answers so means a manifest; what says nothing may be one. */
export function mayBeManifest(contentType: string | null): boolean {
  const kind = kindOf(contentType);
  return kind === null || kind === "index" || kind === "image";
}

function bareType(mediaType: string): string {
  return (mediaType.split(";", 1)[0] ?? "").trim().toLowerCase();
}

function readIndex(document: JsonObject): Manifest {
  const { manifests } = document;
  if (!Array.isArray(manifests)) return unreadable("its index lists no manifests");
  const entries = manifests.map((entry: unknown): IndexEntry => {
    const item = asObject(entry);
    return { platform: item && platformOf(item), descriptor: item && readDescriptor(item) };
  });
  return { kind: "index", entries };
}

function readImage(document: JsonObject): Manifest {
  const item = asObject(document["config"]);
  const config = item && readDescriptor(item);
  if (!config) return unreadable("its manifest names no config");
  if (!configs.has(bareType(config.mediaType))) return unreadable("it is no container image");
  return { kind: "image", config };
}

function readDescriptor({ mediaType, digest, size }: JsonObject): Descriptor | null {
  if (typeof mediaType !== "string" || typeof digest !== "string" || !isDigest(digest)) return null;
  const isSize = typeof size === "number" && Number.isSafeInteger(size) && size >= 0;
  return isSize ? { mediaType, digest, size } : null;
}

function platformOf(item: JsonObject): string | null {
  const { os, architecture, variant } = asObject(item["platform"]) ?? {};
  if (typeof os !== "string" || typeof architecture !== "string") return null;
  // BuildKit's attestations stand in the index as images for a platform that does not exist.
  if (os === "unknown" || architecture === "unknown") return null;
  return completePlatform(
    typeof variant === "string" && variant !== ""
      ? `${os}/${architecture}/${variant}`
      : `${os}/${architecture}`,
  );
}

/** What stands for a platform: `linux/arm64` is `linux/arm64/v8`, as containerd has it. */
export function completePlatform(platform: string): string {
  if (/^[^/]+\/arm64$/.test(platform)) return `${platform}/v8`;
  return /^[^/]+\/arm$/.test(platform) ? `${platform}/v7` : platform;
}

function unreadable(why: string): Unreadable {
  return { kind: "unreadable", why };
}
