import { isDigest } from "../../domain/image/distribution-grammar.ts";
import { normalPlatform } from "../../domain/image/platform.ts";
import type { LookupFailure } from "../../domain/image/registry-source.ts";
import type { JsonObject } from "../../text/json-object.ts";
import { asObject, parseJsonObject } from "../../text/json-object.ts";
import { manifestFaults } from "./oci-messages.ts";

/** The parts of a manifest that are read: no layers, and never the `urls` of foreign layers. */
export type Manifest =
  | { readonly kind: "index"; readonly entries: readonly IndexEntry[] }
  | { readonly kind: "image"; readonly config: Descriptor };

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

export interface IndexEntry {
  /** In its canonical form, `linux/amd64` or `linux/arm/v7`; null for entries without one, such as attestations. */
  readonly platform: string | null;
  readonly descriptor: Descriptor | null;
}

const indexTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
];
const imageTypes = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];
const configTypes = new Set([
  "application/vnd.oci.image.config.v1+json",
  "application/vnd.docker.container.image.v1+json",
]);

/** The Accept header. It lists all types, because a registry converts others to another digest or reports them as absent. */
export const manifestTypes: string = [...indexTypes, ...imageTypes].join(", ");

type Kind = "index" | "image" | "schema 1" | "other";

/** @param contentType as the registry sent it; null where it sent none */
export function readManifest(body: Buffer, contentType: string | null): Manifest | LookupFailure {
  const document = parseJsonObject(body.toString("utf8"));
  if (!document) return manifestFaults.notManifest();
  const sent = kindOf(contentType);
  const own = kindOf(document["mediaType"]);
  if (sent !== null && own !== null && sent !== own) return manifestFaults.contentTypeMismatch();
  // CVE-2021-41190: the same bytes can be an index to one reader and an image to another.
  const isIndex = "manifests" in document;
  const isImage = "config" in document || "layers" in document;
  if (isIndex && isImage) return manifestFaults.ambiguous();
  const isOld = document["schemaVersion"] === 1 || sent === "schema 1" || own === "schema 1";
  if (isOld) return manifestFaults.schema1();
  const kind = sent ?? own ?? (isIndex ? "index" : isImage ? "image" : "other");
  if (kind === "index" && isIndex) return readIndex(document);
  if (kind === "image" && isImage) return readImage(document);
  return manifestFaults.otherKind();
}

/** The kind of manifest that a media type stands for; null where it is generic. */
function kindOf(mediaType: unknown): Kind | null {
  if (typeof mediaType !== "string") return null;
  const type = withoutParameters(mediaType);
  if (type === "" || type === "application/json" || type === "application/octet-stream")
    return null;
  if (indexTypes.includes(type)) return "index";
  if (imageTypes.includes(type)) return "image";
  return type.startsWith("application/vnd.docker.distribution.manifest.v1") ? "schema 1" : "other";
}

/** Whether a response with this media type can be a manifest, as one with a generic type can. */
export function mayBeManifest(contentType: string | null): boolean {
  const kind = kindOf(contentType);
  return kind === null || kind === "index" || kind === "image";
}

function withoutParameters(mediaType: string): string {
  return (mediaType.split(";", 1)[0] ?? "").trim().toLowerCase();
}

function readIndex(document: JsonObject): Manifest | LookupFailure {
  const { manifests } = document;
  if (!Array.isArray(manifests)) return manifestFaults.withoutManifests();
  const entries = manifests.map((entry: unknown): IndexEntry => {
    const item = asObject(entry);
    return { platform: item && platformOf(item), descriptor: item && readDescriptor(item) };
  });
  return { kind: "index", entries };
}

function readImage(document: JsonObject): Manifest | LookupFailure {
  const item = asObject(document["config"]);
  const config = item && readDescriptor(item);
  if (!config) return manifestFaults.withoutConfig();
  if (!configTypes.has(withoutParameters(config.mediaType)))
    return manifestFaults.notContainerImage();
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
  // BuildKit lists attestations as images for the platform unknown/unknown.
  if (os === "unknown" || architecture === "unknown") return null;
  return normalPlatform(
    typeof variant === "string" && variant !== ""
      ? `${os}/${architecture}/${variant}`
      : `${os}/${architecture}`,
  );
}
