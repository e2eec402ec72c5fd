import { createHash, randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { Agent, request } from "undici";

export interface ImageToPush {
  /** Empty for an image with a digest only. */
  readonly tags?: readonly string[];
  /** `created` of the config; null leaves it out. */
  readonly created?: string | null;
  readonly user?: string;
  /** `NAME=value`; if absent, the config has no `Env`. */
  readonly env?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  /** Pushes an index with an image for each: `linux/amd64`, `linux/arm64/v8`, `unknown/unknown`. If absent, one image and no index. */
  readonly platforms?: readonly string[];
  /** Images with the same identity and settings have the same digest; if absent, each has its own. */
  readonly identity?: string;
  readonly format?: "oci" | "docker";
  /** The Authorization header. */
  readonly authorization?: string;
  /** Of the registry's authority, PEM. */
  readonly ca?: string;
}

export interface PushedImage {
  /** Of the index where there is one, else of the manifest. */
  readonly digest: string;
  /** Of the first platform. */
  readonly configDigest: string;
  readonly platforms: readonly PushedPlatform[];
}

export interface PushedPlatform {
  readonly platform: string;
  readonly digest: string;
  readonly configDigest: string;
}

const mediaTypes = {
  oci: {
    index: "application/vnd.oci.image.index.v1+json",
    manifest: "application/vnd.oci.image.manifest.v1+json",
    config: "application/vnd.oci.image.config.v1+json",
    layer: "application/vnd.oci.image.layer.v1.tar+gzip",
  },
  docker: {
    index: "application/vnd.docker.distribution.manifest.list.v2+json",
    manifest: "application/vnd.docker.distribution.manifest.v2+json",
    config: "application/vnd.docker.container.image.v1+json",
    layer: "application/vnd.docker.image.rootfs.diff.tar.gzip",
  },
} as const;

/** An empty tar archive, which has an end marker only. */
const emptyTar = Buffer.alloc(1024);
const emptyLayer = gzipSync(emptyTar);

type Put = (path: string, body: Buffer, mediaType: string) => Promise<void>;

/** Pushes an image whose only layer is empty. @param base `http://127.0.0.1:38199` */
export async function pushImage(
  base: string,
  repository: string,
  image: ImageToPush = {},
): Promise<PushedImage> {
  const agent = new Agent({ connect: { ca: image.ca } });
  const headers = image.authorization === undefined ? {} : { authorization: image.authorization };

  const send = async (
    method: "HEAD" | "POST" | "PUT",
    url: URL,
    body: Buffer | null = null,
    mediaType = "application/octet-stream",
  ): Promise<{ readonly status: number; readonly location: string; readonly text: string }> => {
    const answer = await request(url, {
      method,
      body,
      dispatcher: agent,
      headers: { ...headers, ...(body && { "content-type": mediaType }) },
    });
    const { location = "" } = answer.headers;
    return {
      status: answer.statusCode,
      location: String(location),
      text: await answer.body.text(),
    };
  };
  const put: Put = async (path, body, mediaType) => {
    const { status, text } = await send("PUT", new URL(path, base), body, mediaType);
    if (status !== 201) throw new Error(`the registry took no ${path}: ${status} ${text}`);
  };
  const putBlob: Put = async (digest, body) => {
    const blob = await send("HEAD", new URL(`/v2/${repository}/blobs/${digest}`, base));
    if (blob.status === 200) return;
    const upload = await send("POST", new URL(`/v2/${repository}/blobs/uploads/`, base));
    if (upload.status !== 202)
      throw new Error(`the registry took no blob: ${upload.status} ${upload.text}`);
    const url = new URL(upload.location, base);
    url.searchParams.set("digest", digest);
    await put(url.href, body, "application/octet-stream");
  };
  try {
    return await push(image, putBlob, (reference, body, mediaType) =>
      put(`/v2/${repository}/manifests/${reference}`, body, mediaType),
    );
  } finally {
    await agent.close();
  }
}

async function push(image: ImageToPush, putBlob: Put, putManifest: Put): Promise<PushedImage> {
  const { tags = [], platforms, format = "oci", identity = randomUUID() } = image;
  const types = mediaTypes[format];
  const name = async (body: Buffer, mediaType: string): Promise<string> => {
    const digest = digestOf(body);
    for (const reference of tags.length === 0 ? [digest] : tags)
      await putManifest(reference, body, mediaType);
    return digest;
  };

  await putBlob(digestOf(emptyLayer), emptyLayer, types.layer);
  const made = [];
  for (const platform of platforms ?? ["linux/amd64"]) {
    const config = encode(configOf(image, platform, identity));
    await putBlob(digestOf(config), config, types.config);
    const manifest = encode({
      schemaVersion: 2,
      mediaType: types.manifest,
      config: descriptor(config, types.config),
      layers: [descriptor(emptyLayer, types.layer)],
    });
    if (platforms) await putManifest(digestOf(manifest), manifest, types.manifest);
    made.push({ platform, manifest, config });
  }
  const [first] = made;
  if (!first) throw new Error("an index of no platforms is no image");
  const index = encode({
    schemaVersion: 2,
    mediaType: types.index,
    manifests: made.map(({ platform, manifest }) => ({
      ...descriptor(manifest, types.manifest),
      platform: platformOf(platform),
    })),
  });
  return {
    digest: platforms ? await name(index, types.index) : await name(first.manifest, types.manifest),
    configDigest: digestOf(first.config),
    platforms: made.map(({ platform, manifest, config }) => ({
      platform,
      digest: digestOf(manifest),
      configDigest: digestOf(config),
    })),
  };
}

function configOf(
  { created, user, env, labels }: ImageToPush,
  platform: string,
  identity: string,
): unknown {
  const when = created === undefined ? "2026-01-01T00:00:00Z" : created;
  return {
    ...platformOf(platform),
    ...(when !== null && { created: when }),
    config: {
      ...(user !== undefined && { User: user }),
      ...(env && { Env: env }),
      Labels: { ...labels, identity },
    },
    rootfs: { type: "layers", diff_ids: [digestOf(emptyTar)] },
    history: [{ ...(when !== null && { created: when }), created_by: "a test" }],
  };
}

function platformOf(platform: string): Readonly<Record<string, string>> {
  const [os = "", architecture = "", variant] = platform.split("/");
  return { os, architecture, ...(variant !== undefined && { variant }) };
}

function descriptor(body: Buffer, mediaType: string): Readonly<Record<string, unknown>> {
  return { mediaType, size: body.length, digest: digestOf(body) };
}

function digestOf(body: Buffer): string {
  return `sha256:${createHash("sha256").update(body).digest("hex")}`;
}

function encode(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
