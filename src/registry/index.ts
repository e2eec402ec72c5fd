export { cacheDirectory } from "./cache-directory.ts";
export { clearStore, openFileStore } from "./file-store.ts";
export { keptRegistry } from "./kept-registry.ts";
