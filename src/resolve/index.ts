export type { BuildRequest } from "./resolve-build.ts";
export { resolveBuild } from "./resolve-build.ts";
