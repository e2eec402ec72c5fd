import { isListedTag, registry } from "../build/registry.mjs";
import { entriesOf } from "../tag-entries.mjs";

/** Images that are listed no more, and images and tags that are known no more. */
export function* vanished(before, after, collected) {
  const { repositories, list, baseList } = after.images;
  for (const [name, { family, support, documented }] of Object.entries(
    before.images.repositories,
  )) {
    const now = repositories[name];
    const { name: source, asOf } = family === "base" ? baseList : list;
    if (support === "listed" && now?.support !== "listed") {
      const also = documented && `set \`documented: ${documented}\` of it in decided.yaml`;
      yield { change: `${name} is no longer listed${lastOf(documented)}`, source, asOf, also };
    } else if (!now) yield { change: `${name} is no longer known`, source, asOf };
  }
  const known = new Set(entriesOf(after.tags).map(({ key }) => key));
  for (const { key, origin, repository, tag } of entriesOf(before.tags)) {
    // Of the tags that only the registry has, the newest are kept.
    const isOlder = origin === registry && isListedTag(collected, repository, tag);
    if (!known.has(key) && !isOlder) {
      const state = after.images.sources[origin];
      const source = state?.name ?? origin;
      yield { change: `the tag ${key} is no longer known`, source, asOf: state?.asOf };
    }
  }
}

const lastOf = (documented) => (documented ? ` (last on ${documented.split("..")[1]})` : "");
