export type { RuleInForce } from "./check-build.ts";
export { checkBuild, compareFindings } from "./check-build.ts";
