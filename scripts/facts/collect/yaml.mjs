import { parse } from "yaml";

/** The mapping of a YAML text. What a repository holds is data: a text that is none states nothing. */
export function mapping(text) {
  try {
    const value = parse(text ?? "", { logLevel: "silent", maxAliasCount: 0 });
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}
