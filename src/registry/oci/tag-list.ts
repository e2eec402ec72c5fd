import { isTag } from "../../domain/image/distribution-grammar.ts";
import type { LookupFailure } from "../../domain/image/registry-source.ts";
import { parseJsonObject } from "../../text/json-object.ts";
import { readNextPage } from "../http/link.ts";
import { tagListFaults, unexpectedStatus } from "./oci-messages.ts";
import type { RepositoryEndpoint } from "./repository-endpoint.ts";

export type TagList =
  | { readonly kind: "list"; readonly tags: readonly string[] }
  | { readonly kind: "absent" }
  | LookupFailure;

const mebibyte = 1024 * 1024;
const maxPages = 100;
const maxPageBytes = 8 * mebibyte;
const maxBytes = 16 * mebibyte;
/** Ten times the tags of Microsoft's largest repository; searching more of them for each image would take too long. */
const maxTags = 50_000;

/** The largest page that all registries accept: ECR rejects more; docker-registry 2.8 ignores the limit and sends all tags. */
const firstPage = "tags/list?n=1000";

/**
 * Reads all pages of a repository's tag list. A fault on any page fails the lookup, because an incomplete list would report
 * existing tags as absent.
 */
export async function readTagList({ send, address, origin }: RepositoryEndpoint): Promise<TagList> {
  const base = new URL(`${origin}/v2/${address.repository}/tags/list`);
  const tags = new Set<string>();
  const seen = new Set<string>();
  let path = firstPage;
  let bytesLeft = maxBytes;
  for (let page = 1; ; page++) {
    seen.add(path);
    const max = Math.min(bytesLeft, maxPageBytes);
    const accept = "application/json";
    const got = await send(address, { method: "GET", path, accept, maxBytes: max });
    if (got.kind !== "response") return got;
    if (got.status === 404 && page === 1) return { kind: "absent" };
    if (got.status !== 200) return unexpectedStatus(got.status, origin);
    bytesLeft -= got.body.length;

    const listed = readPage(got.body);
    if (!listed) return tagListFaults.malformed();
    for (const tag of listed) if (isTag(tag)) tags.add(tag);
    if (tags.size > maxTags) return tagListFaults.tooManyTags(maxTags);

    const next = readNextPage(got.header("link"));
    if (next.kind === "none") return { kind: "list", tags: [...tags].sort() };
    if (next.kind === "broken") return tagListFaults.brokenLink();
    const following = readTarget(next.target, base);
    if (following === null) return tagListFaults.foreignLink();
    if (seen.has(following)) return tagListFaults.loop();
    if (page === maxPages) return tagListFaults.tooManyPages(maxPages);
    path = following;
  }
}

/** The tags of a page; null where it is malformed. Some registries send null for an empty list. */
function readPage(body: Buffer): readonly string[] | null {
  const document = parseJsonObject(body.toString("utf8"));
  if (!document || !("tags" in document)) return null;
  const { tags } = document;
  if (tags === null) return [];
  const isList = Array.isArray(tags) && tags.every((tag) => typeof tag === "string");
  return isList ? tags : null;
}

/** The path of the next page below the repository; null unless it is the same list on the same registry. */
function readTarget(target: string, base: URL): string | null {
  if (!URL.canParse(target, base.href)) return null;
  const url = new URL(target, base);
  const isSame = url.origin === base.origin && url.pathname === base.pathname;
  if (!isSame || url.username !== "" || url.password !== "") return null;
  return `tags/list${url.search}`;
}
