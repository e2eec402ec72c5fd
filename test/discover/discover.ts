import type { DiscoverOptions, Discovery } from "../../src/discover/discover.ts";
import { discover as discoverWith } from "../../src/discover/index.ts";
import { isDockerfileText } from "../../src/parse/index.ts";

/** Discovery as the pipeline runs it: the parser decides about texts. */
export function discover(
  paths: readonly string[],
  options: Omit<DiscoverOptions, "isDockerfileText">,
): Promise<Discovery> {
  return discoverWith(paths, {
    ...options,
    isDockerfileText: (text, isWhole) => Promise.resolve(isDockerfileText(text, isWhole)),
  });
}
