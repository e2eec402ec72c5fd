import type { Unanswered } from "../../domain/image/registry-source.ts";
import { unexpected } from "./ask.ts";
import { readJsonObject } from "./json-object.ts";
import { readNextPage } from "../http/link.ts";
import { isTag } from "../../domain/image/distribution-grammar.ts";
import type { Location } from "./read-image.ts";
import { unreachable } from "./registry-answer.ts";

export type TagList =
  | { readonly kind: "list"; readonly tags: readonly string[] }
  | { readonly kind: "absent" }
  | Unanswered;

const mebibyte = 1024 * 1024;
const maxPages = 100;
const maxPageBytes = 8 * mebibyte;
const maxBytes = 16 * mebibyte;
/** Ten times what the busiest repository of Microsoft's has; searching more for each image would take too long. */
const maxTags = 50_000;

/** The longest page that registries agree to: ECR refuses more, and docker-registry 2.8 gives all at once. */
const firstPage = "tags/list?n=1000";

/**
 * Reads all pages of a repository's list; one that breaks the rules leaves the question open, because a short list would pass
 * for a whole one.
 */
export async function readTagList({ ask, address, origin }: Location): Promise<TagList> {
  const base = new URL(`${origin}/v2/${address.repository}/tags/list`);
  const tags = new Set<string>();
  const seen = new Set<string>();
  let path = firstPage;
  let module = maxBytes;
  for (let page = 1; ; page++) {
    seen.add(path);
    const max = Math.min(module, maxPageBytes);
    const accept = "application/json";
    const got = await ask(address, { method: "GET", path, accept, maxBytes: max });
    if (got.kind !== "response") return got;
    if (got.status === 404 && page === 1) return { kind: "absent" };
    if (got.status !== 200) return unexpected(got.status, origin);
    module -= got.body.length;

    const listed = readPage(got.body);
    if (!listed) return unreachable("its answer is no list of tags");
    for (const tag of listed) if (isTag(tag)) tags.add(tag);
    if (tags.size > maxTags) return unreachable(`it lists more than ${maxTags} tags`);

    const next = readNextPage(got.header("link"));
    if (next.kind === "none") return { kind: "list", tags: [...tags].sort() };
    if (next.kind === "broken") return unreachable("the link to its next page cannot be read");
    const following = readTarget(next.target, base);
    if (following === null) return unreachable("the next page of its tag list is somewhere else");
    if (seen.has(following)) return unreachable("its tag list goes in a circle");
    if (page === maxPages) return unreachable(`its tag list has more than ${maxPages} pages`);
    path = following;
  }
}

/** The tags of a page; null where it is none. Some registries write an empty list as null. */
function readPage(body: Buffer): readonly string[] | null {
  const document = readJsonObject(body);
  if (!document || !("tags" in document)) return null;
  const { tags } = document;
  if (tags === null) return [];
  const isList = Array.isArray(tags) && tags.every((tag) => typeof tag === "string");
  return isList ? tags : null;
}

/** The path of the next page as it is asked for; null for any place but the same list of the same registry. */
function readTarget(target: string, base: URL): string | null {
  if (!URL.canParse(target, base.href)) return null;
  const url = new URL(target, base);
  const isSame = url.origin === base.origin && url.pathname === base.pathname;
  if (!isSame || url.username !== "" || url.password !== "") return null;
  return `tags/list${url.search}`;
}
