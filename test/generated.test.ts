import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ruleIdsIn, rulesIndex, rulesPage, schemaFileText } from "../scripts/generated-files.mjs";
import { reportSchemas } from "../scripts/schemas/index.mjs";
import { configJsonSchema } from "../src/config/schema/json-schema.ts";
import { ruleset } from "../src/pipeline/ruleset.ts";
import { projectRoot } from "./support/working-copy.ts";

// What `npm run generate` writes is what is committed. dist/ is compared by `npm run check`, the output in documents by their tests.

const read = (path: string): string => readFileSync(join(projectRoot, path), "utf8");

test("every folder of rules/ is a rule of that id, and the ruleset is sorted", () => {
  const ids = ruleIdsIn(projectRoot);
  expect(ids).toContain("eol-os");
  expect(ids).not.toContain("support");
  expect(ruleset.map(({ id }) => id)).toEqual(ids);
});

test("rules/index.ts is up to date", () => {
  expect(read("rules/index.ts")).toBe(rulesIndex(ruleIdsIn(projectRoot)));
});

test("rules/README.md is up to date", async () => {
  expect(read("rules/README.md")).toBe(await rulesPage(ruleset));
});

test("schema/inferlint.config.v1.json is up to date", async () => {
  const schema = configJsonSchema(ruleset);
  expect(read("schema/inferlint.config.v1.json")).toBe(await schemaFileText(schema));
});

test.each(Object.entries(reportSchemas))("schema/%s is up to date", async (name, schema) => {
  expect(read(`schema/${name}`)).toBe(await schemaFileText(schema));
});
