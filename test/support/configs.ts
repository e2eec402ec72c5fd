import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { ConfigError } from "../../src/config/source/config-error.ts";
import type { ConfigFile } from "../../src/config/schema/config-file.ts";
import { loadConfig } from "../../src/config/schema/load-config.ts";
import * as ruleset from "../../rules/index.ts";

/** All rules, with the types of their options erased. */
export const allRules: readonly Rule[] = Object.values(ruleset);

const folder = fileURLToPath(new URL("../../fixtures/config", import.meta.url));

/** The names of configuration fixtures: `*.policy.*` are policies. */
export function configNames(kind: "right" | "wrong"): readonly string[] {
  return readdirSync(join(folder, kind))
    .filter((name) => !name.endsWith(".txt"))
    .sort();
}

export function configPath(kind: "right" | "wrong", name: string): string {
  return join(folder, kind, name);
}

export function configBytes(kind: "right" | "wrong", name: string): Uint8Array {
  return readFileSync(configPath(kind, name));
}

/** Loads a file of that name at the root of the repository `/repo`. */
export function load(bytes: Uint8Array | string, name = ".inferlint.yaml"): ConfigFile {
  return loadConfig(
    typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes,
    {
      path: name,
      absolute: `/repo/${name}`,
      base: "/repo",
      role: name.includes(".policy.") ? "policy" : "repository",
    },
    allRules,
  );
}

/** The problems of a file. */
export function problemsOf(bytes: Uint8Array | string, name?: string): ConfigError["problems"] {
  try {
    load(bytes, name);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
