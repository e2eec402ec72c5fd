// One line for each rule, in the order of the alphabet.
export { rule as eolOs } from "./eol-os/rule.ts";
export { rule as eolPython } from "./eol-python/rule.ts";
export { rule as floatingTag } from "./floating-tag/rule.ts";
export { rule as invalidDockerfile } from "./invalid-dockerfile/rule.ts";
export { rule as rootUser } from "./root-user/rule.ts";
export { rule as staleTag } from "./stale-tag/rule.ts";
export { rule as supportEnding } from "./support-ending/rule.ts";
export { rule as unknownTag } from "./unknown-tag/rule.ts";
export { rule as unlistedImage } from "./unlisted-image/rule.ts";
export { rule as unofficialRegistry } from "./unofficial-registry/rule.ts";
export { rule as unsupportedImage } from "./unsupported-image/rule.ts";
export { rule as unusedSuppression } from "./unused-suppression/rule.ts";
export { rule as unverifiedImage } from "./unverified-image/rule.ts";
export { rule as unverifiedTag } from "./unverified-tag/rule.ts";
