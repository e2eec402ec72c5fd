import type { EffectiveSetting, SettingValue } from "../domain/settings/effective-setting.ts";
import type { Tool } from "../domain/rule/run.ts";
import { logSafeJson } from "./log-safe-json.ts";
import { safeText } from "./safe-text.ts";
import type { Style } from "./style.ts";
import { styleOf } from "./style.ts";

/** The effective settings as a configuration in YAML, each value with a comment that names what set it. */
export function configText(settings: readonly EffectiveSetting[], colors: boolean): string {
  const style = styleOf(colors);
  let open: EffectiveSetting["key"] = [];
  const lines: string[] = [];
  for (const setting of settings) {
    const { key } = setting;
    const shared = key.findIndex((part, depth) => open[depth] !== part);
    for (const [depth, part] of key.entries()) {
      const isLast = depth === key.length - 1;
      if (depth < shared || (typeof part === "number" && !isLast)) continue;
      const indent = "  ".repeat(depth);
      if (!isLast) lines.push(`${indent}${yamlScalar(part)}:`);
      else if (typeof part === "number") lines.push(`${indent}- ${valueLine(setting, style)}`);
      else lines.push(`${indent}${yamlScalar(part)}: ${valueLine(setting, style)}`);
    }
    open = key;
  }
  return `${lines.join("\n")}\n`;
}

function valueLine(setting: EffectiveSetting, style: Style): string {
  return `${yamlValue(setting.value)} ${style.dim(`# ${originOf(setting)}`)}`;
}

function originOf({ source, location }: EffectiveSetting): string {
  if (location === null) return source;
  const { path, region } = location;
  return `${safeText(path)}:${region.startLine}:${region.startColumn}`;
}

/** A JSON value is valid YAML too; plain words are written without quotes. */
function yamlValue(value: SettingValue): string {
  if (typeof value !== "object") return yamlScalar(value);
  if (isList(value)) return `[${value.map(yamlValue).join(", ")}]`;
  const pairs = Object.entries(value).map(([key, own]) => `${yamlScalar(key)}: ${yamlValue(own)}`);
  return `{ ${pairs.join(", ")} }`;
}

function isList(value: object): value is readonly SettingValue[] {
  return Array.isArray(value);
}

/** Words that YAML does not read as text. */
const reserved = /^(?:true|false|null|yes|no|on|off|~)$/i;

function yamlScalar(value: string | number | boolean): string {
  if (typeof value !== "string") return String(value);
  const isPlain = /^[A-Za-z_][\w./-]*$/.test(value) && (!reserved.test(value) || value === "off");
  return isPlain ? value : logSafeJson(value).trimEnd();
}

/** `inferlint.config/1`: fields are only added. */
export function configJson(settings: readonly EffectiveSetting[], tool: Tool): string {
  return logSafeJson({
    schema: "inferlint.config/1",
    tool: { name: tool.name, version: tool.version },
    settings: settings.map(({ key, value, source, location }) => ({
      key: key
        .map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`))
        .join("")
        .slice(1),
      value,
      source,
      ...(location === null ? {} : { path: location.path, region: location.region }),
    })),
  });
}
