export { cacheDirectory } from "./cache-directory.ts";
export { clearStore, openFileStore } from "./file-store.ts";
export { keptRegistry } from "./kept-registry.ts";
export { proxyProblem } from "./proxies.ts";
export type { Proxies } from "./proxies.ts";
