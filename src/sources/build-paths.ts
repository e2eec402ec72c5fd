import { resolve } from "node:path";
import type { FoundBuild } from "./source-reading.ts";

export type FollowedPath =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "unknown"; readonly why: string };

export function dockerfileOf(
  { context, dockerfile }: FoundBuild,
  folder: string,
  _root: string,
  exists: (path: string) => boolean,
): FollowedPath {
  const path = resolve(folder, context?.text ?? ".", dockerfile?.text ?? "Dockerfile");
  return exists(path) ? { kind: "file", path } : { kind: "unknown", why: `${path} does not exist` };
}
