export { ConfigError, isConfigError } from "./source/config-error.ts";
export type { ConfigFile, Patterns } from "./schema/config-file.ts";
export { defaultImagePolicy } from "./settings/default-image-policy.ts";
export { effectiveSettings } from "./settings/effective-settings.ts";
export { configNames, findConfig } from "./source/find-config.ts";
export { resolveSources } from "./settings/resolution.ts";
export { resolveSettings } from "./settings/resolve-settings.ts";
export type { CommandLineSettings, SettingSources } from "./settings/setting-sources.ts";
export { starterConfig } from "./settings/starter.ts";
