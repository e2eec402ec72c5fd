// ESLint 10 reads flat configuration only; the floor plan stays in .eslintrc.json.
import { FlatCompat } from "@eslint/eslintrc";
import js from "@eslint/js";
import { readFileSync } from "node:fs";

const root = import.meta.dirname;
const compat = new FlatCompat({ baseDirectory: root, recommendedConfig: js.configs.recommended });
const { root: _, ...floorPlan } = JSON.parse(readFileSync(`${root}/.eslintrc.json`, "utf8"));
export default [{ ignores: floorPlan.ignorePatterns }, ...compat.config(floorPlan)];
