export { ConfigError, isConfigError } from "./source/config-error.ts";
export type { ConfigFile } from "./schema/config-file.ts";
export { defaultImagePolicy } from "./settings/default-policy.ts";
export { effectiveSettings } from "./settings/effective-settings.ts";
export { configNames, findConfig } from "./source/find-config.ts";
export { resolveSettings } from "./settings/resolve-settings.ts";
export type { SettingSources } from "./settings/setting-sources.ts";
export { starterConfig } from "./settings/starter.ts";
