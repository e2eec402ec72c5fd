export { resolveBuild } from "./resolve-build.ts";
