export { bakeBuilds } from "./bake-builds.ts";
export type { BakeReading } from "./bake-builds.ts";
export { hasTargets, isBakeName } from "./bake-name.ts";
export type { BakeTree } from "./bake-tree.ts";
export { jsonBakeBuilds } from "./json.ts";
