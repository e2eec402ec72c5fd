// ESLint 10 reads only this format; the rules themselves are in .eslintrc.json.
import { FlatCompat } from "@eslint/eslintrc";
import js from "@eslint/js";
import { readFileSync } from "node:fs";

const directory = import.meta.dirname;
const compat = new FlatCompat({
  baseDirectory: directory,
  recommendedConfig: js.configs.recommended,
});
const { root: _, ...config } = JSON.parse(readFileSync(`${directory}/.eslintrc.json`, "utf8"));
export default [{ ignores: config.ignorePatterns }, ...compat.config(config)];
