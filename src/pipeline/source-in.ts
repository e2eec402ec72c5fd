import type { DiscoveredFile } from "../discover/index.ts";
import { readSource } from "../discover/index.ts";
import type { ScanRequest } from "./scan-request.ts";

/** Reads a file of a run, which can have its contents elsewhere. */
export function sourceIn(
  run: Pick<ScanRequest, "earlier">,
  file: Omit<DiscoveredFile, "folder">,
): ReturnType<typeof readSource> {
  return readSource(placedIn(run, file));
}

/** A file of a run at the place of its contents. */
export function placedIn<File extends Omit<DiscoveredFile, "folder">>(
  { earlier }: Pick<ScanRequest, "earlier">,
  file: File,
): File {
  const at = earlier?.readAt.get(file.absolute);
  return at === undefined ? file : { ...file, absolute: at, named: false };
}
