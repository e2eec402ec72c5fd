import type { DiscoveredFile } from "../discover/index.ts";
import { readSource } from "../discover/index.ts";
import type { ScanRequest } from "./scan-request.ts";

/** Reads a file of a run, which can have its contents elsewhere. */
export function sourceIn(
  { earlier }: Pick<ScanRequest, "earlier">,
  file: Omit<DiscoveredFile, "folder">,
): ReturnType<typeof readSource> {
  const at = earlier?.readAt.get(file.absolute);
  return readSource(at === undefined ? file : { ...file, absolute: at, named: false });
}
