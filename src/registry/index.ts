/**
 * Facts about images from OCI registries, from the response cache, and from facts files.
 * Imports between the folders go one way: oci → auth → http. The folders cache and facts-file import none of the others, and
 * only online.ts, which joins oci, auth and http, loads the HTTP client; it is imported on demand.
 */
export { cacheDirectory } from "./cache/cache-directory.ts";
export type { CacheDirectory } from "./cache/cache-directory.ts";
export { clearFileStore, openFileStore } from "./cache/file-store.ts";
export { cachedRegistry } from "./cache/cached-registry.ts";
export { proxyProblem } from "./http/proxies.ts";
export type { Proxies } from "./http/proxies.ts";
