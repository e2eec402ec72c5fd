import { dirname } from "node:path";
import { placesOnWay } from "../fs/places-on-way.ts";
import { repositoryRootFinder } from "./repository-root.ts";

/**
 * The first symbolic link inside a repository that writing to a path would follow, or replace; null if there is none. A
 * repository can make such a link lead to any file of the user. Links elsewhere, as those of `/dev`, are the user's own.
 * @param path absolute; `..` in it goes where the system goes
 * @returns absolute
 */
export function linkInRepository(path: string): string | null {
  const findRoot = repositoryRootFinder();
  for (const place of placesOnWay(path))
    if (place.isLink && findRoot(dirname(place.path)) !== null) return place.path;
  return null;
}
