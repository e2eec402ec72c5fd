import type { FileSelection } from "../domain/settings/settings.ts";
import { compareText } from "../text/compare-text.ts";
import type { DiscoveredFile } from "./discovered-file.ts";
import type { ShowPath } from "./fs-path.ts";
import { linkEnd } from "./link-end.ts";
import { settledKind } from "./settled-kind.ts";
import { folderLinks, undecodableName, unfollowedLink } from "./problem.ts";
import type { Candidate, Search } from "./search.ts";

interface SettleContext {
  readonly search: Search;
  /** What stands in for the repository of a link where there is none. */
  readonly topOf: (link: string) => string;
}

/**
 * Decides about candidates whose name is not enough: by their text, and by where links lead.
 * @param files those that are certain, by absolute path; gets the others
 */
export async function settle(
  candidates: readonly Candidate[],
  files: Map<string, DiscoveredFile>,
  context: SettleContext,
): Promise<void> {
  const { search } = context;
  for (const candidate of candidates) {
    const { path, isLink, named, folder } = candidate;
    const kind = isLink ? null : await settledKind(candidate, path, search);
    if (kind === null) continue;
    const shown = search.show(path);
    if (typeof path !== "string") search.report(undecodableName(shown, kind));
    else files.set(path, { path: shown, absolute: path, kind, named, folder });
  }
  const links = candidates.filter(({ isLink }) => isLink).sort(byPrecedence(search.show));
  if (links.length > 0) await settleLinks(links, files, context);
}

/** Of two links to one file, one that the user passed comes first, then the first by path. */
function byPrecedence(show: ShowPath): (a: Candidate, b: Candidate) => number {
  return (a, b) => Number(b.named) - Number(a.named) || compareText(show(a.path), show(b.path));
}

async function settleLinks(
  links: readonly Candidate[],
  files: Map<string, DiscoveredFile>,
  context: SettleContext,
): Promise<void> {
  const { search, topOf } = context;
  const folders: string[] = [];
  const othersOf = new Map<FileSelection, Map<string, string[]>>();
  for (const link of links) {
    const { path, taken, named, folder } = link;
    const shown = search.show(path);
    const end = linkEnd(path, search.findRoot, topOf);
    const kind = end.kind === "file" ? await settledKind(link, end.target, search) : null;
    if (end.kind === "folder") folders.push(shown);
    else if (end.kind === "other") {
      if (named && typeof path === "string" && taken?.kind)
        files.set(path, { path: shown, absolute: path, kind: taken.kind, named, folder });
      else if (taken && taken.by !== "mention") search.report(unfollowedLink(shown, end.why));
    } else if (kind !== null) {
      const { target } = end;
      if (typeof target === "string" && files.has(target)) continue;
      // Where other settings count for two links, what one of them turns off is not off for the other.
      const { selection } = await search.in(folder);
      const known = othersOf.get(selection) ?? new Map<string, string[]>();
      othersOf.set(selection, known);
      const others = typeof target === "string" ? known.get(target) : undefined;
      if (others) others.push(shown);
      else if (typeof path !== "string" || typeof target !== "string")
        search.report(undecodableName(shown, kind));
      else {
        const own: string[] = [];
        known.set(target, own);
        const followed = { target, shown: search.show(target), others: own };
        files.set(path, {
          path: shown,
          absolute: path,
          kind,
          named,
          folder,
          link: followed,
        });
      }
    }
  }
  if (folders.length > 0) search.report(folderLinks(folders));
}
