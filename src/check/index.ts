export { checkBuild, compareFindings } from "./check-build.ts";
