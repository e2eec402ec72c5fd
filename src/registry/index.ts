export { cacheDirectory } from "./cache/cache-directory.ts";
export { clearStore, openFileStore } from "./cache/file-store.ts";
export { cachedRegistry } from "./cache/cached-registry.ts";
export { proxyProblem } from "./http/proxies.ts";
export type { Proxies } from "./http/proxies.ts";
