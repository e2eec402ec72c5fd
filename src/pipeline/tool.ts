import packageJson from "../../package.json" with { type: "json" };
import type { Tool } from "../domain/rule/run.ts";

/** This tool, as reports name it. */
export const tool: Tool = {
  name: packageJson.name,
  version: packageJson.version,
  homepage: packageJson.homepage,
};
