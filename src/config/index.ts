export { ConfigError, isConfigError } from "./config-error.ts";
export type { ConfigFile } from "./config-file.ts";
export { defaultImagePolicy } from "./default-policy.ts";
export { effectiveSettings } from "./effective-settings.ts";
export { configNames, findConfig } from "./find-config.ts";
export { resolveSettings } from "./resolve-settings.ts";
export type { SettingSources } from "./setting-sources.ts";
export { starterConfig } from "./starter.ts";
